//! By what a repeat is known.

use kith_wire::Mention;
use sha2::{Digest, Sha256};

use crate::NewMessage;

/// The beginning of a SHA-256 of all that was sent: two messages with the same id and the same hash are the same message.
pub type SentHash = [u8; 16];

impl NewMessage {
    /// Of what the sender said, and not of when or where to.
    pub(crate) fn sent_hash(&self) -> SentHash {
        let mut hash = Sha256::new();
        // Each part is told from the next by its length.
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(self.kind.as_str().as_bytes());
        part(if self.text.is_some() { b"text" } else { b"" });
        part(self.text.as_deref().unwrap_or_default().as_bytes());
        for mention in &self.mentions {
            match mention {
                Mention::All(_) => part(b"all"),
                Mention::User(user) => part(user.as_bytes()),
            }
        }
        let whole: [u8; 32] = hash.finalize().into();
        std::array::from_fn(|i| whole[i])
    }
}
