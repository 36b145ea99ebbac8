//! `tongce restore` and `tongce restore-check`: the way back from a backup.

use std::path::PathBuf;

use anyhow::bail;
use backend::backup::{self, Outside};
use backend::crypt::officers;
use backend::store::clock::in_words;
use clap::Args;

use super::start::with_store;

#[derive(Args, Debug)]
pub(super) struct Restore {
    /// The backup.
    #[arg(long)]
    from: PathBuf,
    /// File with the secret key of an officer to whom it was encrypted.
    #[arg(long)]
    identity: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    /// The file of anchors, as TONGCE_AUDIT_ANCHOR named it.
    #[arg(long)]
    anchor: Option<PathBuf>,
    /// No erasure log was ever kept.
    #[arg(long)]
    without_erasure_log: bool,
    /// Let the server start although something does not fit; the trail says so.
    #[arg(long)]
    despite_faults: bool,
}

pub(super) fn restore(options: &Restore) -> anyhow::Result<()> {
    let identities = officers::identities(&options.identity)?;
    with_store(|config, store| async move {
        let manifest = backup::restore(&store, &config.database_url, &options.from, &identities).await?;
        println!(
            "restored {} rows of {} tables, as they were at {}",
            manifest.rows(),
            manifest.counts.len(),
            in_words(manifest.made_at)
        );
        println!("Now run `tongce restore-check`; the server does not start before.");
        Ok(())
    })
}

pub(super) fn check(options: &Check) -> anyhow::Result<()> {
    with_store(|config, store| async move {
        if config.erasure_log.is_none() && !options.without_erasure_log {
            bail!(
                "children that were erased since the backup have to be erased again: set TONGCE_ERASURE_LOG to the log of the \
                 server, or write --without-erasure-log if none was ever kept"
            );
        }
        let outside = Outside {
            erasures: config.erasure_log.as_deref(),
            anchors: options.anchor.as_deref(),
            despite_faults: options.despite_faults,
        };
        let checked = backup::check(&store, &config.database_url, &outside).await?;
        for again in &checked.erased {
            println!("erased again: record {} of county {}, {} rows", again.record, again.county, again.rows);
        }
        for fault in &checked.faults {
            println!("{fault}");
        }
        println!("{} events of the trail verified, {} children erased again", checked.events, checked.erased.len());
        if checked.later_anchors > 0 {
            println!(
                "{} anchors are younger than the backup: what was done between is lost. Put the file of anchors aside and begin a \
                 new one.",
                checked.later_anchors
            );
        }
        if !checked.passed {
            bail!("{} things do not fit; the server does not start", checked.faults.len());
        }
        println!("the server may start");
        Ok(())
    })
}
