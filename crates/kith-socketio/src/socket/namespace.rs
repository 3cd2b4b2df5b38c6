//! Names of namespaces. Nearly every socket is in the main one, `/`: it costs nothing.

use std::fmt;
use std::sync::Arc;

/// The name of a namespace, beginning with a slash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Namespace(Option<Arc<str>>);

impl Namespace {
    /// The main namespace, `/`.
    pub const MAIN: Self = Self(None);

    /// The namespace of that name. An empty name is the main one.
    pub fn new(name: &str) -> Self {
        if matches!(name, "" | "/") { Self::MAIN } else { Self(Some(name.into())) }
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("/")
    }

    /// Whether it is `/`.
    pub fn is_main(&self) -> bool {
        self.0.is_none()
    }
}

impl From<&str> for Namespace {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl fmt::Debug for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
