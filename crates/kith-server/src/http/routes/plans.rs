//! Plans: scheduled messages, and reminders.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{
    ErrorBody, Message, MessageId, PlanChanged, Reminder, ReminderList, ScheduledList, ScheduledMessage,
    SendMessage, SharedMessage,
};
use serde_json::{Map, Value};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Body, Ids};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(scheduled))
        .routes(routes!(change_scheduled, cancel_scheduled))
        .routes(routes!(send_scheduled))
        .routes(routes!(reminders, remind))
        .routes(routes!(delete_reminder))
}

/// One's scheduled messages, soonest first.
#[utoipa::path(get, path = "/me/scheduled", tag = "messages", security(("bearer" = [])),
    responses((status = 200, body = ScheduledList), (status = "default", body = ErrorBody)))]
async fn scheduled(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<ScheduledList>, ApiError> {
    Ok(Json(app.kith.scheduled_messages(actor).await?))
}

/// Change a scheduled message: any field except `id` and `chatId`. An absent field stays; null removes a field.
#[utoipa::path(patch, path = "/me/scheduled/{messageId}", tag = "messages",
    params(("messageId" = MessageId, Path)), request_body = SendMessage, security(("bearer" = [])),
    responses((status = 200, body = ScheduledMessage), (status = "default", body = ErrorBody)))]
async fn change_scheduled(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(id): Ids<MessageId>,
    Body(patch): Body<Map<String, Value>>,
) -> Result<Json<ScheduledMessage>, ApiError> {
    Ok(Json(app.kith.change_scheduled(actor, id, patch).await?))
}

/// Delete a scheduled message: it is not sent any more.
#[utoipa::path(delete, path = "/me/scheduled/{messageId}", tag = "messages",
    params(("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = PlanChanged), (status = "default", body = ErrorBody)))]
async fn cancel_scheduled(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(id): Ids<MessageId>,
) -> Result<Json<PlanChanged>, ApiError> {
    Ok(Json(app.kith.cancel_scheduled(actor, id).await?))
}

/// Send a scheduled message now, and not again.
#[utoipa::path(post, path = "/me/scheduled/{messageId}/send", tag = "messages",
    params(("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = Message), (status = "default", body = ErrorBody)))]
async fn send_scheduled(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(id): Ids<MessageId>,
) -> Result<Json<SharedMessage>, ApiError> {
    Ok(Json(app.kith.send_scheduled_now(actor, id).await?.message))
}

/// One's reminders, soonest first.
#[utoipa::path(get, path = "/me/reminders", tag = "messages", security(("bearer" = [])),
    responses((status = 200, body = ReminderList), (status = "default", body = ErrorBody)))]
async fn reminders(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<ReminderList>, ApiError> {
    Ok(Json(app.kith.reminders(actor).await?))
}

/// Be reminded of a message, in place of a reminder of the same message.
#[utoipa::path(post, path = "/me/reminders", tag = "messages", request_body = Reminder, security(("bearer" = [])),
    responses((status = 200, body = PlanChanged), (status = "default", body = ErrorBody)))]
async fn remind(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(reminder): Body<Reminder>,
) -> Result<Json<PlanChanged>, ApiError> {
    Ok(Json(app.kith.remind(actor, reminder).await?))
}

/// Delete a reminder, whether or not its time has come.
#[utoipa::path(delete, path = "/me/reminders/{messageId}", tag = "messages",
    params(("messageId" = MessageId, Path)), security(("bearer" = [])),
    responses((status = 200, body = PlanChanged), (status = "default", body = ErrorBody)))]
async fn delete_reminder(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(id): Ids<MessageId>,
) -> Result<Json<PlanChanged>, ApiError> {
    Ok(Json(app.kith.delete_reminder(actor, id).await?))
}
