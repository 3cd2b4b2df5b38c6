//! The seams to the outside, beside the store.

pub(crate) mod bus;
