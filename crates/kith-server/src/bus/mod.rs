//! How events travel between the nodes of a server. With one node they do not: [`LocalBus`].

mod local;

pub use local::LocalBus;
