//! `tongce backup`: all rows of the register in one file, encrypted to those who may restore it.

use std::path::PathBuf;

use backend::backup;
use backend::crypt::officers::{self, Recipient};
use clap::Args;

use super::start::with_store;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// A new file; or a folder, in which the file is named by its time.
    #[arg(long)]
    to: PathBuf,
    /// Public key of an officer who may open it (age1…); once for each of them.
    #[arg(long = "recipient", required = true, value_parser = officers::recipient)]
    recipients: Vec<Recipient>,
    /// Deletes the backups in the folder that are older than so many days. An erased child is in those of before, so that
    /// none may be kept for longer than 35.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=backup::MAX_DAYS))]
    keep_days: Option<i64>,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    with_store(|config, store| async move {
        let now = store.clock.now();
        let to = if options.to.is_dir() { options.to.join(backup::name_of(now)) } else { options.to.clone() };
        let log = config.erasure_log.as_deref();
        let written = backup::write(&store, &config.database_url, &to, &options.recipients, log).await?;
        let (rows, tables) = (written.manifest.rows(), written.manifest.counts.len());
        println!("{}: {rows} rows of {tables} tables, sha256 {}", to.display(), written.sha256);
        println!("The keys are not in it: export them apart with `tongce key export`.");
        if let Some(days) = options.keep_days {
            let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
            for gone in backup::prune(folder.unwrap_or(".".as_ref()), days, now)? {
                println!("deleted {}, older than {days} days", gone.display());
            }
        }
        Ok(())
    })
}
