//! Presence: whether people are online, and who is writing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_wire::{
    Activity, ChatId, ErrorBody, ErrorCode, Presence, PresenceQuery, PresenceStates, Typing, UserId,
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids, OptionalBody};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(presence_of)).routes(routes!(presence)).routes(routes!(typing))
}

/// The presence of a person with whom one shares a chat.
#[utoipa::path(get, path = "/users/{id}/presence", tag = "users", params(("id" = UserId, Path)),
    security(("bearer" = [])), responses((status = 200, body = Presence), (status = "default", body = ErrorBody)))]
async fn presence_of(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(user_id): Ids<UserId>,
) -> Result<Json<Presence>, ApiError> {
    let mut found = app.kith.presence(actor, PresenceQuery { user_ids: vec![user_id] }).await?;
    found.states.pop().map(Json).ok_or_else(|| ApiError::new(ErrorCode::NotFound, "no such user"))
}

/// The presence of these people.
#[utoipa::path(post, path = "/users/presence", tag = "users", request_body = PresenceQuery, security(("bearer" = [])),
    responses((status = 200, body = PresenceStates), (status = "default", body = ErrorBody)))]
async fn presence(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(query): Body<PresenceQuery>,
) -> Result<Json<PresenceStates>, ApiError> {
    Ok(Json(app.kith.presence(actor, query).await?))
}

/// The body of `typing`.
#[derive(Deserialize, ToSchema)]
#[serde(default)]
struct TypingBody {
    /// What the person is doing: `null` means that they stopped, absent means writing.
    activity: Option<Activity>,
}

impl Default for TypingBody {
    fn default() -> Self {
        Self { activity: Some(Activity::Text) }
    }
}

/// Show the other members that one is writing, or has stopped.
#[utoipa::path(post, path = "/chats/{id}/typing", tag = "messages", params(("id" = ChatId, Path)),
    request_body = Option<TypingBody>, security(("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn typing(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    OptionalBody(body): OptionalBody<TypingBody>,
) -> Result<StatusCode, ApiError> {
    match body.activity {
        Some(activity) => app.kith.start_typing(actor, Typing { chat_id, activity }).await?,
        None => app.kith.stop_typing(actor, Typing { chat_id, activity: Activity::default() }).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
