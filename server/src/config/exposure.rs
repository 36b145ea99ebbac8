//! What would travel in the clear: refused, unless the operator says that this is a trial.

use std::net::IpAddr;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::ConfigError;

/// Over HTTP whoever stands between reads passwords and takes sessions, so it is for this machine alone.
///
/// # Errors
/// If the address is of another machine and not encrypted.
pub(super) fn site(base_url: &str) -> Result<(), ConfigError> {
    let uri = base_url.parse::<axum::http::Uri>().ok();
    let host = uri.as_ref().and_then(axum::http::Uri::host).unwrap_or_default();
    if base_url.starts_with("https://") || is_here(host) {
        return Ok(());
    }
    let remedy = "Write the https:// address of the proxy in front, or set TONGCE_INSECURE=yes for a trial in a network \
                  of your own";
    Err(ConfigError::new("TONGCE_BASE_URL", format!("`{base_url}` is not encrypted"), remedy))
}

/// Who stands between server and database reads all that is asked and answered, unless the database proves who it is
/// (`sslmode=verify-full`). SQLite and a socket are of this machine.
///
/// # Errors
/// If the database is on another machine and need not prove who it is.
pub(super) fn database(url: &str) -> Result<(), ConfigError> {
    if url.starts_with("sqlite:") {
        return Ok(());
    }
    // The address may hold a password, so it is not repeated.
    let wrong = |wrong: &str| {
        let remedy = "Write ?sslmode=verify-full&sslrootcert=/path/of/its/authority.pem, or set TONGCE_INSECURE=yes for a \
                      trial in a network of your own";
        ConfigError::new("TONGCE_DATABASE_URL", wrong, remedy)
    };
    let options = url.parse::<PgConnectOptions>().map_err(|_| wrong("not the address of a database"))?;
    let verified = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    if verified || options.get_socket().is_some() || options.get_host().starts_with('/') || is_here(options.get_host())
    {
        return Ok(());
    }
    Err(wrong("the database is on another machine and need not prove who it is"))
}

/// The variable of an earlier version that allowed the same for pages only.
///
/// # Errors
/// If it is set to anything but no.
pub(super) fn no_longer_known(allow_http: Option<&str>) -> Result<(), ConfigError> {
    if matches!(allow_http, None | Some("false" | "0" | "no")) {
        return Ok(());
    }
    let remedy = "Write TONGCE_INSECURE=yes instead, and remove this variable";
    Err(ConfigError::new("TONGCE_ALLOW_HTTP", "this variable is no longer known", remedy))
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, ConfigError};

    fn with(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let get = |name: &str| settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Config::read(get)
    }

    #[test]
    fn plain_http_is_for_this_machine_unless_the_trial_is_said() {
        for here in ["http://127.0.0.1:3000", "http://localhost", "http://tongce.localhost:1", "http://[::1]:3000"] {
            assert_eq!(with(&[("TONGCE_BASE_URL", here)]).unwrap().base_url, here);
        }
        // Without a base URL it is where the server listens.
        assert_eq!(with(&[("TONGCE_ADDRESS", "0.0.0.0:80")]).unwrap_err().variable, "TONGCE_BASE_URL");
        let trial = with(&[("TONGCE_INSECURE", "yes"), ("TONGCE_BASE_URL", "http://192.0.2.7")]).unwrap();
        assert!(trial.insecure && trial.base_url == "http://192.0.2.7");
        assert!(!with(&[]).unwrap().insecure);
    }

    #[test]
    fn a_database_elsewhere_proves_who_it_is_unless_the_trial_is_said() {
        let elsewhere = "postgres://tongce:p@10.0.0.9/tongce";
        for good in [
            "postgres://tongce:p@127.0.0.1/tongce",
            "postgres://tongce@localhost/tongce?host=/var/run/postgresql",
            "postgres://tongce:p@db.example/tongce?sslmode=verify-full",
            "sqlite::memory:",
        ] {
            assert_eq!(with(&[("TONGCE_DATABASE_URL", good)]).unwrap().database_url, good);
        }
        for mode in ["disable", "prefer", "require", "verify-ca"] {
            let url = format!("{elsewhere}?sslmode={mode}");
            assert_eq!(with(&[("TONGCE_DATABASE_URL", &url)]).unwrap_err().variable, "TONGCE_DATABASE_URL", "{mode}");
        }
        assert!(with(&[("TONGCE_DATABASE_URL", elsewhere), ("TONGCE_INSECURE", "yes")]).is_ok());
    }
}
