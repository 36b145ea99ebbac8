//! `tongce key`: the key file, and what rests under its keys.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use backend::Keyring;
use backend::audit::{Actor, Entry, Kind, NOWHERE, pen};
use backend::crypt::key_parts;
use backend::crypt::officers::{self, Recipient};
use backend::crypt::suite::Suite;
use backend::rotation::{self, Options, Report, status};
use clap::{Args, Subcommand};

use super::seed::inner;
use super::start::{self, with_store};
use crate::config::Config;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the key file; never overwrites one.
    New,
    /// Add a fresh key and seal with it from now on; what older ones sealed still opens.
    Add {
        /// 1: AES-256-GCM and SHA-256; 2: SM4-GCM and SM3.
        #[arg(long, default_value = "1", value_parser = suite)]
        suite: Suite,
    },
    /// Bring everything that is sealed under the current key, also while the server runs; goes on where it was stopped.
    Rotate(Rotate),
    /// Say how much rests under which key.
    Status,
    /// Make the secret key of an officer, to whom backups and parts of the keys are encrypted; prints its public key.
    Identity {
        /// A new file for the secret key.
        file: PathBuf,
    },
    /// Write the keys in two parts, each encrypted to one officer: both are needed to bring them back.
    Export {
        /// Public keys of the two officers (age1…).
        #[arg(long = "to", required = true, num_args = 1, value_parser = officers::recipient)]
        officers: Vec<Recipient>,
        /// The folder for both files.
        #[arg(long, default_value = ".")]
        folder: PathBuf,
    },
    /// Make the key file of both parts of an export.
    Import {
        /// The two parts.
        #[arg(long = "part", required = true)]
        parts: Vec<PathBuf>,
        /// Files with the secret keys of both officers.
        #[arg(long = "identity", required = true)]
        identities: Vec<PathBuf>,
    },
}

#[derive(Args, Debug)]
pub(super) struct Rotate {
    /// One county only (6 digits).
    #[arg(long)]
    county: Option<String>,
    /// Add a key of this suite first, unless the current one is of it: 1 or 2.
    #[arg(long, value_parser = suite)]
    suite: Option<Suite>,
    /// Also seal anew what records hold in another suite; their keys stay.
    #[arg(long)]
    values: bool,
    /// Rows of a step.
    #[arg(long, default_value_t = rotation::STEP)]
    step: u64,
    /// Pause after a step, as many times as long as the step took: 4 leaves four fifths of a core.
    #[arg(long, default_value_t = 4)]
    pause: u32,
    /// Seconds that a request of the running server takes at most; 0 when none runs. Asked for once in each county whose
    /// records got their first keys.
    #[arg(long, default_value_t = 65)]
    requests_end: u64,
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Status => return tell(),
        Command::Identity { file } => {
            println!("{}", officers::new_identity(file)?);
            return Ok(());
        }
        Command::Rotate(asked) if asked.suite.is_none() => return rotate(asked),
        _ => {}
    }
    let config = Config::from_env()?;
    let path = start::key_file(&config)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let keys = match command {
        Command::New => Keyring::create_file(path)?,
        Command::Add { suite } => Keyring::add_key(path, *suite)?,
        Command::Rotate(asked) => {
            add_of_suite(path, asked)?;
            return rotate(asked);
        }
        Command::Export { officers, folder } => return export(path, officers, folder),
        Command::Import { parts, identities } => {
            import(path, parts, identities)?;
            Keyring::load(path)?
        }
        Command::Status | Command::Identity { .. } => return Ok(()),
    };
    println!("{}: sealing with key {}. Keep a copy apart from the database's copies.", path.display(), keys.current());
    Ok(())
}

/// Writes the event first: keys do not leave without it.
fn export(path: &Path, officers: &[Recipient], folder: &Path) -> anyhow::Result<()> {
    let officers = <&[Recipient; 2]>::try_from(officers).ok().context("write --to twice, for two officers")?;
    with_store(|_, store| async move {
        let to: Vec<String> = officers.iter().map(ToString::to_string).collect();
        let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::KeyExported, Actor::default()).with("to", to);
        pen::record(&store, &entry).await.map_err(inner)?;
        for (part, officer) in key_parts::export(path, officers, folder)?.iter().zip(officers) {
            println!("{} is for {officer}", part.display());
        }
        Ok(())
    })
}

fn import(path: &Path, parts: &[PathBuf], identities: &[PathBuf]) -> anyhow::Result<()> {
    let parts = <&[PathBuf; 2]>::try_from(parts).ok().context("write --part twice, for both parts")?;
    let mut all = Vec::new();
    for file in identities {
        all.extend(officers::identities(file)?);
    }
    key_parts::import(parts, &all, path)
}

fn suite(text: &str) -> Result<Suite, &'static str> {
    text.parse().ok().and_then(Suite::from_number).ok_or("write 1 or 2")
}

/// Adds a key of the suite that is asked for, unless the current one is of it.
fn add_of_suite(path: &Path, asked: &Rotate) -> anyhow::Result<()> {
    if let Some(suite) = asked.suite
        && Keyring::load(path)?.suite().map_err(inner)? != suite
    {
        let added = Keyring::add_key(path, suite)?;
        println!("added key {}; keep a copy of {} apart from the database's copies", added.current(), path.display());
    }
    Ok(())
}

fn rotate(asked: &Rotate) -> anyhow::Result<()> {
    let options = Options {
        county: asked.county.clone(),
        values: asked.values,
        step: asked.step.max(1),
        requests_end: Duration::from_secs(asked.requests_end),
        pause: asked.pause,
    };
    with_store(|_, store| async move {
        let report = rotation::run(&store, &options).await.map_err(inner)?;
        let Report { first_keys, wrapped, sealed, left, damaged } = report;
        println!(
            "{first_keys} records got their first key, {wrapped} keys were wrapped anew, {sealed} values sealed anew; left \
             under older keys: {left}, of which {damaged} do not open"
        );
        if !report.is_done() {
            anyhow::bail!(
                "some rows are still under older keys: restart programs that seal under them, and run this again"
            );
        }
        Ok(())
    })
}

fn tell() -> anyhow::Result<()> {
    with_store(|_, store| async move {
        let keys = &store.keys;
        println!("sealing under {}; the oldest format that opens is {}", keys.sealing_root(), keys.oldest_format());
        for (column, by_key) in status::everywhere(&store).await.map_err(inner)? {
            for (key, rows) in by_key {
                println!("{column}\t{key}\t{rows}");
            }
        }
        Ok(())
    })
}
