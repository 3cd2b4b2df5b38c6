//! Finding chats, and messages in one chat.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{ChatId, ChatList, ErrorBody, MessageHits, Seq};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(search_chats)).routes(routes!(search_messages))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchChats {
    /// The beginning of a word of the chat's name.
    q: String,
    /// At most 100; 20 by default.
    limit: Option<usize>,
}

/// One's own chats by name: a group's title, or the other person's name.
#[utoipa::path(get, path = "/search/chats", tag = "search", params(SearchChats), security(("bearer" = [])),
    responses((status = 200, body = ChatList), (status = "default", body = ErrorBody)))]
async fn search_chats(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(search): Params<SearchChats>,
) -> Result<Json<ChatList>, ApiError> {
    Ok(Json(app.kith.find_chats(actor, &search.q, search.limit.unwrap_or(20)).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
struct SearchMessages {
    /// Found anywhere in the text, without regard to case.
    q: String,
    /// The chat to search in.
    chat_id: ChatId,
    /// Only messages with a lower `seq`.
    before: Option<Seq>,
    /// At most 100; 50 by default.
    limit: Option<usize>,
}

/// Messages of one chat that hold a text, newest first.
#[utoipa::path(get, path = "/search/messages", tag = "search", params(SearchMessages), security(("bearer" = [])),
    responses((status = 200, body = MessageHits), (status = "default", body = ErrorBody)))]
async fn search_messages(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(search): Params<SearchMessages>,
) -> Result<Json<MessageHits>, ApiError> {
    let limit = search.limit.unwrap_or(50);
    Ok(Json(app.kith.find_messages(actor, search.chat_id, &search.q, search.before, limit).await?))
}
