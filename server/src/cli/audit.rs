//! `tongce audit`: the trail of who did what.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use backend::audit::{self, Report};
use backend::store::clock::in_words;
use clap::Subcommand;

use super::seed::inner;
use super::start::with_store;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the whole trail again and say what does not fit: a line of JSON for each fault; fails when there is one.
    Verify {
        /// The chain of this county only (6 digits).
        #[arg(long)]
        county: Option<String>,
        /// The file of anchors, as TONGCE_AUDIT_ANCHOR names it.
        #[arg(long)]
        anchor: Option<PathBuf>,
    },
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    let Command::Verify { county, anchor } = command;
    let mut anchors = anchor.as_deref().map(lines).transpose()?;
    with_store(|_, store| async move {
        let mut first = None;
        let report = audit::verify(
            &store,
            county.as_deref(),
            anchors.as_mut().map(|lines| -> &mut dyn BufRead { lines }),
            &mut |fault| {
                // A fault is plain text and numbers.
                println!("{}", serde_json::to_string(fault).unwrap_or_default());
                first.get_or_insert_with(|| fault.to_string());
            },
        )
        .await
        .map_err(inner)?;
        println!("{}", summary(&report));
        match first {
            None => Ok(()),
            Some(first) => anyhow::bail!("{first} (faults: {})", report.faults),
        }
    })
}

fn lines(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("cannot read the anchors {}", path.display()))?;
    Ok(BufReader::new(file))
}

fn summary(report: &Report) -> String {
    let at = |at: Option<i64>| at.map_or_else(|| "none".to_owned(), in_words);
    let until = at(report.until);
    let Report { events, batches, heads, unsealed, .. } = report;
    format!(
        "verified up to {until}; last anchor {}; {events} events in {batches} batches, {heads} heads, {unsealed} events not \
         sealed yet",
        at(report.anchor)
    )
}
