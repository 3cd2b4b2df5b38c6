//! The stickers and custom emoji that the operator has put on the server, and their files.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Json, Response};
use kith_core::Refusal;
use kith_wire::{ErrorBody, StickerList};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Authenticated, Caller, Ids};
use crate::stickers::{Loaded, load};

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(stickers)).routes(routes!(sticker_file))
}

/// All stickers and custom emoji of the server.
#[utoipa::path(get, path = "/stickers", tag = "stickers", security(("bearer" = [])),
    responses((status = 200, body = StickerList), (status = "default", body = ErrorBody)))]
async fn stickers(
    State(app): State<Shared>,
    Authenticated(actor): Authenticated,
) -> Result<Json<StickerList>, ApiError> {
    Ok(Json(app.kith.stickers(actor).await?))
}

/// A picture, without a token: its name is the hash of its bytes, which only those know who were told.
#[utoipa::path(get, path = "/stickers/files/{file}", tag = "stickers", params(("file" = String, Path)),
    responses((status = 200, content((Vec<u8> = "image/webp"), (Vec<u8> = "image/png"))),
        (status = "default", body = ErrorBody)))]
async fn sticker_file(
    State(app): State<Shared>,
    Caller(client): Caller,
    Ids(file): Ids<String>,
) -> Result<Response, ApiError> {
    let path = app.kith.sticker_file(&client, &file)?;
    // What the operator has overwritten or removed since is not what its name says.
    match tokio::task::spawn_blocking(move || load(&path)).await {
        Ok(Ok(Loaded { bytes, content_type, facts })) if facts.file == file => {
            let headers = [
                (header::CONTENT_TYPE, content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            Ok((headers, bytes).into_response())
        }
        _ => Err(Refusal::NotFound("file").into()),
    }
}
