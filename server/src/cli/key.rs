//! `tongce key`: the key file that seals answers.

use clap::Subcommand;

use crate::config::Config;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the key file; never overwrites one.
    New,
    /// Add a fresh key and seal with it from now on; older documents still open.
    Add,
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    let path = Config::from_env()?.key_file;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let keys = match command {
        Command::New => backend::Keyring::create_file(&path)?,
        Command::Add => backend::Keyring::add_key(&path)?,
    };
    println!("{}: sealing with key {}. Keep a copy apart from the database's copies.", path.display(), keys.current());
    Ok(())
}
