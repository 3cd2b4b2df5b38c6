//! What messages are to oneself: with a star, or about oneself.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{ChatId, ErrorBody, MentionList, MessageId, Star, StarChanged, StarList};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(star, take_star_back))
        .routes(routes!(stars))
        .routes(routes!(mentions))
}

/// Give a message one's star. Nobody else learns of it.
#[utoipa::path(put, path = "/chats/{id}/messages/{messageId}/star", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    security(("bearer" = [])), responses((status = 200, body = StarChanged), (status = "default", body = ErrorBody)))]
async fn star(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<StarChanged>, ApiError> {
    Ok(Json(app.kith.star(actor, Star { chat_id, id, on: true }).await?))
}

/// Take one's star of a message back.
#[utoipa::path(delete, path = "/chats/{id}/messages/{messageId}/star", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    security(("bearer" = [])), responses((status = 200, body = StarChanged), (status = "default", body = ErrorBody)))]
async fn take_star_back(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids((chat_id, id)): Ids<(ChatId, MessageId)>,
) -> Result<Json<StarChanged>, ApiError> {
    Ok(Json(app.kith.star(actor, Star { chat_id, id, on: false }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct StarPage {
    /// Only those of this chat.
    chat_id: Option<ChatId>,
    /// The `next` of an earlier page.
    before: Option<String>,
    /// At most 100; 50 by default.
    limit: Option<usize>,
}

/// The messages with one's star, the star given last first.
#[utoipa::path(get, path = "/me/stars", tag = "messages", params(StarPage), security(("bearer" = [])),
    responses((status = 200, body = StarList), (status = "default", body = ErrorBody)))]
async fn stars(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(page): Params<StarPage>,
) -> Result<Json<StarList>, ApiError> {
    Ok(Json(app.kith.stars(actor, page.chat_id, page.before, page.limit.unwrap_or(50)).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MentionPage {
    /// The `next` of an earlier page.
    before: Option<String>,
    /// At most 100; 50 by default.
    limit: Option<usize>,
}

/// Messages of others that mention one, over all chats, newest first.
#[utoipa::path(get, path = "/me/mentions", tag = "messages", params(MentionPage), security(("bearer" = [])),
    responses((status = 200, body = MentionList), (status = "default", body = ErrorBody)))]
async fn mentions(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(page): Params<MentionPage>,
) -> Result<Json<MentionList>, ApiError> {
    Ok(Json(app.kith.mentions_of(actor, page.before, page.limit.unwrap_or(50)).await?))
}
