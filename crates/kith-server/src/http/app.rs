//! What the handlers share.

use std::sync::Arc;

use anyhow::Context;
use kith_core::Kith;
use kith_socketio::{Origins, StatsSnapshot};
use metrics_exporter_prometheus::PrometheusHandle;

use super::assets;
use super::document::Document;
use super::large_bodies::LargeBodies;
use super::readiness::Readiness;
use crate::config::{Config, MetricsAccess};

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
    pub kith: Arc<Kith>,
    pub recorder: PrometheusHandle,
    pub realtime: AskRealtime,
    pub metrics: MetricsAccess,
    pub trust_proxy: bool,
    pub body_bytes: usize,
    /// The people who are sending large bodies now.
    pub large_bodies: LargeBodies,
    pub readiness: Readiness,
    pub origins: Arc<Origins>,
    /// The path below which a proxy serves everything.
    pub base: String,
    /// The app's page, when it differs from the built one.
    pub page: Option<Document>,
}

impl App {
    /// Everything a handler needs.
    pub fn new(
        kith: Arc<Kith>,
        config: &Config,
        origins: Arc<Origins>,
        recorder: PrometheusHandle,
        realtime: AskRealtime,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            kith,
            recorder,
            realtime,
            metrics: config.metrics,
            trust_proxy: config.trust_proxy,
            body_bytes: config.packet_bytes(),
            large_bodies: LargeBodies::default(),
            readiness: Readiness::default(),
            origins,
            base: config.base().to_owned(),
            page: assets::page_below(config.base()).context("cannot prepare the page")?,
        })
    }
}

/// As handlers get it.
pub type Shared = Arc<App>;
