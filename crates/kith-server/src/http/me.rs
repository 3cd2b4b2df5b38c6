//! `me/*`: one's own account and devices.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_wire::{ErrorBody, Me, ProfilePatch, SessionId, SessionList, Settings, SettingsPatch};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Shared;
use super::error::ApiError;
use super::extract::{Authenticated, Body, Ids};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(me, update_profile))
        .routes(routes!(settings, update_settings))
        .routes(routes!(sessions))
        .routes(routes!(end_session))
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

/// Change them.
#[utoipa::path(patch, path = "/me/settings", tag = "me", request_body = SettingsPatch, security(("bearer" = [])),
    responses((status = 200, body = Settings), (status = "default", body = ErrorBody)))]
async fn update_settings(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(patch): Body<SettingsPatch>,
) -> Result<Json<Settings>, ApiError> {
    Ok(Json(app.kith.update_settings(actor, patch).await?))
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
