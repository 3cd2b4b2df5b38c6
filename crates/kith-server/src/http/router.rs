//! Every route of the server but the realtime transport's, and the layers around them.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::routing::get;
use axum::{Router, middleware as layer};
use kith_socketio::{Origins, Verdict};
use tower::ServiceBuilder;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as OpenApiDocument, RefOr};
use utoipa_axum::router::OpenApiRouter;

use super::app::{App, Shared};
use super::document::Document;
use super::{middleware, routes, web};

/// Scripts, styles and images of this server only; no frames, no plug-ins. Inline styles are what positioning libraries
/// set; they run nothing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; \
     frame-ancestors 'none'";

#[derive(OpenApi)]
#[openapi(info(
    title = "Kith",
    description = "Everything the realtime protocol can do, over HTTP. See docs/protocol.md for the events."
))]
struct ApiDoc;

/// Every route of the server but the realtime transport's.
pub fn router(app: App) -> anyhow::Result<Router> {
    let app = Arc::new(app);
    let (api, document) = api();
    let document = document.to_json().context("the API document")?;
    let document = Document::made("application/json", "no-cache", document).context("the API document")?;
    let router = Router::new()
        .merge(api)
        .route("/api/openapi.json", get(async move |headers: HeaderMap| document.answer(&headers)))
        .route("/health", get(routes::server::health))
        .route("/ready", get(routes::server::ready))
        .route("/metrics", get(routes::server::metrics))
        .method_not_allowed_fallback(middleware::method_not_allowed)
        .fallback(web::serve)
        .layer(layer::from_fn(middleware::finish_what_was_begun))
        .layer(layer::from_fn_with_state(app.clone(), middleware::guard_api))
        .layer(layer::from_fn(middleware::measure))
        .with_state(app.clone());
    let headers = ServiceBuilder::new()
        .layer(set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::X_FRAME_OPTIONS, "DENY"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(set(
            HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(self), geolocation=(self), payment=()",
        ))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"));
    Ok(router.layer(cors(app.origins.clone())).layer(headers))
}

fn api() -> (Router<Shared>, OpenApiDocument) {
    let (router, mut document) = OpenApiRouter::with_openapi(ApiDoc::openapi())
        .nest("/api/v1", {
            OpenApiRouter::new()
                .merge(routes::accounts::routes())
                .merge(routes::sessions::routes())
                .merge(routes::people::routes())
                .merge(routes::plans::routes())
                .merge(routes::presence::routes())
                .merge(routes::chats::routes())
                .merge(routes::members::routes())
                .merge(routes::messages::routes())
                .merge(routes::receipts::routes())
                .merge(routes::search::routes())
                .merge(routes::stickers::routes())
                .merge(routes::sync::routes())
                .merge(routes::server::routes())
        })
        .split_for_parts();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().add_security_scheme("bearer", bearer);
    describe_responses(&mut document);
    document.info.version = env!("CARGO_PKG_VERSION").into();
    (router, document)
}

/// OpenAPI requires a description of every response; the schemas say how the responses differ.
fn describe_responses(document: &mut OpenApiDocument) {
    let operations =
        document.paths.paths.values_mut().flat_map(|path| {
            [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete]
        });
    for (status, response) in operations.flatten().flat_map(|operation| &mut operation.responses.responses) {
        if let RefOr::T(response) = response {
            response.description = match status.as_str() {
                "200" => "What was asked for.",
                "201" => "What was created.",
                "204" => "It is done.",
                _ => "It was refused: `error.code` says why.",
            }
            .into();
        }
    }
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// For pages of the configured origins. They may send credentials, but browsers send the cookie only within the same
/// site.
fn cors(origins: Arc<Origins>) -> CorsLayer {
    let is_named =
        move |_: &HeaderValue, parts: &Parts| matches!(origins.judge(&parts.headers), Verdict::Allowed(_));
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(is_named))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([header::RETRY_AFTER])
        // The longest that any browser caches it.
        .max_age(Duration::from_secs(7200))
}
