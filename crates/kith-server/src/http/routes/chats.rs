//! Chats, and each member's own state of them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_wire::{Chat, ChatId, ChatList, ChatPatch, ChatStatePatch, CreateChat, ErrorBody, UnreadCounts};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(chats, create_chat))
        .routes(routes!(unread_counts))
        .routes(routes!(chat, edit_chat))
        .routes(routes!(set_chat_state))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ChatsPage {
    /// The `next` of the page before.
    before: Option<String>,
    /// At most 100; 50 by default.
    limit: Option<usize>,
}

/// One's own chats, latest activity first.
#[utoipa::path(get, path = "/chats", tag = "chats", params(ChatsPage), security(("bearer" = [])),
    responses((status = 200, body = ChatList), (status = "default", body = ErrorBody)))]
async fn chats(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(page): Params<ChatsPage>,
) -> Result<Json<ChatList>, ApiError> {
    Ok(Json(app.kith.chats(actor, page.before, page.limit.unwrap_or(50)).await?))
}

/// Open the direct chat with a person (200 if there is one), or create a group.
#[utoipa::path(post, path = "/chats", tag = "chats", request_body = CreateChat, security(("bearer" = [])),
    responses((status = 200, body = Chat), (status = 201, body = Chat), (status = "default", body = ErrorBody)))]
async fn create_chat(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(request): Body<CreateChat>,
) -> Result<(StatusCode, Json<Chat>), ApiError> {
    let (chat, created) = app.kith.create_chat(actor, request).await?;
    Ok((if created { StatusCode::CREATED } else { StatusCode::OK }, Json(chat)))
}

/// What is unread, over all chats.
#[utoipa::path(get, path = "/chats/unread", tag = "chats", security(("bearer" = [])),
    responses((status = 200, body = UnreadCounts), (status = "default", body = ErrorBody)))]
async fn unread_counts(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<UnreadCounts>, ApiError> {
    Ok(Json(app.kith.unread_counts(actor).await?))
}

/// One chat.
#[utoipa::path(get, path = "/chats/{id}", tag = "chats", params(("id" = ChatId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Chat), (status = "default", body = ErrorBody)))]
async fn chat(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
) -> Result<Json<Chat>, ApiError> {
    Ok(Json(app.kith.chat(actor, chat_id).await?))
}

/// Rename or describe a group. Admins only.
#[utoipa::path(patch, path = "/chats/{id}", tag = "chats", params(("id" = ChatId, Path)), request_body = ChatPatch,
    security(("bearer" = [])), responses((status = 200, body = Chat), (status = "default", body = ErrorBody)))]
async fn edit_chat(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(patch): Body<ChatPatch>,
) -> Result<Json<Chat>, ApiError> {
    Ok(Json(app.kith.edit_chat(actor, chat_id, patch).await?))
}

/// Mute, pin, archive, mark as unread, or keep a draft, for oneself alone.
#[utoipa::path(patch, path = "/chats/{id}/state", tag = "chats", params(("id" = ChatId, Path)),
    request_body = ChatStatePatch, security(("bearer" = [])),
    responses((status = 200, body = Chat), (status = "default", body = ErrorBody)))]
async fn set_chat_state(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(patch): Body<ChatStatePatch>,
) -> Result<Json<Chat>, ApiError> {
    Ok(Json(app.kith.set_chat_state(actor, chat_id, patch).await?))
}
