//! Logs to standard error, and the recorder that `/metrics` reads.

use anyhow::Context;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::config::{Config, LogFormat};

/// From a quarter of a millisecond to 10 seconds.
const SECONDS: &[f64] =
    &[0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Begins to write logs. Libraries below speak up only when something is wrong.
pub fn start_logging(config: &Config) -> anyhow::Result<()> {
    let filter = Targets::new().with_default(LevelFilter::WARN).with_targets(
        ["kith", "kith_core", "kith_store", "kith_socketio"]
            .map(|ours| (ours, LevelFilter::from(config.log))),
    );
    let layer = fmt::layer().with_writer(std::io::stderr);
    let layer = match config.log_format {
        LogFormat::Text => layer.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).boxed(),
        LogFormat::Json => layer.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(layer.with_filter(filter))
        .try_init()
        .context("cannot begin to write logs")
}

/// Begins to count. The caller must call `run_upkeep` on the returned handle every few seconds.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS)?
        .set_buckets_for_metric(
            Matcher::Full("kith_store_batch_jobs".into()),
            &[1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0],
        )?
        .install_recorder()?;
    metrics::describe_histogram!("kith_http_request_seconds", "Time to answer an HTTP request.");
    metrics::describe_histogram!("kith_store_commit_seconds", "Time to run and sync one transaction.");
    metrics::describe_histogram!("kith_store_batch_jobs", "Writes that shared one transaction.");
    metrics::describe_histogram!("kith_command_seconds", "Time to do a realtime command, by event.");
    metrics::describe_histogram!("kith_job_seconds", "Time to do a job, by kind.");
    metrics::describe_gauge!("kith_jobs_waiting", "Jobs that are to be done, now or later.");
    metrics::describe_gauge!("kith_jobs_failed", "Jobs that were given up, and are kept to be looked at.");
    metrics::describe_gauge!(
        "kith_journal_lag",
        "Changes that a consumer of the journal has still to act on."
    );
    metrics::describe_counter!("kith_chat_changes_total", "Durable changes of chats, messages included.");
    metrics::describe_counter!("kith_events_total", "Events published, by name.");
    metrics::describe_counter!(
        "kith_listen_overflows_total",
        "Attempts to connect that found an accept queue full, of any server on this machine."
    );
    metrics::describe_gauge!("kith_connections", "Realtime connections that are open.");
    metrics::describe_gauge!("kith_kept_entries", "What is remembered beside the database, by what it is.");
    metrics::describe_gauge!("kith_transport_backlog_bytes", "What waits for clients that read too slowly.");
    Ok(handle)
}
