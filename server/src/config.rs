//! What an operator sets: environment variables, each with a default that suits a laptop.
//!
//! A wrong value stops the start with one line that names the variable and the remedy.
//! `.env.example` documents the same list.

mod exposure;
mod keys;
mod notice;
mod sms;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use backend::audit::archive::{LEAST_YEARS, YEARS};
use backend::crypt::key_source::KeySource;
use backend::notice::NoticeSettings;
use backend::store::row_security::RowSecurity;
use domain::access::PasswordProfile;
use ipnet::IpNet;

use crate::proxies::Proxies;

pub use sms::SmsSettings;

/// Settings of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `TONGCE_DATABASE_URL`: `sqlite:` or `postgres:`.
    pub database_url: String,
    /// `TONGCE_ROW_SECURITY`: whether statements say their counties to PostgreSQL.
    pub row_security: RowSecurity,
    /// `TONGCE_ADDRESS`: where the server listens.
    pub address: SocketAddr,
    /// `TONGCE_KEY_FILE`, `TONGCE_KEY_COMMAND` or `TONGCE_KEY_PARTS`: keys that seal answers.
    pub keys: KeySource,
    /// `TONGCE_POLICY`: name of the policy profile.
    pub policy: String,
    /// `TONGCE_DIVISIONS`: division codes of the deployment; a shorter code stands for all below it.
    pub divisions: Vec<String>,
    /// `TONGCE_NAME`: name of the deployment's area.
    pub name: String,
    /// `TONGCE_BASE_URL`: address under which people reach the server, without a trailing slash.
    pub base_url: String,
    /// `TONGCE_NOTICE_*`: who handles the data, for the notice (告知书).
    pub notice: NoticeSettings,
    /// `TONGCE_PASSWORD_PROFILE`: which passwords are taken.
    pub passwords: PasswordProfile,
    /// `TONGCE_BREACHED_PASSWORDS`: file of passwords that became public elsewhere.
    pub breached_passwords: Option<PathBuf>,
    /// `TONGCE_IDENTITY_NETWORKS`: private networks in which a provider of identities may lie.
    pub identity_networks: Vec<IpNet>,
    /// `TONGCE_SITE`: directory with the built WASM, scripts and styles.
    pub site: PathBuf,
    /// `TONGCE_LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `TONGCE_LOG`: filter in the syntax of `tracing`, e.g. `info`.
    pub log: String,
    /// `TONGCE_TRUSTED_PROXIES`: proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Proxies,
    /// `TONGCE_MAX_CONNECTIONS`: connections at one time.
    pub most_connections: usize,
    /// `TONGCE_AUDIT_ANCHOR`: file to which the signed heads of the trail are appended.
    pub audit_anchor: Option<PathBuf>,
    /// `TONGCE_AUDIT_YEARS`: years for which events of the trail stay in the database.
    pub audit_years: i16,
    /// `TONGCE_ERASURE_LOG`: file to which erased records are appended; it lies outside of the database and its backups.
    pub erasure_log: Option<PathBuf>,
    /// `TONGCE_INSECURE`: what travels may be read on its way, or the role of the database may more than it must, which every
    /// page says.
    pub insecure: bool,
    /// `TONGCE_SMS_*`: who sends codes to families; nobody when absent.
    pub sms: Option<SmsSettings>,
    /// `TONGCE_FAMILY_NUMBERS`: where no codes are sent, the child's number and a parent's telephone number prove instead.
    pub family_numbers: bool,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people at a terminal.
    Pretty,
    /// One JSON object a line, for collectors.
    Json,
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {wrong}. {remedy}")]
pub struct ConfigError {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub remedy: &'static str,
}

impl ConfigError {
    /// The setting `variable` is wrong in this way; `remedy` says what to write.
    #[must_use]
    pub fn new(variable: &'static str, wrong: impl Into<String>, remedy: &'static str) -> Self {
        Self { variable, wrong: wrong.into(), remedy }
    }
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    /// The first variable that cannot be used.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the settings through `look_up`; an absent or empty variable takes its default.
    ///
    /// # Errors
    /// The first variable that cannot be used.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| look_up(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let or = |name: &str, default: &str| get(name).unwrap_or_else(|| default.to_owned());
        let address = address(&or("TONGCE_ADDRESS", "127.0.0.1:3000"))?;
        let base_url = match get("TONGCE_BASE_URL") {
            Some(url) => base_url(&url)?,
            None => format!("http://{address}"),
        };
        let database_url = database_url(or("TONGCE_DATABASE_URL", "sqlite://data/tongce.sqlite?mode=rwc"))?;
        let insecure = yes_no("TONGCE_INSECURE", &or("TONGCE_INSECURE", "no"))?;
        exposure::no_longer_known(get("TONGCE_ALLOW_HTTP").as_deref())?;
        if !insecure {
            exposure::site(&base_url)?;
            exposure::database(&database_url)?;
        }
        no_longer_known(get("TONGCE_TRUST_FORWARDED").as_deref())?;
        Ok(Self {
            database_url,
            row_security: row_security(&or("TONGCE_ROW_SECURITY", "on"))?,
            address,
            keys: keys::read(get)?,
            policy: or("TONGCE_POLICY", "tianjin"),
            divisions: divisions(&or("TONGCE_DIVISIONS", "12"))?,
            name: or("TONGCE_NAME", "天津市"),
            base_url: base_url.clone(),
            notice: notice::read(get)?,
            passwords: passwords(&or("TONGCE_PASSWORD_PROFILE", "length"))?,
            breached_passwords: get("TONGCE_BREACHED_PASSWORDS").map(PathBuf::from),
            identity_networks: identity_networks(&or("TONGCE_IDENTITY_NETWORKS", ""))?,
            site: or("TONGCE_SITE", "target/site").into(),
            log_format: log_format(&or("TONGCE_LOG_FORMAT", "pretty"))?,
            log: or("TONGCE_LOG", "info"),
            trusted_proxies: proxies(&or("TONGCE_TRUSTED_PROXIES", ""))?,
            most_connections: connections(&or("TONGCE_MAX_CONNECTIONS", "2048"))?,
            audit_anchor: get("TONGCE_AUDIT_ANCHOR").map(PathBuf::from),
            audit_years: audit_years(&or("TONGCE_AUDIT_YEARS", &YEARS.to_string()))?,
            erasure_log: get("TONGCE_ERASURE_LOG").map(PathBuf::from),
            insecure,
            sms: sms::read(get, &base_url)?,
            family_numbers: yes_no("TONGCE_FAMILY_NUMBERS", &or("TONGCE_FAMILY_NUMBERS", "true"))?,
        })
    }

    /// Whether people reach the server over HTTPS: cookies are `Secure` then, and HSTS is sent.
    #[must_use]
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

fn database_url(url: String) -> Result<String, ConfigError> {
    if url.starts_with("sqlite:") || url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok(url)
    } else {
        // The address may hold a password, so it is not repeated.
        let remedy = "Write sqlite://data/tongce.sqlite?mode=rwc or postgres://user:password@host/database";
        Err(ConfigError::new("TONGCE_DATABASE_URL", "neither sqlite: nor postgres:", remedy))
    }
}

fn address(text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| {
        let remedy = "Write an IP address and a port, e.g. 127.0.0.1:3000 or 0.0.0.0:8080";
        ConfigError::new("TONGCE_ADDRESS", format!("`{text}` is not an address"), remedy)
    })
}

fn divisions(text: &str) -> Result<Vec<String>, ConfigError> {
    let wrong = |code: &str| {
        let remedy = "Write codes of 2, 4 or 6 digits with commas between, e.g. 12 for Tianjin or 120104,120105";
        ConfigError::new("TONGCE_DIVISIONS", format!("`{code}` is not a division code"), remedy)
    };
    text.split(',')
        .map(str::trim)
        .map(|code| {
            let well_formed = matches!(code.len(), 2 | 4 | 6) && code.bytes().all(|b| b.is_ascii_digit());
            if well_formed { Ok(code.to_owned()) } else { Err(wrong(code)) }
        })
        .collect()
}

fn base_url(text: &str) -> Result<String, ConfigError> {
    let url = text.trim_end_matches('/');
    let uri = url.parse::<axum::http::Uri>().ok();
    let good = uri.as_ref().is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some() && matches!(uri.path(), "" | "/")
    });
    if good && !url.contains(['?', '#', '@']) {
        Ok(url.to_owned())
    } else {
        let remedy = "Write the address people type, without a path, e.g. https://tongce.example.gov.cn";
        Err(ConfigError::new("TONGCE_BASE_URL", format!("`{text}` is not the address of a site"), remedy))
    }
}

/// The variable believed whoever reached the port; `false`, which many environments copied, changes nothing.
fn no_longer_known(trust_forwarded: Option<&str>) -> Result<(), ConfigError> {
    if matches!(trust_forwarded, None | Some("false" | "0" | "no")) {
        return Ok(());
    }
    let remedy = "Write TONGCE_TRUSTED_PROXIES with the addresses of the proxies instead, e.g. 127.0.0.1 for one on \
                  this machine, and remove this variable";
    Err(ConfigError::new("TONGCE_TRUST_FORWARDED", "this variable is no longer known", remedy))
}

fn proxies(text: &str) -> Result<Proxies, ConfigError> {
    Proxies::parse(text).map_err(|part| {
        let remedy = "Write addresses or networks with commas between, e.g. 127.0.0.1 or 10.0.0.0/8,192.168.1.5";
        ConfigError::new("TONGCE_TRUSTED_PROXIES", format!("`{part}` is neither an address nor a network"), remedy)
    })
}

fn identity_networks(text: &str) -> Result<Vec<IpNet>, ConfigError> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let network = |part: &str| {
        let read = part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
        read.map_err(|_| {
            let remedy = "Write addresses or networks with commas between, e.g. 10.8.0.0/16";
            ConfigError::new(
                "TONGCE_IDENTITY_NETWORKS",
                format!("`{part}` is neither an address nor a network"),
                remedy,
            )
        })
    };
    parts.map(network).collect()
}

fn connections(text: &str) -> Result<usize, ConfigError> {
    text.parse().ok().filter(|number| (16..=1_000_000).contains(number)).ok_or_else(|| {
        let remedy = "Write a number from 16 to 1000000, e.g. 2048";
        ConfigError::new("TONGCE_MAX_CONNECTIONS", format!("`{text}` is no number of connections"), remedy)
    })
}

fn audit_years(text: &str) -> Result<i16, ConfigError> {
    text.parse().ok().filter(|years| (LEAST_YEARS..=50).contains(years)).ok_or_else(|| {
        let remedy = "Write a number from 3 to 50, e.g. 6";
        ConfigError::new("TONGCE_AUDIT_YEARS", format!("`{text}` is no number of years"), remedy)
    })
}

fn row_security(name: &str) -> Result<RowSecurity, ConfigError> {
    RowSecurity::named(name).ok_or_else(|| {
        let remedy = "Write on, or off where nothing but the conditions of statements holds counties apart";
        ConfigError::new("TONGCE_ROW_SECURITY", format!("`{name}` is unknown"), remedy)
    })
}

fn passwords(name: &str) -> Result<PasswordProfile, ConfigError> {
    PasswordProfile::named(name).ok_or_else(|| {
        let remedy = "Write length, or dengbao3 where assessors ask for three classes and a change after 90 days";
        ConfigError::new("TONGCE_PASSWORD_PROFILE", format!("`{name}` is unknown"), remedy)
    })
}

fn log_format(text: &str) -> Result<LogFormat, ConfigError> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => Err(ConfigError::new("TONGCE_LOG_FORMAT", format!("`{text}` is unknown"), "Write pretty or json")),
    }
}

fn yes_no(variable: &'static str, text: &str) -> Result<bool, ConfigError> {
    match text {
        "true" | "1" | "yes" => Ok(true),
        "false" | "0" | "no" => Ok(false),
        _ => Err(ConfigError::new(variable, format!("`{text}` is neither true nor false"), "Write true or false")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
        Config::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn an_empty_environment_suits_a_laptop() {
        let config = Config::read(|_| None).unwrap();
        assert_eq!(config.base_url, "http://127.0.0.1:3000");
        assert_eq!(config.divisions, ["12"]);
        assert!(!config.https());
    }

    #[test]
    fn a_wrong_value_names_its_variable_and_the_remedy_in_one_line() {
        for (name, value) in [
            ("TONGCE_DATABASE_URL", "mysql://root:secret@db/x"),
            ("TONGCE_ADDRESS", "localhost"),
            ("TONGCE_DIVISIONS", "12,tianjin"),
            ("TONGCE_BASE_URL", "tongce.example"),
            ("TONGCE_BASE_URL", "https://tongce.example/sub"),
            ("TONGCE_LOG_FORMAT", "xml"),
            ("TONGCE_BASE_URL", "http://tongce.example.gov.cn"),
            ("TONGCE_BASE_URL", "http://192.0.2.7:3000"),
            ("TONGCE_TRUST_FORWARDED", "true"),
            ("TONGCE_TRUSTED_PROXIES", "10.0.0.0/8,proxy.local"),
            ("TONGCE_MAX_CONNECTIONS", "0"),
            ("TONGCE_PASSWORD_PROFILE", "dengbao"),
            ("TONGCE_ROW_SECURITY", "maybe"),
            ("TONGCE_AUDIT_YEARS", "2"),
            ("TONGCE_ALLOW_HTTP", "true"),
            ("TONGCE_INSECURE", "maybe"),
            ("TONGCE_DATABASE_URL", "postgres://tongce:secret@10.0.0.9/tongce"),
            ("TONGCE_DATABASE_URL", "postgres://tongce:secret@db.example/tongce?sslmode=require"),
            ("TONGCE_KEY_COMMAND", "cat /run/keys"),
            ("TONGCE_KEY_COMMAND", "[]"),
            ("TONGCE_KEY_PARTS", "/a/part"),
            ("TONGCE_IDENTITY_NETWORKS", "10.0.0.0/8,sso.local"),
            ("TONGCE_SMS_URL", "https://sms.example.cn/send"),
            ("TONGCE_FAMILY_NUMBERS", "maybe"),
        ] {
            let line = with(name, value).unwrap_err().to_string();
            assert!(line.starts_with(name), "{line}");
            assert!(line.contains(". Write "), "{line}");
            assert_eq!(line.lines().count(), 1);
            assert!(!line.contains("secret"), "a password must not be repeated: {line}");
        }
    }

    #[test]
    fn a_trailing_slash_of_the_base_url_is_dropped_and_https_is_seen() {
        let config = with("TONGCE_BASE_URL", "https://tongce.example.gov.cn/").unwrap();
        assert_eq!(config.base_url, "https://tongce.example.gov.cn");
        assert!(config.https());
    }

    #[test]
    fn an_environment_that_believed_no_proxy_still_starts() {
        assert_eq!(with("TONGCE_TRUST_FORWARDED", "false").unwrap().trusted_proxies, Proxies::default());
        let line = with("TONGCE_TRUST_FORWARDED", "true").unwrap_err().to_string();
        assert!(line.contains("TONGCE_TRUSTED_PROXIES"), "{line}");
    }

    #[test]
    fn codes_are_sent_by_a_gateway_with_a_template_and_never_to_a_log_that_people_depend_on() {
        assert_eq!(with("TONGCE_SMS_URL", "http://10.0.0.8/send").unwrap_err().variable, "TONGCE_SMS_TEMPLATE");
        assert_eq!(with("TONGCE_SMS_URL", "console").unwrap().sms, Some(SmsSettings::Console));
        let public = Config::read(|name| match name {
            "TONGCE_SMS_URL" => Some("console".to_owned()),
            "TONGCE_BASE_URL" => Some("https://tongce.example.gov.cn".to_owned()),
            _ => None,
        });
        assert_eq!(public.unwrap_err().variable, "TONGCE_SMS_URL");
    }

    #[test]
    fn the_base_url_follows_the_address() {
        assert_eq!(with("TONGCE_ADDRESS", "127.0.0.1:8081").unwrap().base_url, "http://127.0.0.1:8081");
    }
}
