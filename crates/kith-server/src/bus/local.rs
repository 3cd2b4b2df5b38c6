//! The bus of a server that is one process: hands each event to this process's own devices.

use std::sync::Arc;

use kith_core::{Bus, Delivery};

use crate::realtime::Hub;

/// Everybody is here.
pub struct LocalBus {
    hub: Arc<Hub>,
}

impl LocalBus {
    /// A bus that ends at this hub.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self { hub }
    }
}

impl Bus for LocalBus {
    fn publish(&self, delivery: Delivery) {
        metrics::counter!("kith_events_total", "event" => delivery.event.name()).increment(1);
        self.hub.deliver(&delivery);
    }
}
