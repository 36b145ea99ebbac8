//! `tongce key`: the key file, and what rests under its keys.

use std::path::Path;
use std::time::Duration;

use backend::Keyring;
use backend::crypt::suite::Suite;
use backend::rotation::{self, Options, Report, status};
use clap::{Args, Subcommand};

use super::seed::inner;
use super::start::with_store;
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
    let path = Config::from_env()?.key_file;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let keys = match command {
        Command::New => Keyring::create_file(&path)?,
        Command::Add { suite } => Keyring::add_key(&path, *suite)?,
        Command::Rotate(asked) => return rotate(&path, asked),
        Command::Status => return tell(),
    };
    println!("{}: sealing with key {}. Keep a copy apart from the database's copies.", path.display(), keys.current());
    Ok(())
}

fn suite(text: &str) -> Result<Suite, &'static str> {
    text.parse().ok().and_then(Suite::from_number).ok_or("write 1 or 2")
}

fn rotate(path: &Path, asked: &Rotate) -> anyhow::Result<()> {
    if let Some(suite) = asked.suite
        && Keyring::load(path)?.suite().map_err(inner)? != suite
    {
        let added = Keyring::add_key(path, suite)?;
        println!("added key {}; keep a copy of {} apart from the database's copies", added.current(), path.display());
    }
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
