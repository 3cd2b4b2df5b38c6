//! The HTTP side: REST under `/api/v1`, the API document, health, metrics, and the web app.
//!
//! Handlers decode, call one action and encode. No rule of the product lives here.

mod auth;
mod chats;
mod error;
mod extract;
mod me;
mod messages;
mod middleware;
mod search;
mod server;
mod sync;
mod users;
mod web;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Json;
use axum::routing::get;
use axum::{Router, middleware as layer};
use kith_core::Kith;
use kith_socketio::StatsSnapshot;
use metrics_exporter_prometheus::PrometheusHandle;
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::config::{Config, MetricsAccess};

pub use error::error_info;

/// Scripts, styles and images of this server only; no frames, no plug-ins. Inline styles are what positioning libraries
/// set; they run nothing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; \
     frame-ancestors 'none'";

/// What the realtime side says of itself.
pub struct RealtimeStats {
    /// Connections that are open.
    pub connections: usize,
    /// People who have a socket.
    pub people: usize,
    /// The transport's counters.
    pub transport: StatsSnapshot,
}

/// Asks the realtime side.
pub type AskRealtime = Box<dyn Fn() -> RealtimeStats + Send + Sync>;

/// What the handlers share.
pub struct App {
    kith: Arc<Kith>,
    recorder: PrometheusHandle,
    realtime: AskRealtime,
    metrics: MetricsAccess,
    trust_proxy: bool,
    body_bytes: usize,
    allowed_origins: Vec<HeaderValue>,
}

impl App {
    /// Everything a handler needs.
    pub fn new(kith: Arc<Kith>, config: &Config, recorder: PrometheusHandle, realtime: AskRealtime) -> Self {
        Self {
            kith,
            recorder,
            realtime,
            metrics: config.metrics,
            trust_proxy: config.trust_proxy,
            body_bytes: 64 * 1024 + 6 * config.product.message_bytes,
            allowed_origins: config
                .allowed_origins
                .iter()
                .filter_map(|origin| HeaderValue::from_str(origin).ok())
                .collect(),
        }
    }
}

type Shared = Arc<App>;

#[derive(OpenApi)]
#[openapi(info(
    title = "Kith",
    description = "Everything the realtime protocol can do, over HTTP. See docs/protocol.md for the events."
))]
struct ApiDoc;

/// Every route of the server but the realtime transport's.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let (api, document) = api();
    let document = Json(document);
    let router = Router::new()
        .merge(api)
        .route("/api/openapi.json", get(async move || document.clone()))
        .route("/health", get(server::health))
        .route("/ready", get(server::ready))
        .route("/metrics", get(server::metrics))
        .fallback(web::serve)
        .layer(layer::from_fn(middleware::finish_what_was_begun))
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
    router
        .layer(DefaultBodyLimit::max(app.body_bytes))
        .layer(cors(app.allowed_origins.clone()))
        .layer(headers)
        .layer(CompressionLayer::new())
}

fn api() -> (Router<Shared>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(ApiDoc::openapi())
        .nest("/api/v1", {
            OpenApiRouter::new()
                .merge(auth::routes())
                .merge(me::routes())
                .merge(users::routes())
                .merge(chats::routes())
                .merge(messages::routes())
                .merge(search::routes())
                .merge(sync::routes())
                .merge(server::routes())
        })
        .split_for_parts();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().add_security_scheme("bearer", bearer);
    document.info.version = env!("CARGO_PKG_VERSION").into();
    (router, document)
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Closed unless the configuration names other sites.
fn cors(allowed: Vec<HeaderValue>) -> CorsLayer {
    if allowed.is_empty() {
        return CorsLayer::new();
    }
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(allowed))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
}
