//! The one error of the HTTP side: a stable code, a status, a safe text.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kith_core::Refusal;
use kith_wire::{ErrorBody, ErrorCode, ErrorInfo};
use serde_json::Map;

/// What a handler answers when it cannot do what was asked.
#[derive(Debug)]
pub struct ApiError(ErrorInfo);

impl ApiError {
    /// An error of the HTTP layer itself.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(ErrorInfo { code, message: message.into(), retry_after: None, details: Map::new() })
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self((&refusal).into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.0.retry_after;
        let mut response = (status, Json(ErrorBody { error: self.0 })).into_response();
        if let Some(ms) = retry_after {
            // Whole seconds, rounded up (RFC 9110, section 10.2.3).
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(ms.div_ceil(1000)));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
