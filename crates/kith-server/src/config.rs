//! Configuration: what was typed ([`RawConfig`]) is resolved once into [`Config`]. Without any, everything has a default.
//!
//! Later wins: defaults, the file, `KITH_*` variables, the command line.

use std::path::PathBuf;
use std::str::FromStr;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Settings, checked and ready to use.
#[derive(Debug, Clone)]
pub struct Config {
    /// `host:port` to listen on.
    pub listen: String,
    /// The folder that holds everything.
    pub data: PathBuf,
    /// The address people reach the server by, without a slash at the end.
    pub public_url: Option<String>,
    /// Other sites whose pages may call the API from a browser.
    pub allowed_origins: Vec<String>,
    /// Whether a proxy in front tells the clients' addresses.
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
    /// Programs on this machine that come directly.
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
            allowed_origins: Vec::new(),
            trust_proxy: Switch::Off,
            metrics: MetricsAccess::Local,
            log: "info".into(),
            log_format: LogFormat::Text,
        }
    }
}

impl Config {
    /// Most bytes of one packet on the socket, and of one body over REST: what surrounds a message, and its text, of which
    /// JSON can make six bytes for one (`\u001b`).
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
        if self.name.trim().is_empty() {
            return Err("name: is empty".into());
        }
        for url in self.public_url.iter().chain(&self.allowed_origins) {
            if !url.starts_with("http://") && !url.starts_with("https://") {
                return Err(format!(
                    "public_url, allowed_origins: expected http:// or https://, found {url:?}"
                ));
            }
        }
        let log = tracing::Level::from_str(&self.log)
            .map_err(|_| format!("log: expected error, warn, info, debug or trace, found {:?}", self.log))?;
        Ok(Config {
            listen: self.listen,
            data: self.data,
            public_url: self.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            allowed_origins: self.allowed_origins,
            trust_proxy: matches!(self.trust_proxy, Switch::On),
            metrics: self.metrics,
            log,
            log_format: self.log_format,
            product: kith_core::Settings {
                name: self.name,
                registration_open: matches!(self.registration, Registration::Open),
                message_bytes: self.message_bytes,
                group_members: self.group_members,
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
            ("public_url", resolve(|raw| raw.public_url = Some("chat.example".into()))),
            ("log", resolve(|raw| raw.log = "loud".into())),
        ] {
            let error = error.unwrap_err();
            assert!(error.contains(key) && !error.contains('\n'), "{error}");
        }
    }
}
