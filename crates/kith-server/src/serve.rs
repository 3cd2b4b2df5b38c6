//! `kith serve`: from the listening socket to the last commit.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use kith_core::{Kith, RateLimits};
use kith_socketio::Origins;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::bell::Bell;
use crate::claim::Role;
use crate::config::{Config, PublicUrl};
use crate::listener::{FullQueues, listen, raise_descriptor_limit};
use crate::realtime::Devices;
use crate::stickers::Folder;
use crate::wire_up::wire_up;
use crate::{http, telemetry};

/// Runs until it is told to stop.
pub fn run(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let recorder = telemetry::start_metrics()?;
    let wired = wire_up(&config, Role::Server)?;
    let _claim = wired.claim;
    let descriptors = raise_descriptor_limit()?;
    let listener = listen(&config.listen).await?;
    let address = listener.local_addr().context("cannot tell the address")?;

    let origins = Arc::new(origins(&config));
    let transport = kith_socketio::Server::new(
        transport_config(&config, origins.clone()),
        Arc::new(Devices::new(wired.kith.clone(), wired.hub.clone())),
    );
    let realtime = {
        let (transport, hub) = (transport.clone(), wired.hub);
        move || http::RealtimeStats {
            connections: transport.connections(),
            people: hub.people(),
            transport: transport.stats(),
        }
    };
    let app = http::App::new(wired.kith.clone(), &config, origins, recorder.clone(), Box::new(realtime))?;
    let router = http::router(app)?;

    // Whoever rings while the stickers are read is heard afterwards.
    let bell = Bell::hang(&config.data)
        .inspect_err(|error| tracing::warn!(%error, "what operator commands change may show late"))
        .ok()
        .map(Arc::new);
    let mut stickers = Folder::new(&config.data);
    wired.kith.set_stickers(stickers.read());
    announce(&config, address, &wired.kith).await?;
    tracing::info!(%address, data = %config.data.display(), descriptors, "serving");
    let housekeeping = tokio::spawn(keep_house(wired.kith, recorder, bell.clone(), stickers));
    let left = transport.serve(listener, router, stop_signal()?).await;
    if left > 0 {
        tracing::warn!(left, "connections did not close in time");
    }
    housekeeping.abort();
    bell.inspect(|bell| bell.take_down());
    tracing::info!("stopped");
    Ok(())
}

/// Which pages may use the server from a browser: one policy for sockets and REST.
fn origins(config: &Config) -> Origins {
    let public = config.public_url.iter().map(|url| url.origin.clone());
    Origins::new(public.chain(config.allowed_origins.iter().cloned()).collect())
        .trusting_forwarded_host(config.trust_proxy)
        .telling(|origin, host| {
            tracing::warn!(
                origin,
                host,
                "a page was refused. If people reach this server there, set public_url (KITH_PUBLIC_URL) to that address; \
                 if it is another site that may use it, add it to allowed_origins"
            );
        })
}

fn transport_config(config: &Config, origins: Arc<Origins>) -> kith_socketio::Config {
    let defaults = kith_socketio::Config::default();
    let packet = config.packet_bytes();
    kith_socketio::Config::default()
        .max_payload(packet)
        // A client that is still receiving a message of the largest size may have to wait for the next.
        .max_backlog_bytes(defaults.max_backlog_bytes.max(2 * packet))
        .max_uploads_bytes(defaults.max_uploads_bytes.max(16 * packet))
        .max_answers_bytes(defaults.max_answers_bytes.max(16 * packet))
        .max_connections_per_address(match config.product.rate_limits {
            RateLimits::On => defaults.max_connections_per_address,
            RateLimits::Off => 0,
        })
        .trust_forwarded_for(config.trust_proxy)
        .origins(origins)
        .base(config.base())
}

/// Prints the address on the first line, for programs, and then the set-up link, for the administrator.
async fn announce(config: &Config, address: SocketAddr, kith: &Kith) -> anyhow::Result<()> {
    let mut lines = format!("listening on http://{address}\n");
    if let Some(code) = kith.new_setup_code().await? {
        let base = config.public_url.as_ref().map_or_else(
            || {
                let ip = address.ip();
                let host = if ip.is_unspecified() { "localhost".into() } else { ip.to_string() };
                format!("http://{host}:{}", address.port())
            },
            PublicUrl::to_string,
        );
        lines.push_str(&format!(
            "create the first account, the administrator's: {base}/register?setup={code}\n"
        ));
    }
    let mut out = std::io::stdout().lock();
    out.write_all(lines.as_bytes()).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Background tasks of the server. They end with it.
async fn keep_house(kith: Arc<Kith>, recorder: PrometheusHandle, bell: Option<Arc<Bell>>, stickers: Folder) {
    let rung = Arc::new(Notify::new());
    let mut tasks = JoinSet::new();
    tasks.spawn(kith.clone().work());
    tasks.spawn(kith.clone().follow_journal());
    tasks.spawn(kith.clone().retry_unpublished());
    tasks.spawn({
        let kith = kith.clone();
        async move { kith.expire_typing_in_time().await }
    });
    tasks.spawn({
        let (kith, rung) = (kith.clone(), rung.clone());
        async move {
            if let Some(bell) = bell {
                bell.listen(|| {
                    kith.look_for_jobs();
                    rung.notify_one();
                })
                .await;
            }
        }
    });
    tasks.spawn(read_stickers(kith.clone(), stickers, rung));
    tasks.spawn(look_after_memory(kith, recorder));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a part of the housekeeping has ended");
        }
    }
}

/// Reads the stickers each time the bell has rung.
async fn read_stickers(kith: Arc<Kith>, mut folder: Folder, rung: Arc<Notify>) {
    loop {
        rung.notified().await;
        let reading = tokio::task::spawn_blocking(move || (folder.read(), folder)).await;
        let Ok((collection, same)) =
            reading.inspect_err(|error| tracing::error!(%error, "no stickers are read"))
        else {
            return;
        };
        kith.set_stickers(collection);
        folder = same;
    }
}

/// Housekeeping of data in memory: merges measurements, and forgets rate limits that have refilled.
async fn look_after_memory(kith: Arc<Kith>, recorder: PrometheusHandle) {
    let mut rounds = tokio::time::interval(Duration::from_secs(5));
    let mut queues = FullQueues::default();
    for round in 1u64.. {
        rounds.tick().await;
        recorder.run_upkeep();
        queues.look();
        if round.is_multiple_of(60) {
            kith.tidy();
        }
    }
}

fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for signals")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: no new connections, clients are told, commits are finished");
    })
}
