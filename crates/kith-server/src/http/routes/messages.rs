//! Messages: sending them and reading the history.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use kith_store::PageAt;
use kith_wire::{
    ChatId, ErrorBody, ErrorCode, Mention, Message, MessageId, MessagePage, SendMessage, Seq, SharedMessage,
    TimeMs,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(messages, send)).routes(routes!(message))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct HistoryPage {
    /// The newest messages with a lower `seq`.
    before: Option<Seq>,
    /// The oldest messages with a higher `seq`.
    after: Option<Seq>,
    /// Messages around this `seq`: about half before it, the rest from it on.
    around: Option<Seq>,
    /// The same around the first message that was sent at this time (in milliseconds) or later; the newest when there is none.
    at: Option<TimeMs>,
    /// At most 200; 50 unless told.
    limit: Option<usize>,
}

/// A page of a chat's history, ascending by `seq`; the newest unless told.
#[utoipa::path(get, path = "/chats/{id}/messages", tag = "messages", params(("id" = ChatId, Path), HistoryPage),
    security(("bearer" = [])), responses((status = 200, body = MessagePage), (status = "default", body = ErrorBody)))]
async fn messages(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Params(page): Params<HistoryPage>,
) -> Result<Json<MessagePage>, ApiError> {
    let at = match (page.before, page.after, page.around, page.at) {
        (None, None, None, None) => PageAt::Latest,
        (Some(seq), None, None, None) => PageAt::Before(seq),
        (None, Some(seq), None, None) => PageAt::After(seq),
        (None, None, Some(seq), None) => PageAt::Around(seq),
        (None, None, None, Some(at_ms)) => PageAt::At(at_ms),
        _ => {
            let say = "before, after, around, at: give one of them";
            return Err(ApiError::new(ErrorCode::InvalidRequest, say));
        }
    };
    Ok(Json(app.kith.messages(actor, chat_id, at, page.limit.unwrap_or(50)).await?))
}

/// The body of sending: as the event `message:send`, with the chat in the path.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SendBody {
    id: MessageId,
    kind: String,
    text: Option<String>,
    mentions: Option<Vec<Mention>>,
}

/// Send a message. A repeat of the same id answers 200 with the same message.
#[utoipa::path(post, path = "/chats/{id}/messages", tag = "messages", params(("id" = ChatId, Path)),
    request_body = SendBody, security(("bearer" = [])),
    responses((status = 200, body = Message), (status = 201, body = Message), (status = "default", body = ErrorBody)))]
async fn send(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(body): Body<SendBody>,
) -> Result<(StatusCode, Json<SharedMessage>), ApiError> {
    let request =
        SendMessage { id: body.id, chat_id, kind: body.kind, text: body.text, mentions: body.mentions };
    let sent = app.kith.send_message(actor, request).await?;
    Ok((if sent.repeated { StatusCode::OK } else { StatusCode::CREATED }, Json(sent.message)))
}

/// One message.
#[utoipa::path(get, path = "/chats/{id}/messages/{messageId}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Message), (status = "default", body = ErrorBody)))]
async fn message(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, message_id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<Message>, ApiError> {
    Ok(Json(app.kith.message(actor, chat_id, message_id).await?))
}
