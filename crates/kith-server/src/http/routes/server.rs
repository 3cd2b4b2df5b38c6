//! What a server says of itself: information, health, readiness, metrics.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Json, Response};
use kith_core::{Kith, Refusal};
use kith_socketio::DisconnectReason;
use kith_store::StoreError;
use kith_wire::{ErrorBody, ErrorCode, ServerInfo};
use serde_json::{Value, json};
use tokio::time::timeout;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::MetricsAccess;
use crate::http::app::Shared;
use crate::http::error::ApiError;
use crate::http::extract::{Caller, client_address};
use crate::http::readiness::FAILING;

/// How long the store may take to answer.
const READY_WITHIN: Duration = Duration::from_secs(5);

const READY: &str = "ok";

pub fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(server_info))
}

/// What a client needs to know before anyone logs in.
#[utoipa::path(get, path = "/server", tag = "server",
    responses((status = 200, body = ServerInfo), (status = "default", body = ErrorBody)))]
async fn server_info(
    State(app): State<Shared>,
    Caller(client): Caller,
) -> Result<Json<ServerInfo>, ApiError> {
    Ok(Json(app.kith.describe_server(&client).await?))
}

/// The process runs.
pub async fn health() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// The process can serve: its store reads and writes. If not, it says what is wrong.
pub async fn ready(State(app): State<Shared>) -> Response {
    let kith = app.kith.clone();
    let store = app.readiness.share(async move { look(&kith).await }).await;
    if store == READY {
        Json(json!({ "status": "ready", "store": store })).into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "unavailable", "store": store })))
            .into_response()
    }
}

/// How the store is.
async fn look(kith: &Kith) -> &'static str {
    match timeout(READY_WITHIN, kith.ready()).await {
        Ok(Ok(())) => READY,
        Ok(Err(Refusal::Unavailable(error))) => match error {
            StoreError::Closed => "writer_stopped",
            StoreError::Full => "disk_full",
            StoreError::Damaged(_) | StoreError::Corrupt { .. } => "corrupt",
            StoreError::Database(_) | StoreError::Busy => FAILING,
        },
        Ok(Err(_)) => FAILING,
        Err(_) => "not_answering",
    }
}

/// In Prometheus' text format.
pub async fn metrics(State(app): State<Shared>, parts: Parts) -> Result<Response, ApiError> {
    // A request that came through a proxy on this machine is not from this machine.
    let local = client_address(&parts, app.trust_proxy).to_canonical().is_loopback()
        && (app.trust_proxy || !parts.headers.contains_key("x-forwarded-for"));
    match app.metrics {
        MetricsAccess::Public => {}
        MetricsAccess::Local if local => {}
        MetricsAccess::Local | MetricsAccess::Off => {
            return Err(ApiError::new(ErrorCode::NotFound, "there is nothing here"));
        }
    }
    // A database that does not answer must not hide the other figures.
    match app.kith.backlog().await {
        Ok(backlog) => {
            metrics::gauge!("kith_jobs_waiting").set(backlog.jobs.waiting as f64);
            metrics::gauge!("kith_jobs_failed").set(backlog.jobs.failed as f64);
            for (consumer, lag) in backlog.journal {
                metrics::gauge!("kith_journal_lag", "consumer" => consumer).set(lag as f64);
            }
        }
        Err(refusal) => tracing::error!(%refusal, "the journal and the jobs cannot be counted"),
    }
    let realtime = (app.realtime)();
    let (stats, entries) = (realtime.transport, app.kith.entries());
    metrics::gauge!("kith_connections").set(realtime.connections as f64);
    for (what, count) in [
        ("people", realtime.people),
        ("present", entries.present),
        ("watched", entries.watched),
        ("typing", entries.typing),
        ("lanes", entries.lanes),
        ("rosters", entries.rosters),
        ("rates", entries.rates),
    ] {
        metrics::gauge!("kith_kept_entries", "what" => what).set(count as f64);
    }
    metrics::gauge!("kith_transport_backlog_bytes").set(stats.backlog_bytes as f64);
    for (name, value) in [
        ("kith_transport_packets_in_total", stats.packets_in),
        ("kith_transport_packets_out_total", stats.packets_out),
        ("kith_transport_bytes_in_total", stats.bytes_in),
        ("kith_transport_bytes_out_total", stats.bytes_out),
        ("kith_transport_accept_errors_total", stats.accept_errors),
    ] {
        metrics::counter!(name).absolute(value);
    }
    for reason in DisconnectReason::ALL {
        metrics::counter!("kith_transport_closed_total", "reason" => reason.as_str())
            .absolute(stats.closed_by(reason));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.recorder.render()).into_response())
}
