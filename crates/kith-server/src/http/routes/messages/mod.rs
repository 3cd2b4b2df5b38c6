//! Messages: sending and changing them, and reading the history.

mod marks;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use kith_store::PageAt;
use kith_wire::{
    ChatId, DeleteFor, DeleteMessages, EditMessage, ErrorBody, ErrorCode, Mention, Message, MessageChanged,
    MessageEdited, MessageEdits, MessageId, MessagePage, MessageRef, PinMessage, React, ReactionPage,
    Scheduled, SendMessage, Seq, TimeMs, UpdateLocation, UserId, Vote,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids, OptionalBody, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(messages, send))
        .routes(routes!(message, edit, delete))
        .routes(routes!(edits))
        .routes(routes!(reactions))
        .routes(routes!(react, take_reaction_back))
        .routes(routes!(pin, unpin))
        .routes(routes!(vote))
        .routes(routes!(close_poll))
        .routes(routes!(update_location, stop_location))
        .merge(marks::routes())
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
    /// Messages around the first one that was sent at this time (in milliseconds) or later; the newest when there is
    /// none.
    at: Option<TimeMs>,
    /// At most 200; 50 by default.
    limit: Option<usize>,
}

/// A page of a chat's history, ascending by `seq`; by default the newest.
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

/// Send a message, or schedule it (`sendAt`): then the answer is 202. A repeat of the same id answers 200 with the same
/// message.
#[utoipa::path(post, path = "/chats/{id}/messages", tag = "messages", params(("id" = ChatId, Path)),
    request_body = SendMessage, security(("bearer" = [])),
    responses((status = 200, body = Message), (status = 201, body = Message), (status = 202, body = Scheduled),
        (status = "default", body = ErrorBody)))]
async fn send(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(chat_id): Ids<ChatId>,
    Body(mut body): Body<Map<String, Value>>,
) -> Result<Response, ApiError> {
    body.insert("chatId".into(), Value::String(chat_id.to_string()));
    let request: SendMessage = serde_json::from_value(Value::Object(body))
        .map_err(|error| ApiError::new(ErrorCode::InvalidRequest, error.to_string()))?;
    if request.send_at.is_some() {
        let scheduled = app.kith.schedule_message(actor, request).await?;
        return Ok((StatusCode::ACCEPTED, Json(scheduled)).into_response());
    }
    let sent = app.kith.send_message(actor, request).await?;
    let status = if sent.repeated { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(sent.message)).into_response())
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

/// The body of editing: as the event `message:edit`, with chat and message in the path.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct EditBody {
    text: String,
    mentions: Option<Vec<Mention>>,
}

/// Edit a message of one's own.
#[utoipa::path(patch, path = "/chats/{id}/messages/{messageId}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), request_body = EditBody,
    security(("bearer" = [])), responses((status = 200, body = MessageEdited), (status = "default", body = ErrorBody)))]
async fn edit(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    Body(EditBody { text, mentions }): Body<EditBody>,
) -> Result<Json<MessageEdited>, ApiError> {
    Ok(Json(app.kith.edit_message(actor, EditMessage { chat_id, id, text, mentions }).await?))
}

/// What a message said before each of its edits, the oldest first.
#[utoipa::path(get, path = "/chats/{id}/messages/{messageId}/edits", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = MessageEdits), (status = "default", body = ErrorBody)))]
async fn edits(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<MessageEdits>, ApiError> {
    Ok(Json(app.kith.message_edits(actor, chat_id, id).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Deletion {
    /// For whom.
    #[param(inline)]
    r#for: DeleteFor,
}

/// Delete a message for everyone (one's own, or another's in a group that one administers), or for oneself.
#[utoipa::path(delete, path = "/chats/{id}/messages/{messageId}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path), Deletion), security(("bearer" = [])),
    responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn delete(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    Params(Deletion { r#for: for_whom }): Params<Deletion>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.delete_messages(actor, DeleteMessages { chat_id, ids: vec![id], for_whom }).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReactionsFrom {
    /// Begin with this emoji; with the first unless told.
    emoji: Option<String>,
    /// Of that emoji, begin behind this person.
    after: Option<UserId>,
}

/// Who reacted to a message, by emoji and then by person.
#[utoipa::path(get, path = "/chats/{id}/messages/{messageId}/reactions", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path), ReactionsFrom), security(("bearer" = [])),
    responses((status = 200, body = ReactionPage), (status = "default", body = ErrorBody)))]
async fn reactions(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    Params(ReactionsFrom { emoji, after }): Params<ReactionsFrom>,
) -> Result<Json<ReactionPage>, ApiError> {
    Ok(Json(app.kith.reactions(actor, chat_id, id, emoji.map(|emoji| (emoji, after))).await?))
}

/// React to a message with an emoji.
#[utoipa::path(put, path = "/chats/{id}/messages/{messageId}/reactions/{emoji}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path), ("emoji" = String, Path)),
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn react(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id, emoji)): Ids<(ChatId, MessageId, String)>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.react(actor, React { chat_id, id, emoji, on: true }).await?))
}

/// Take a reaction back.
#[utoipa::path(delete, path = "/chats/{id}/messages/{messageId}/reactions/{emoji}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path), ("emoji" = String, Path)),
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn take_reaction_back(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id, emoji)): Ids<(ChatId, MessageId, String)>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.react(actor, React { chat_id, id, emoji, on: false }).await?))
}

/// The body of pinning; it may be absent.
#[derive(Default, Deserialize, ToSchema)]
struct PinBody {
    /// From when on it is no longer pinned, within a year; absent for good.
    until: Option<TimeMs>,
}

/// Pin a message in its chat, for all members. A chat has at most 3.
#[utoipa::path(put, path = "/chats/{id}/messages/{messageId}/pin", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), request_body = Option<PinBody>,
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn pin(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    OptionalBody(PinBody { until }): OptionalBody<PinBody>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.pin_message(actor, PinMessage { chat_id, id, on: true, until }).await?))
}

/// Unpin a message.
#[utoipa::path(delete, path = "/chats/{id}/messages/{messageId}/pin", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn unpin(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.pin_message(actor, PinMessage { chat_id, id, on: false, until: None }).await?))
}

/// The body of voting: as the event `poll:vote`, with chat and message in the path.
#[derive(Deserialize, ToSchema)]
struct VoteBody {
    /// All that one chooses now; none to take the vote back.
    options: Vec<String>,
}

/// Choose options of a poll, in place of what one chose before.
#[utoipa::path(put, path = "/chats/{id}/messages/{messageId}/vote", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), request_body = VoteBody,
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn vote(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    Body(VoteBody { options }): Body<VoteBody>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.vote(actor, Vote { chat_id, id, options }).await?))
}

/// Close a poll: one's own, or another's in a group that one administers.
#[utoipa::path(post, path = "/chats/{id}/messages/{messageId}/close", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn close_poll(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.close_poll(actor, MessageRef { chat_id, id }).await?))
}

/// The body of moving: as the event `location:update`, with chat and message in the path.
#[derive(Deserialize, ToSchema)]
struct PlaceBody {
    /// Degrees north of the equator: -90 to 90.
    latitude: f64,
    /// Degrees east of Greenwich: -180 to 180.
    longitude: f64,
    /// Within how many metres it is right.
    accuracy: Option<f64>,
}

/// Show where one is, with a live location of one's own.
#[utoipa::path(patch, path = "/chats/{id}/messages/{messageId}/location", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)), request_body = PlaceBody,
    security(("bearer" = [])), responses((status = 204), (status = "default", body = ErrorBody)))]
async fn update_location(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
    Body(PlaceBody { latitude, longitude, accuracy }): Body<PlaceBody>,
) -> Result<StatusCode, ApiError> {
    let update = UpdateLocation { chat_id, id, latitude, longitude, accuracy };
    app.kith.update_location(actor, update).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End a live location of one's own before its time.
#[utoipa::path(delete, path = "/chats/{id}/messages/{messageId}/location", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    security(("bearer" = [])), responses((status = 200, body = MessageChanged), (status = "default", body = ErrorBody)))]
async fn stop_location(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<MessageChanged>, ApiError> {
    Ok(Json(app.kith.stop_location(actor, MessageRef { chat_id, id }).await?))
}
