//! Identifiers. Each is a newtype, so that a chat's id can never be passed where a user's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;
use uuid::Uuid;

/// Why a text is not an id.
#[derive(Debug, Error)]
pub enum InvalidId {
    /// It is not a UUID.
    #[error("an id is a UUID: {0}")]
    Malformed(#[from] uuid::Error),
    /// It is the nil UUID, which stands for no id (RFC 9562, 5.9) and which no client should send.
    #[error("an id is not all zeros")]
    Nil,
}

fn not_nil(id: Uuid) -> Result<Uuid, InvalidId> {
    if id.is_nil() { Err(InvalidId::Nil) } else { Ok(id) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new time-ordered id (UUIDv7, RFC 9562): rows made together lie together in an index.
            #[allow(clippy::new_without_default, reason = "a default would hide that every call differs")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The 16 bytes, in the store's form.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(not_nil(Uuid::from_str(text)?)?))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                not_nil(Uuid::deserialize(deserializer)?).map(Self).map_err(de::Error::custom)
            }
        }

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }
    };
}

id! {
    /// A separate world of users and chats; nothing crosses from one to another.
    TenantId
}
id! {
    /// An account.
    UserId
}
id! {
    /// A logged-in device: it lasts until it is logged out, ended from elsewhere or left unused for too long.
    SessionId
}
id! {
    /// A conversation of any kind.
    ChatId
}
id! {
    /// A message. Its sender's client makes the id before it sends, so that the server recognises a retry and the
    /// id on screen never changes.
    MessageId
}

impl TenantId {
    /// The tenant of a server that has only one.
    pub const DEFAULT: Self = Self(Uuid::from_u128(1));
}

impl MessageId {
    /// The id (UUIDv7) of a message of this time, with these bits in place of random ones.
    pub fn of_time(at_ms: crate::TimeMs, bits: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(at_ms.unsigned_abs(), &bits).into_uuid())
    }
}
