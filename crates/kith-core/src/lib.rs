//! The actions of Kith, apart from how clients reach them: a folder for each domain, in it a file for each action, and
//! beside them the rules that actions share.
//!
//! Every action goes one way: authorize, validate, one transaction of the [`Store`], publish on the [`Bus`] after the
//! commit, answer. This crate knows no HTTP and no sockets, and publishes only what is durable.

mod accounts;
mod actor;
mod chats;
mod clock;
mod delivery;
mod describe_server;
mod entries;
mod jobs;
mod journal;
mod legible;
mod members;
mod messages;
mod plans;
mod presence;
mod rates;
mod receipts;
mod refusal;
mod seams;
mod search;
mod sessions;
mod stickers;
mod sync;
mod validate;

use std::sync::{Arc, Mutex};

use kith_store::Store;
use kith_wire::TenantId;

pub use actor::{Actor, ActorKind, Client};
pub use entries::{Backlog, Entries};
pub use messages::SendOutcome;
pub use rates::RateLimits;
pub use refusal::Refusal;
pub use seams::bus::{Audience, Bus, ConnectionId, Delivery};
pub use sessions::{RefreshToken, SESSION_SECONDS, SigningKey, TokenCarrier};
pub use stickers::{Collection, Stored, Unfit};

use accounts::passwords::Passwords;
use delivery::lanes::Lanes;
use delivery::rosters::Rosters;
use delivery::unpublished::Unpublished;
use jobs::Alarm;
use journal::Followers;
use presence::directory::Directory;
use presence::typing_desk::TypingDesk;
use rates::Rates;
use stickers::Stickers;

/// The operator's settings of the product's behaviour.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The server's name.
    pub name: String,
    /// Whether people may register by themselves.
    pub registration_open: bool,
    /// Longest text of a message, in bytes of UTF-8.
    pub message_bytes: usize,
    /// Most members of a group.
    pub group_members: usize,
    /// How long after sending a message may be edited, in milliseconds.
    pub edit_ms: i64,
    /// How long after sending a message its sender takes it back without a trace, in milliseconds.
    pub undo_ms: i64,
    /// The rate limits.
    pub rate_limits: RateLimits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Kith".into(),
            registration_open: true,
            message_bytes: 64 * 1024,
            group_members: 1024,
            edit_ms: 15 * 60 * 1000,
            undo_ms: 5000,
            rate_limits: RateLimits::On,
        }
    }
}

/// The product: hand it a store and a bus, and call its actions.
pub struct Kith {
    store: Arc<dyn Store>,
    bus: Arc<dyn Bus>,
    settings: Settings,
    tenant_id: TenantId,
    key: SigningKey,
    passwords: Passwords,
    rates: Rates,
    rosters: Rosters,
    lanes: Lanes,
    unpublished: Unpublished,
    directory: Directory,
    typing: TypingDesk,
    alarm: Alarm,
    followers: Followers,
    stickers: Stickers,
    setup_code: Mutex<Option<String>>,
}

impl Kith {
    /// Puts the parts together. `key` signs access tokens: with another key, earlier tokens are worthless.
    pub fn new(store: Arc<dyn Store>, bus: Arc<dyn Bus>, key: SigningKey, settings: Settings) -> Self {
        Self {
            store,
            bus,
            tenant_id: TenantId::DEFAULT,
            key,
            passwords: Passwords::new(),
            rates: Rates::new(settings.rate_limits, settings.group_members),
            rosters: Rosters::new(),
            lanes: Lanes::default(),
            unpublished: Unpublished::default(),
            directory: Directory::default(),
            typing: TypingDesk::default(),
            alarm: Alarm::default(),
            followers: Followers::default(),
            stickers: Stickers::default(),
            setup_code: Mutex::new(None),
            settings,
        }
    }

    /// Whether the store reads and writes.
    pub async fn ready(&self) -> Result<(), Refusal> {
        Ok(self.store.ping().await?)
    }

    /// Forgets the idle entries of the rate limits: call it every few minutes.
    pub fn tidy(&self) {
        self.rates.tidy();
    }
}
