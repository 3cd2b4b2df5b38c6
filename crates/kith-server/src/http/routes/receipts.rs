//! Receipts: which messages have arrived and been read.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_wire::{ChatId, ErrorBody, MessageId, MessageInfo, Seq, Watermark};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(message_info))
        .routes(routes!(mark_read))
        .routes(routes!(mark_delivered))
}

/// Who has received and read a message of one's own, and when.
#[utoipa::path(get, path = "/chats/{id}/messages/{messageId}/info", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = MessageInfo), (status = "default", body = ErrorBody)))]
async fn message_info(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, message_id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<MessageInfo>, ApiError> {
    Ok(Json(app.kith.message_info(actor, chat_id, message_id).await?))
}

/// The body of `read` and `delivered`: a watermark, with the chat in the path.
#[derive(Deserialize, ToSchema)]
struct MarkBody {
    /// Everything up to here.
    seq: Seq,
}

/// Everything up to `seq` has been read.
#[utoipa::path(put, path = "/chats/{id}/read", tag = "messages", params(("id" = ChatId, Path)),
    request_body = MarkBody, security(("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn mark_read(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(mark): Body<MarkBody>,
) -> Result<StatusCode, ApiError> {
    app.kith.mark_read(actor, Watermark { chat_id, seq: mark.seq }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything up to `seq` has reached one of the person's devices.
#[utoipa::path(put, path = "/chats/{id}/delivered", tag = "messages", params(("id" = ChatId, Path)),
    request_body = MarkBody, security(("bearer" = [])),
    responses((status = 204), (status = "default", body = ErrorBody)))]
async fn mark_delivered(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(mark): Body<MarkBody>,
) -> Result<StatusCode, ApiError> {
    app.kith.mark_delivered(actor, Watermark { chat_id, seq: mark.seq }).await?;
    Ok(StatusCode::NO_CONTENT)
}
