//! `auth/*`: registering, logging in and out, refreshing, changing the password.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Json;
use kith_core::TokenCarrier;
use kith_wire::{ChangePassword, ErrorBody, ErrorCode, Login, Refresh, Register, Session};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::ApiError;
use super::extract::{
    Authenticated, Body, Caller, MaybeAuthenticated, OptionalBody, REFRESH_COOKIE, RefreshCookie, Secure,
};
use super::{App, Shared};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(routes!(log_out))
        .routes(routes!(change_password))
}

/// Create an account and log in.
#[utoipa::path(post, path = "/auth/register", tag = "auth", request_body = Register,
    responses((status = 201, body = Session), (status = "default", body = ErrorBody)))]
async fn register(
    State(app): State<Shared>,
    Caller(client): Caller,
    Secure(secure): Secure,
    Body(request): Body<Register>,
) -> Result<(StatusCode, HeaderMap, Json<Session>), ApiError> {
    let session = app.kith.register(request, &client).await?;
    Ok((StatusCode::CREATED, keep_cookie(&app, &session, secure), Json(session)))
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
        // An access token may be too old to say anything: the refresh token says whose session it is.
        (_, Some(token)) => app.kith.log_out_by_refresh_token(&token, &client).await?,
        (Err(error), None) => return Err(error),
        (Ok(MaybeAuthenticated(None)), None) => {
            return Err(ApiError::new(ErrorCode::Unauthenticated, "a token is required"));
        }
    }
    Ok((StatusCode::NO_CONTENT, cookie_header(&app, "", 0, secure)))
}

/// Change the password. All other sessions end.
#[utoipa::path(post, path = "/auth/password", tag = "auth", request_body = ChangePassword, security(("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn change_password(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(request): Body<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    app.kith.change_password(actor, request).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn keep_cookie(app: &App, session: &Session, secure: bool) -> HeaderMap {
    cookie_header(app, &session.refresh_token, kith_core::SESSION_SECONDS, secure)
}

/// Out of reach of scripts, never sent along by other sites, and to nowhere else.
fn cookie_header(app: &App, value: &str, max_age_seconds: i64, secure: bool) -> HeaderMap {
    let secure = if secure { "; Secure" } else { "" };
    let base = &app.base;
    let cookie = format!(
        "{REFRESH_COOKIE}={value}; Path={base}/api/v1/auth; Max-Age={max_age_seconds}; HttpOnly; SameSite=Strict{secure}"
    );
    // A refresh token is base64url, so the value is always a valid header.
    HeaderValue::from_str(&cookie).map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect()
}
