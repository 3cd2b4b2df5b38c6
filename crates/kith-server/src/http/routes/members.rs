//! Who is in a chat.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_wire::{AddMembers, Chat, ChatId, ErrorBody, MemberList, MemberPatch, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(members, add_members)).routes(routes!(set_role, remove_member))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MembersPage {
    /// The `next` of the page before.
    after: Option<UserId>,
    /// At most 1,024; 256 by default.
    limit: Option<usize>,
}

/// Who is in a chat.
#[utoipa::path(get, path = "/chats/{id}/members", tag = "chats", params(("id" = ChatId, Path), MembersPage),
    security(("bearer" = [])), responses((status = 200, body = MemberList), (status = "default", body = ErrorBody)))]
async fn members(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Params(page): Params<MembersPage>,
) -> Result<Json<MemberList>, ApiError> {
    Ok(Json(app.kith.members(actor, chat_id, page.after, page.limit.unwrap_or(256)).await?))
}

/// Add people to a group. Admins only.
#[utoipa::path(post, path = "/chats/{id}/members", tag = "chats", params(("id" = ChatId, Path)),
    request_body = AddMembers, security(("bearer" = [])),
    responses((status = 200, body = Chat), (status = "default", body = ErrorBody)))]
async fn add_members(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(request): Body<AddMembers>,
) -> Result<Json<Chat>, ApiError> {
    Ok(Json(app.kith.add_members(actor, chat_id, request).await?))
}

/// Appoint an admin, take that back, or hand the group over.
#[utoipa::path(patch, path = "/chats/{id}/members/{userId}", tag = "chats",
    params(("id" = ChatId, Path), ("userId" = UserId, Path)), request_body = MemberPatch, security(("bearer" = [])),
    responses((status = 200, body = Chat), (status = "default", body = ErrorBody)))]
async fn set_role(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, user_id)): Ids<(ChatId, UserId)>,
    Body(patch): Body<MemberPatch>,
) -> Result<Json<Chat>, ApiError> {
    Ok(Json(app.kith.set_role(actor, chat_id, user_id, patch.role).await?))
}

/// Remove somebody from a group, or leave it oneself.
#[utoipa::path(delete, path = "/chats/{id}/members/{userId}", tag = "chats",
    params(("id" = ChatId, Path), ("userId" = UserId, Path)), security(("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn remove_member(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, user_id)): Ids<(ChatId, UserId)>,
) -> Result<StatusCode, ApiError> {
    app.kith.remove_member(actor, chat_id, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
