//! `tongce audit`: the trail of who did what.

mod archive;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use backend::audit::evidence::{self, Checked};
use backend::audit::{self, Fault, Report};
use backend::store::clock::in_words;
use clap::Subcommand;

use super::seed::inner;
use super::start::{self, with_store};
use crate::config::Config;

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
        /// The folder of archives: their files have to be those that were signed.
        #[arg(long)]
        archives: Option<PathBuf>,
    },
    /// Take events that are older than they have to be kept out of the database, into files that prove themselves. As the
    /// owner of the tables.
    Archive {
        /// The first month whose events stay, e.g. 2020-11.
        #[arg(long)]
        before: String,
        /// The folder of the files; keep it where the backups are.
        #[arg(long)]
        to: PathBuf,
        /// This county only (6 digits).
        #[arg(long)]
        county: Option<String>,
    },
    /// Check a file that an auditor took out of the register, without a database: JSONL or CSV.
    VerifyExport {
        /// The file.
        file: PathBuf,
        /// The public key that the office published (64 hexadecimal digits): heads of any other one do not count.
        #[arg(long)]
        key: Option<String>,
    },
    /// Print the public keys that sign the heads of this register, to be published.
    Keys,
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Verify { county, anchor, archives } => verify(county.as_deref(), anchor.as_deref(), archives.clone()),
        Command::Archive { before, to, county } => archive::run(before, to, county.as_deref()),
        Command::VerifyExport { file, key } => verify_export(file, key.as_deref()),
        Command::Keys => keys(),
    }
}

fn verify(county: Option<&str>, anchor: Option<&Path>, archives: Option<PathBuf>) -> anyhow::Result<()> {
    let county = county.map(str::to_owned);
    let mut anchors = anchor.map(lines).transpose()?;
    with_store(|_, store| async move {
        let (mut first, mut faults) = (None, 0);
        let mut tell = |fault: &Fault| {
            // A fault is plain text and numbers.
            println!("{}", serde_json::to_string(fault).unwrap_or_default());
            first.get_or_insert_with(|| fault.to_string());
            faults += 1;
        };
        let lines = anchors.as_mut().map(|lines| -> &mut dyn BufRead { lines });
        let report = audit::verify(&store, county.as_deref(), lines, &mut tell).await.map_err(inner)?;
        let files = match &archives {
            Some(folder) => audit::verify_files(&store, folder, &mut tell).await.map_err(inner)?,
            None => 0,
        };
        println!("{}", summary(&report));
        if report.archived > 0 {
            println!("{} events lie in archives; {files} of their files were read", report.archived);
        }
        match first {
            None => Ok(()),
            Some(first) => anyhow::bail!("{first} (faults: {faults})"),
        }
    })
}

fn verify_export(path: &Path, key: Option<&str>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let is_table = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let checked = if is_table {
        evidence::check(&evidence::csv::lines(file)?[..], key)?
    } else {
        evidence::check(BufReader::new(file), key)?
    };
    let Checked { proved, unsigned, unsealed, keys, faults } = checked;
    println!(
        "{proved} events proved, {unsigned} in batches that no head of the file covers, {unsealed} not sealed yet"
    );
    for signer in &keys {
        let words = if key.is_some() { "" } else { "; compare it with the one that the office published" };
        println!("signed by {signer}{words}");
    }
    for fault in &faults {
        println!("{fault}");
    }
    match faults.first() {
        None => Ok(()),
        Some(first) => anyhow::bail!("{first} (faults: {})", faults.len()),
    }
}

fn keys() -> anyhow::Result<()> {
    for (id, key) in start::keys(&Config::from_env()?.keys)?.head_keys() {
        println!("{id} {key}");
    }
    Ok(())
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
