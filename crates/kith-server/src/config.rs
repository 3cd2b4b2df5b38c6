//! Configuration: settings as typed ([`RawConfig`]) are resolved once into [`Config`]. Every setting has a default.
//!
//! Later wins: defaults, the file, `KITH_*` variables, the command line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use kith_socketio::Origin;
use serde::{Deserialize, Serialize};

/// Settings, checked and ready to use.
#[derive(Debug, Clone)]
pub struct Config {
    /// `host:port` to listen on.
    pub listen: String,
    /// The folder that holds everything.
    pub data: PathBuf,
    /// The address people reach the server by.
    pub public_url: Option<PublicUrl>,
    /// Other sites whose pages may call the API from a browser.
    pub allowed_origins: Vec<Origin>,
    /// Whether to take the clients' addresses from a proxy in front.
    pub trust_proxy: bool,
    /// Who may read `/metrics`.
    pub metrics: MetricsAccess,
    /// The least severe log level that is written.
    pub log: tracing::Level,
    /// How log lines look.
    pub log_format: LogFormat,
    /// How the product behaves.
    pub product: kith_core::Settings,
}

/// An address as people type it, in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Scheme, host and port.
    pub origin: Origin,
    /// The path below which a proxy serves everything: empty, or such as `/chat`, without a slash at its end.
    pub base: String,
}

impl Config {
    /// The path below which a proxy serves everything; empty when there is none.
    pub fn base(&self) -> &str {
        self.public_url.as_ref().map_or("", |url| &url.base)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.base)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_http = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
        let rest = text.find("://").map_or(text.len(), |at| at + 3);
        let path = text[rest..].find('/').map_or(text.len(), |at| rest + at);
        let origin = text[..path].parse().ok().filter(|_| is_http);
        let base = text[path..].trim_end_matches('/');
        let is_path = base.split('/').skip(1).all(|part| {
            let is_good = |each: char| each.is_ascii_alphanumeric() || "-._~".contains(each);
            !part.is_empty() && !part.starts_with('.') && part.chars().all(is_good)
        });
        // Below such a path, the server could not tell whether the proxy has removed it from a request.
        let is_ours = base.split('/').nth(1).is_some_and(|first| OWN_PATHS.contains(&first));
        match origin {
            Some(origin) if is_path && !is_ours => Ok(Self { origin, base: base.to_owned() }),
            _ => Err(format!(
                "expected an address such as https://chat.example or https://example.org/chat, found {text:?}"
            )),
        }
    }
}

/// First parts of paths that the server itself answers.
const OWN_PATHS: &[&str] = &["api", "assets", "socket.io", "health", "ready", "metrics"];

/// What the command line says.
pub struct Overrides {
    /// `--listen`
    pub listen: Option<String>,
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--config`
    pub file: Option<PathBuf>,
}

/// Who may read `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricsAccess {
    /// Programs on this machine that connect without a proxy.
    Local,
    /// Anyone who can reach the server.
    Public,
    /// Nobody.
    Off,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Registration {
    Open,
    Closed,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Switch {
    On,
    Off,
}

/// Settings as they are typed. The names are the keys of the file and, in capitals after `KITH_`, of the environment.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    listen: String,
    data: PathBuf,
    name: String,
    public_url: Option<String>,
    registration: Registration,
    rate_limits: Switch,
    message_bytes: usize,
    group_members: usize,
    edit_seconds: i64,
    undo_seconds: i64,
    allowed_origins: Vec<String>,
    trust_proxy: Switch,
    metrics: MetricsAccess,
    log: String,
    log_format: LogFormat,
}

impl Default for RawConfig {
    fn default() -> Self {
        let product = kith_core::Settings::default();
        Self {
            listen: "127.0.0.1:8080".into(),
            data: "kith-data".into(),
            name: product.name,
            public_url: None,
            registration: Registration::Open,
            rate_limits: Switch::On,
            message_bytes: product.message_bytes,
            group_members: product.group_members,
            edit_seconds: product.edit_ms / 1000,
            undo_seconds: product.undo_ms / 1000,
            allowed_origins: Vec::new(),
            trust_proxy: Switch::Off,
            metrics: MetricsAccess::Local,
            log: "info".into(),
            log_format: LogFormat::Text,
        }
    }
}

impl Config {
    /// Most bytes of one packet on the socket, and of one REST body: the fields around a message, and its text, of
    /// which JSON may write one byte as six (`\u001b`).
    pub fn packet_bytes(&self) -> usize {
        64 * 1024 + 6 * self.product.message_bytes
    }

    /// Reads all sources. The error is one line that names the key.
    pub fn load(overrides: Overrides) -> Result<Self, String> {
        let file = overrides.file.or_else(|| std::env::var_os("KITH_CONFIG").map(PathBuf::from));
        let mut figment = Figment::from(Serialized::defaults(RawConfig::default()));
        if let Some(file) = &file {
            if !file.is_file() {
                return Err(format!("config: there is no file {}", file.display()));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        figment = figment.merge(Env::prefixed("KITH_").ignore(&["config"]));
        if let Some(listen) = overrides.listen {
            figment = figment.merge(("listen", listen));
        }
        if let Some(data) = overrides.data {
            figment = figment.merge(("data", data));
        }
        let raw: RawConfig = figment.extract().map_err(|error| describe(&error))?;
        raw.resolve()
    }
}

impl RawConfig {
    fn resolve(self) -> Result<Config, String> {
        let port =
            self.listen.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)));
        if port.is_none_or(|(host, _)| host.is_empty()) {
            return Err(format!(
                "listen: expected ADDRESS:PORT, such as 127.0.0.1:8080, found {:?}",
                self.listen
            ));
        }
        if !(1..=1_000_000).contains(&self.message_bytes) {
            return Err(format!("message_bytes: expected 1 to 1000000, found {}", self.message_bytes));
        }
        if !(2..=100_000).contains(&self.group_members) {
            return Err(format!("group_members: expected 2 to 100000, found {}", self.group_members));
        }
        if !(0..=31_536_000).contains(&self.edit_seconds) {
            return Err(format!("edit_seconds: expected 0 to 31536000, found {}", self.edit_seconds));
        }
        if !(0..=60).contains(&self.undo_seconds) {
            return Err(format!("undo_seconds: expected 0 to 60, found {}", self.undo_seconds));
        }
        if self.name.trim().is_empty() {
            return Err("name: is empty".into());
        }
        let public_url = self.public_url.as_deref().filter(|url| !url.is_empty()).map(str::parse);
        let public_url = public_url.transpose().map_err(|error| format!("public_url: {error}"))?;
        let allowed_origins = self.allowed_origins.iter().map(|origin| {
            origin.parse().map_err(|error| format!("allowed_origins: {error}, found {origin:?}"))
        });
        let allowed_origins = allowed_origins.collect::<Result<_, _>>()?;
        let log = tracing::Level::from_str(&self.log)
            .map_err(|_| format!("log: expected error, warn, info, debug or trace, found {:?}", self.log))?;
        Ok(Config {
            listen: self.listen,
            data: self.data,
            public_url,
            allowed_origins,
            trust_proxy: matches!(self.trust_proxy, Switch::On),
            metrics: self.metrics,
            log,
            log_format: self.log_format,
            product: kith_core::Settings {
                name: self.name,
                registration_open: matches!(self.registration, Registration::Open),
                message_bytes: self.message_bytes,
                group_members: self.group_members,
                edit_ms: self.edit_seconds * 1000,
                undo_ms: self.undo_seconds * 1000,
                rate_limits: match self.rate_limits {
                    Switch::On => kith_core::RateLimits::On,
                    Switch::Off => kith_core::RateLimits::Off,
                },
            },
        })
    }
}

/// One line: where it was typed, the key, and what is wrong with it.
fn describe(error: &figment::Error) -> String {
    let source =
        error.metadata.as_ref().map(|metadata| format!(" (in {})", metadata.name)).unwrap_or_default();
    let key = if error.path.is_empty() { String::new() } else { format!("{}: ", error.path.join(".")) };
    let kind = error.kind.to_string().replace('\n', " ");
    format!("{key}{kind}{source}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(change: impl FnOnce(&mut RawConfig)) -> Result<Config, String> {
        let mut raw = RawConfig::default();
        change(&mut raw);
        raw.resolve()
    }

    #[test]
    fn zero_configuration_is_enough() {
        let config = resolve(|_| {}).unwrap();
        assert_eq!((config.listen.as_str(), config.data), ("127.0.0.1:8080", "kith-data".into()));
        assert!(config.product.registration_open);
    }

    #[test]
    fn a_wrong_value_is_named() {
        for (key, error) in [
            ("listen", resolve(|raw| raw.listen = "8080".into())),
            ("listen", resolve(|raw| raw.listen = "localhost:http".into())),
            ("message_bytes", resolve(|raw| raw.message_bytes = 0)),
            ("group_members", resolve(|raw| raw.group_members = 1)),
            ("edit_seconds", resolve(|raw| raw.edit_seconds = -1)),
            ("undo_seconds", resolve(|raw| raw.undo_seconds = 61)),
            ("public_url", resolve(|raw| raw.public_url = Some("chat.example".into()))),
            ("public_url", resolve(|raw| raw.public_url = Some("ftp://chat.example".into()))),
            ("public_url", resolve(|raw| raw.public_url = Some("https://chat.example/api/".into()))),
            ("public_url", resolve(|raw| raw.public_url = Some("https://chat.example/a?b".into()))),
            ("public_url", resolve(|raw| raw.public_url = Some("https://chat.example/../x".into()))),
            ("allowed_origins", resolve(|raw| raw.allowed_origins = vec!["https://app.example/path".into()])),
            ("log", resolve(|raw| raw.log = "loud".into())),
        ] {
            let error = error.unwrap_err();
            assert!(error.contains(key) && !error.contains('\n'), "{error}");
        }
    }
    #[test]
    fn an_address_may_have_a_path() {
        for (typed, shown, base) in [
            ("https://chat.example", "https://chat.example", ""),
            ("https://Chat.example:443/", "https://chat.example", ""),
            ("http://chat.example:8080/a/b-c/", "http://chat.example:8080/a/b-c", "/a/b-c"),
        ] {
            let config = resolve(|raw| raw.public_url = Some(typed.into())).unwrap();
            assert_eq!(
                (config.public_url.as_ref().unwrap().to_string().as_str(), config.base()),
                (shown, base)
            );
        }
    }
}
