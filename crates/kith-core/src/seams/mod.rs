//! What the product needs from outside, beside the store.

pub(crate) mod bus;
