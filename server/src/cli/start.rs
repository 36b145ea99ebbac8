//! What every command that touches the register needs: settings, logging, keys, the store.

use std::path::Path;

use anyhow::Context;
use backend::crypt::key_source::KeySource;
use backend::store::breached::Breached;
use backend::{Keyring, Settings, Store};
use domain::divisions::{DivisionCode, known_address_code};
use domain::eligibility::Policy;
use domain::routing::Deployment;

use crate::config::{Config, ConfigError};
use crate::telemetry;

/// Runs `work` on a runtime, with the store that the environment names.
pub(super) fn with_store<F>(work: impl FnOnce(Config, Store) -> F) -> anyhow::Result<()>
where
    F: Future<Output = anyhow::Result<()>>,
{
    let config = Config::from_env()?;
    telemetry::start(&config)?;
    let settings = settings(&config)?;
    prepare_folder(&config.database_url)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
    runtime.block_on(async {
        let store = Store::connect(settings).await.map_err(|error| {
            let remedy = "Start the database, or correct the address, user and password in it";
            ConfigError::new("TONGCE_DATABASE_URL", format!("{error:#}"), remedy)
        })?;
        let db = store.db.clone();
        let done = work(config, store.clone()).await;
        // What the command wrote into the trail is sealed before it ends; one that wrote nothing asks nothing.
        if let Err(error) = backend::audit::close(&store).await {
            tracing::warn!(?error, "the trail of this command is sealed by the next start of the server");
        }
        // An SQLite file is whole afterwards, without a journal beside it.
        if let Err(error) = db.close().await {
            tracing::warn!(%error, "the database was not closed in order");
        }
        done
    })
}

/// The settings of the store.
///
/// # Errors
/// The variable that cannot be used.
fn settings(config: &Config) -> Result<Settings, ConfigError> {
    Ok(Settings {
        database_url: config.database_url.clone(),
        row_security: config.row_security,
        keys: keys(&config.keys)?,
        policy: policy(config)?,
        deployment: deployment(config)?,
        base_url: config.base_url.clone(),
        notice: config.notice.clone(),
        passwords: config.passwords,
        erasure_log: config.erasure_log.clone(),
        breached: config.breached_passwords.as_deref().map(breached).transpose()?,
        identity_networks: config.identity_networks.clone(),
    })
}

/// The file of breached passwords.
///
/// # Errors
/// When it cannot be read, or is another one.
fn breached(path: &Path) -> Result<Breached, ConfigError> {
    Breached::open(path).map_err(|error| {
        let remedy = "Write the path of a sorted list of SHA-1 hashes, one a line, or leave the variable away";
        ConfigError::new("TONGCE_BREACHED_PASSWORDS", format!("{error:#}"), remedy)
    })
}

/// The keys.
///
/// # Errors
/// When they cannot be read.
pub(super) fn keys(source: &KeySource) -> Result<Keyring, ConfigError> {
    Keyring::from_source(source).map_err(|error| {
        let (variable, remedy) = match source {
            KeySource::File(_) => (
                "TONGCE_KEY_FILE",
                "Make one with `tongce key new`, or restore the file that the database was sealed with",
            ),
            KeySource::Command(_) => ("TONGCE_KEY_COMMAND", "Name a program that prints the keys within ten seconds"),
            KeySource::Split(..) => {
                ("TONGCE_KEY_PARTS", "Name both parts of the keys that the database was sealed with")
            }
        };
        ConfigError::new(variable, format!("{error:#}"), remedy)
    })
}

/// The key file, for what changes or copies it.
///
/// # Errors
/// When the keys come from elsewhere.
pub(super) fn key_file(config: &Config) -> Result<&Path, ConfigError> {
    match &config.keys {
        KeySource::File(path) => Ok(path),
        KeySource::Command(_) | KeySource::Split(..) => {
            let remedy = "Change the keys where they are kept, or write TONGCE_KEY_FILE for this command";
            Err(ConfigError::new("TONGCE_KEY_FILE", "the keys do not come from a file", remedy))
        }
    }
}

/// The policy profile that the environment names: an embedded one, or a file of another city.
///
/// # Errors
/// When there is none of that name.
pub(super) fn policy(config: &Config) -> Result<Policy, ConfigError> {
    let remedy = "Write national, tianjin, or the path of a profile that ends in .json";
    let wrong = |wrong: String| ConfigError::new("TONGCE_POLICY", wrong, remedy);
    let name = &config.policy;
    if name.ends_with(".json") {
        let json = std::fs::read_to_string(name).map_err(|error| wrong(format!("cannot read `{name}`: {error}")))?;
        return Policy::from_json(&json).map_err(|error| wrong(error.to_string()));
    }
    Policy::named(name).cloned().ok_or_else(|| wrong(format!("`{name}` is no policy profile")))
}

/// The divisions of the deployment.
///
/// # Errors
/// When a code is not in the table of counties.
pub(super) fn deployment(config: &Config) -> Result<Deployment, ConfigError> {
    let divisions = config.divisions.iter().map(|code| {
        let six = format!("{code:0<6}");
        let known = known_address_code(&six).then(|| DivisionCode::parse(&six).ok()).flatten();
        known.ok_or_else(|| {
            let remedy = "Write codes of provinces, prefectures or counties, e.g. 12 for Tianjin or 120104,120105";
            ConfigError::new("TONGCE_DIVISIONS", format!("`{code}` is not in the division table"), remedy)
        })
    });
    Ok(Deployment::new(&config.name, divisions.collect::<Result<Vec<_>, _>>()?))
}

/// Makes the folder of an SQLite file.
fn prepare_folder(database_url: &str) -> Result<(), ConfigError> {
    let Some(path) = database_url.strip_prefix("sqlite:") else {
        return Ok(());
    };
    let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
    let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        let wrong = format!("cannot make the folder {}: {error}", folder.display());
        ConfigError::new("TONGCE_DATABASE_URL", wrong, "Name a folder that this user may write to")
    })
}
