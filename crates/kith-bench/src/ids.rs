//! Message ids that contain the message's number, so that a delivery is matched without a map of ids.

use std::time::Instant;

use crate::people::now_ms;

/// Message ids (UUIDv7) that carry the message's number, and tell a run's own messages from others.
pub struct Ids {
    first_ms: i64,
    started: Instant,
    /// The bits that a UUIDv7 leaves to chance, except the last 48: `7xxx-8xxx`.
    tag: String,
}

impl Ids {
    /// The ids of a run that begins now.
    pub fn new() -> anyhow::Result<Self> {
        let now = now_ms()?;
        let chance = now as u64 ^ u64::from(std::process::id()) << 7;
        let tag = format!("7{:03x}-8{:03x}", chance & 0xfff, chance >> 12 & 0xfff);
        Ok(Self { first_ms: now, started: Instant::now(), tag })
    }

    /// The id of message `number`.
    pub fn make(&self, number: u64) -> String {
        let ms = self.first_ms + self.started.elapsed().as_millis() as i64;
        format!("{:08x}-{:04x}-{}-{number:012x}", ms >> 16, ms & 0xffff, self.tag)
    }

    /// The number of the message with this id; `None` if this run did not send it.
    pub fn number(&self, id: &[u8]) -> Option<u64> {
        let id = str::from_utf8(id).ok()?;
        if id.get(14..23)? != self.tag {
            return None;
        }
        u64::from_str_radix(id.get(24..)?, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_7_and_gives_its_number_back() {
        let ids = Ids::new().unwrap();
        let id = ids.make(0xabc_def);
        let uuid = id.parse::<kith_wire::MessageId>().unwrap().0;
        assert_eq!(uuid.get_version_num(), 7);
        let (seconds, _) = uuid.get_timestamp().unwrap().to_unix();
        assert!(seconds.abs_diff(now_ms().unwrap() as u64 / 1000) <= 1);
        assert_eq!(ids.number(id.as_bytes()), Some(0xabc_def));
        assert_eq!(ids.number(kith_wire::MessageId::new().to_string().as_bytes()), None);
    }
}
