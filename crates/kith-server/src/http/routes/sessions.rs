//! Sessions: logging in and out, refreshing, and the devices that are logged in.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use kith_core::TokenCarrier;
use kith_wire::{ErrorBody, ErrorCode, Login, Refresh, Session, SessionId, SessionList};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::cookie::{cookie_header, keep_cookie};
use crate::http::error::ApiError;
use crate::http::extract::{
    Authenticated, Body, Caller, Ids, MaybeAuthenticated, OptionalBody, RefreshCookie, Secure,
};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(routes!(log_out))
        .routes(routes!(sessions))
        .routes(routes!(end_session))
}

/// Log in with a user name or e-mail address and a password.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = Login,
    responses((status = 200, body = Session), (status = "default", body = ErrorBody)))]
async fn log_in(
    State(app): State<Shared>,
    Caller(client): Caller,
    Secure(secure): Secure,
    Body(request): Body<Login>,
) -> Result<(HeaderMap, Json<Session>), ApiError> {
    let session = app.kith.log_in(request, &client).await?;
    Ok((keep_cookie(&app, &session, secure), Json(session)))
}

/// Exchange the refresh token (in the body, or the cookie) for new tokens. Each works once.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = Option<Refresh>,
    responses((status = 200, body = Session), (status = "default", body = ErrorBody)))]
async fn refresh(
    State(app): State<Shared>,
    Caller(client): Caller,
    Secure(secure): Secure,
    RefreshCookie(cookie): RefreshCookie,
    OptionalBody(request): OptionalBody<Refresh>,
) -> Result<(HeaderMap, Json<Session>), ApiError> {
    let (token, carrier) = match (request.refresh_token, cookie) {
        (Some(token), _) => (token, TokenCarrier::Body),
        (None, Some(cookie)) => (cookie, TokenCarrier::Cookie),
        (None, None) => return Err(ApiError::new(ErrorCode::Unauthenticated, "a refresh token is required")),
    };
    let session = app.kith.refresh_session(&token, carrier, &client).await?;
    Ok((keep_cookie(&app, &session, secure), Json(session)))
}

/// End this session: that of the access token, or else that of the refresh token in the body or the cookie.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", request_body = Option<Refresh>, security((), ("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn log_out(
    State(app): State<Shared>,
    Caller(client): Caller,
    Secure(secure): Secure,
    authenticated: Result<MaybeAuthenticated, ApiError>,
    RefreshCookie(cookie): RefreshCookie,
    OptionalBody(request): OptionalBody<Refresh>,
) -> Result<(StatusCode, HeaderMap), ApiError> {
    match (authenticated, request.refresh_token.or(cookie)) {
        (Ok(MaybeAuthenticated(Some(actor))), _) => app.kith.log_out(actor).await?,
        // When the access token has expired, the refresh token names the session.
        (_, Some(token)) => app.kith.log_out_by_refresh_token(&token, &client).await?,
        (Err(error), None) => return Err(error),
        (Ok(MaybeAuthenticated(None)), None) => {
            return Err(ApiError::new(ErrorCode::Unauthenticated, "a token is required"));
        }
    }
    Ok((StatusCode::NO_CONTENT, cookie_header(&app, "", 0, secure)))
}

/// The devices that are logged in.
#[utoipa::path(get, path = "/me/sessions", tag = "me", security(("bearer" = [])),
    responses((status = 200, body = SessionList), (status = "default", body = ErrorBody)))]
async fn sessions(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<SessionList>, ApiError> {
    Ok(Json(app.kith.sessions(actor).await?))
}

/// Log a device out, at once.
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "me", params(("id" = SessionId, Path)),
    security(("bearer" = [])), responses((status = 204), (status = "default", body = ErrorBody)))]
async fn end_session(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(session_id): Ids<SessionId>,
) -> Result<StatusCode, ApiError> {
    app.kith.end_session(actor, session_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
