//! Looks whether a restored database is whole, erases again what was erased since the backup, and lets the server start.

use std::io::{BufRead, Cursor};
use std::path::Path;

use anyhow::{Context, bail};
use domain::problem::Problem;
use uuid::Uuid;

use super::manifest::Manifest;
use super::mark::{self, Mark};
use super::{catalog, rows, write};
use crate::audit::rows::batches;
use crate::audit::{self, Actor, Anchor, Entry, Kind, NOWHERE, pen};
use crate::crypt::seal::SealedBy;
use crate::erasure::{Certificate, log, shred};
use crate::register::rows::records;
use crate::rotation::{rows::counties, status};
use crate::store::Store;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What does not fit, a line each.
    pub faults: Vec<String>,
    /// Events of the trail that were verified.
    pub events: u64,
    /// Anchors that are younger than the backup: what was done between is lost.
    pub later_anchors: u64,
    /// The children that were erased again.
    pub erased: Vec<Certificate>,
    /// Whether the server may start now.
    pub passed: bool,
}

/// Where what lies outside of the database is found, and how strict the check is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outside<'a> {
    /// The erasure log; `None` only where nothing was ever erased.
    pub erasures: Option<&'a Path>,
    /// The file of anchors.
    pub anchors: Option<&'a Path>,
    /// Let the server start although something does not fit.
    pub despite_faults: bool,
}

/// Checks a database that was restored: the rows of each table and the chains of the trail against what the backup said of
/// itself, the whole trail, and that the key file has the keys of what rests sealed. Then each child of the erasure log that
/// is there is erased. If everything fits, or it is asked for despite faults, the mark is taken away; the trail has an event.
///
/// # Errors
/// If no restore waits for a check, it was not done to the end, or something cannot be read.
pub async fn check(store: &Store, url: &str, outside: &Outside<'_>) -> anyhow::Result<Checked> {
    let manifest = match mark::of(url).await? {
        Some(Mark::Loaded(manifest)) => manifest,
        Some(Mark::Loading) => bail!("this database was not restored to the end: restore the backup into a new one"),
        None => bail!("no restore waits for a check in this database"),
    };
    let mut checked = Checked::default();
    tables(url, &manifest, &mut checked).await?;
    chains(store, &manifest, &mut checked).await?;
    trail(store, &manifest, outside.anchors, &mut checked).await?;
    keys(store, &mut checked).await?;
    erase_again(store, &manifest, outside.erasures, &mut checked).await?;
    checked.passed = checked.faults.is_empty() || outside.despite_faults;
    if checked.passed {
        let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::RestoreChecked, Actor::default())
            .with("backup_made_at", manifest.made_at)
            .with("faults", checked.faults.len())
            .with("erased", checked.erased.len());
        let tx = store.begin().await?;
        mark::clear(&*tx).await?;
        pen::append(store, &tx, [&entry]).await?;
        tx.commit().await?;
    }
    Ok(checked)
}

/// Each table has as many rows as the backup said; those of the trail may have grown since, by the restore itself.
async fn tables(url: &str, manifest: &Manifest, checked: &mut Checked) -> anyhow::Result<()> {
    let db = rows::connect(url).await?;
    // A later version of the program may have other tables; they were counted before its steps ran.
    if catalog::steps(&db).await?.len() == manifest.steps.len() {
        let counts = write::counts(&db, &catalog::tables(&db).await?).await?;
        for (table, said) in &manifest.counts {
            let there = counts.get(table).copied().unwrap_or(0);
            let grows = table == "setting" || table.starts_with("audit_");
            if there < *said || (there > *said && !grows) {
                checked.faults.push(format!("{table} has {there} rows, the backup says {said}"));
            }
        }
    }
    Ok(db.close().await?)
}

/// Each county's chain goes as far as the backup said, with the same hash.
async fn chains(store: &Store, manifest: &Manifest, checked: &mut Checked) -> anyhow::Result<()> {
    for (county, tip) in &manifest.tips {
        let batch = batches::numbered(&store.db, county, tip.n).await?;
        if batch.is_none_or(|batch| hex::encode(batch.hash) != tip.hash) {
            checked.faults.push(format!("county {county}: batch {} is not the one of the backup", tip.n));
        }
    }
    Ok(())
}

/// The whole trail, with the anchors of before the backup. Later ones tell what the backup does not have.
async fn trail(
    store: &Store,
    manifest: &Manifest,
    anchors: Option<&Path>,
    checked: &mut Checked,
) -> anyhow::Result<()> {
    let mut before = String::new();
    if let Some(path) = anchors {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for line in text.lines() {
            let anchor = serde_json::from_str::<Anchor>(line);
            if anchor.is_ok_and(|anchor| anchor.at > manifest.made_at) {
                checked.later_anchors += 1;
            } else {
                before.push_str(line);
                before.push('\n');
            }
        }
    }
    let mut before = Cursor::new(before);
    let faults = &mut checked.faults;
    let lines: Option<&mut dyn BufRead> = if anchors.is_some() { Some(&mut before) } else { None };
    let report = audit::verify(store, None, lines, &mut |fault| faults.push(format!("trail: {fault}"))).await?;
    checked.events = report.events;
    // What processes wrote that nobody ended is sealed now: none of them lives in this database.
    audit::recover_at_start(store).await?;
    Ok(())
}

/// The key file has every key under which something rests.
async fn keys(store: &Store, checked: &mut Checked) -> anyhow::Result<()> {
    for (column, by_key) in status::everywhere(store).await? {
        for (key, rows) in by_key {
            let root = match SealedBy::read(&key) {
                // The record's key lies in the record; its own root stands in another column of the census.
                Some(SealedBy::Record(_)) => continue,
                Some(SealedBy::County(root) | SealedBy::First(root)) => root,
                None => key.as_str(),
            };
            if !store.keys.has(root)? {
                checked
                    .faults
                    .push(format!("{rows} values of {column} rest under the key {root}: the key file lacks it"));
            }
        }
    }
    Ok(())
}

/// Erases what the log names and the backup still has, wherever the record lay at its time.
async fn erase_again(
    store: &Store,
    manifest: &Manifest,
    file: Option<&Path>,
    checked: &mut Checked,
) -> anyhow::Result<()> {
    let Some(file) = file else {
        if manifest.erasures.is_some_and(|lines| lines > 0) {
            checked.faults.push("there is an erasure log, and it was not named".into());
        }
        return Ok(());
    };
    anyhow::ensure!(file.exists(), "the erasure log {} is not there", file.display());
    let log = log::read(file, &store.keys)?;
    for line in &log.damaged {
        checked.faults.push(format!("line {line} of the erasure log is not signed by a key of the key file"));
    }
    let (there, said) = (log.lines.len() as u64, manifest.erasures.unwrap_or(0));
    if there < said {
        checked.faults.push(format!("the erasure log has {there} lines, and had {said} when the backup was made"));
    }
    for line in &log.lines {
        if let Some(county) = county_of(store, &line.county, line.record).await? {
            match shred(store, Actor::default(), &county, line.record).await {
                Ok(certificate) => checked.erased.push(certificate),
                Err(error) if error.problem() == Some(&Problem::NotFound) => {}
                Err(error) => return Err(error).with_context(|| format!("{} cannot be erased again", line.record)),
            }
        }
    }
    Ok(())
}

/// The county in which the database has this record, unless it is erased there: it may have moved to `erased_in` after the
/// backup was made.
async fn county_of(store: &Store, erased_in: &str, id: Uuid) -> anyhow::Result<Option<String>> {
    let (mut at, mut next) = (Some(erased_in.to_owned()), String::new());
    while let Some(county) = at {
        if records::by_id(&store.db, &county, id).await?.is_some() {
            return Ok(Some(county));
        }
        at = counties::after(&store.db, &next).await?;
        next = at.clone().unwrap_or_default();
    }
    Ok(None)
}
