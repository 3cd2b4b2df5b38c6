//! How what is stored reaches the members of a chat: to whom, and in which order.

pub(crate) mod lanes;
pub(crate) mod rosters;
pub(crate) mod tell;
