//! People: finding them and looking them up.

use axum::extract::State;
use axum::response::Json;
use kith_wire::{ErrorBody, ErrorCode, User, UserId, UserList};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Ids, Params};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(find_users)).routes(routes!(user))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindUsers {
    /// The beginning of a word of their name, or of their user name. Empty for everybody.
    #[serde(default)]
    q: String,
    /// Instead of searching: the people with these ids, separated by commas, at most 100.
    ids: Option<String>,
    /// At most 100; 50 by default.
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
