//! `users/*`: finding people, and whether they are there.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{ErrorBody, ErrorCode, Presence, PresenceQuery, PresenceStates, User, UserId, UserList};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Shared;
use super::error::ApiError;
use super::extract::{Authenticated, Body, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(find_users))
        .routes(routes!(user))
        .routes(routes!(presence_of))
        .routes(routes!(presence))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindUsers {
    /// The beginning of a word of their name, or of their user name. Empty for everybody.
    #[serde(default)]
    q: String,
    /// Instead of searching: the people with these ids, separated by commas, at most 100.
    ids: Option<String>,
    /// At most 100; 50 unless told.
    limit: Option<usize>,
}

/// Find people by name, or look them up by id.
#[utoipa::path(get, path = "/users", tag = "users", params(FindUsers), security(("bearer" = [])),
    responses((status = 200, body = UserList), (status = "default", body = ErrorBody)))]
async fn find_users(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Params(params): Params<FindUsers>,
) -> Result<Json<UserList>, ApiError> {
    let found = match params.ids {
        Some(ids) => {
            let ids = ids.split(',').filter(|id| !id.is_empty()).map(str::parse).collect::<Result<_, _>>();
            let ids =
                ids.map_err(|_| ApiError::new(ErrorCode::InvalidRequest, "ids: holds what is no id"))?;
            app.kith.people(actor, ids).await?
        }
        None => app.kith.find_people(actor, &params.q, params.limit.unwrap_or(50)).await?,
    };
    Ok(Json(found))
}

/// One person.
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = UserId, Path)), security(("bearer" = [])),
    responses((status = 200, body = User), (status = "default", body = ErrorBody)))]
async fn user(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Ids(user_id): Ids<UserId>,
) -> Result<Json<User>, ApiError> {
    Ok(Json(app.kith.person(actor, user_id).await?))
}

/// Whether a person with whom one shares a chat is there.
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

/// Whether these people are there.
#[utoipa::path(post, path = "/users/presence", tag = "users", request_body = PresenceQuery, security(("bearer" = [])),
    responses((status = 200, body = PresenceStates), (status = "default", body = ErrorBody)))]
async fn presence(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
    Body(query): Body<PresenceQuery>,
) -> Result<Json<PresenceStates>, ApiError> {
    Ok(Json(app.kith.presence(actor, query).await?))
}
