//! The bus of a server that is one process: hands each event to this process's own devices.

use std::sync::Arc;

use async_trait::async_trait;
use kith_core::{Bus, Delivery};
use kith_wire::ChatId;

use crate::realtime::Hub;

/// All devices are connected to this process.
pub struct LocalBus {
    hub: Arc<Hub>,
}

impl LocalBus {
    /// A bus that ends at this hub.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self { hub }
    }
}

#[async_trait]
impl Bus for LocalBus {
    fn publish(&self, delivery: Delivery) {
        metrics::counter!("kith_events_total", "event" => delivery.event.name()).increment(1);
        self.hub.deliver(delivery);
    }

    async fn settled(&self, chat_id: ChatId) {
        self.hub.settled(chat_id).await;
    }
}
