//! Accounts: registering, and a person's own profile and settings.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use kith_wire::{ChangePassword, ErrorBody, Me, ProfilePatch, Register, Session, Settings, SettingsPatch};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::cookie::keep_cookie;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Caller, Secure};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(change_password))
        .routes(routes!(me, update_profile))
        .routes(routes!(settings, update_settings))
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

/// One's own account.
#[utoipa::path(get, path = "/me", tag = "me", security(("bearer" = [])),
    responses((status = 200, body = Me), (status = "default", body = ErrorBody)))]
async fn me(State(app): State<Shared>, Authenticated(actor): Authenticated) -> Result<Json<Me>, ApiError> {
    Ok(Json(app.kith.me(actor).await?))
}

/// Change name, user name or about.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = ProfilePatch, security(("bearer" = [])),
    responses((status = 200, body = Me), (status = "default", body = ErrorBody)))]
async fn update_profile(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(patch): Body<ProfilePatch>,
) -> Result<Json<Me>, ApiError> {
    Ok(Json(app.kith.update_profile(actor, patch).await?))
}

/// Choices that hold on all devices.
#[utoipa::path(get, path = "/me/settings", tag = "me", security(("bearer" = [])),
    responses((status = 200, body = Settings), (status = "default", body = ErrorBody)))]
async fn settings(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<Settings>, ApiError> {
    Ok(Json(app.kith.me(actor).await?.settings))
}

/// Change these choices.
#[utoipa::path(patch, path = "/me/settings", tag = "me", request_body = SettingsPatch, security(("bearer" = [])),
    responses((status = 200, body = Settings), (status = "default", body = ErrorBody)))]
async fn update_settings(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(patch): Body<SettingsPatch>,
) -> Result<Json<Settings>, ApiError> {
    Ok(Json(app.kith.update_settings(actor, patch).await?))
}
