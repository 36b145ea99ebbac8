//! Events that are older than they have to be kept go into files, and out of the database.
//!
//! A file is evidence as an auditor takes it out ([`super::evidence`]): events with their ways to the roots of their batches, the
//! batches, and a signed head. It is read again before anything is removed. What stays is a signed row
//! ([`super::tables::audit_archive`]) and the batches, so that the chain goes on from the first one; the verification takes the
//! events of these batches as archived when the row is signed.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context, ensure};
use domain::Date;
use jiff::ToSpan;
use uuid::Uuid;

use super::entry::{Actor, Entry};
use super::evidence::line::{Line, Subjects};
use super::evidence::{check, collect};
use super::kind::Kind;
use super::proof::{archive as signature, sha256};
use super::rows::{archives, batches, trail};
use super::tables::{audit_archive, audit_batch, audit_event, audit_subjects};
use super::{pen, verify};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::clock::start_of_day;

/// Years for which events stay in the database, when nobody wants it otherwise.
pub const YEARS: i16 = 6;

/// Years for which they stay at least (access.md E.4).
pub const LEAST_YEARS: i16 = 3;

/// Events of one file: about 40 MB, and read into memory at once.
const MOST_EVENTS: i64 = 20_000;

/// Batches of one file.
const MOST_BATCHES: u64 = 2_000;

/// The first day whose events stay: those of the months before it may be archived.
#[must_use]
pub fn keeps_from(today: Date, years: i16) -> Date {
    today.saturating_sub(years.max(LEAST_YEARS).years()).first_of_month()
}

/// The counties that have batches.
///
/// # Errors
/// If the database refuses.
pub async fn counties(store: &Store) -> Result<Vec<String>> {
    verify::counties(store).await
}

/// Archives the next batches of a county that were sealed before a day: writes the file, reads it again, signs it and removes the
/// events. `None` when there are none left. Killed anywhere, it can be begun again.
///
/// # Errors
/// If the file cannot be written or does not prove every event; if the role does not own the tables. Nothing was removed then.
pub async fn next(store: &Store, county: &str, before: Date, folder: &Path) -> Result<Option<audit_archive::Model>> {
    let from = archives::newest(&store.db, county).await?.map_or(0, |archive| archive.n);
    let batches = part(batches::after(&store.db, county, from, MOST_BATCHES).await?, start_of_day(before));
    let (Some(first), Some(last)) = (batches.first(), batches.last()) else { return Ok(None) };
    let (events, subjects) = events_of(store, &batches).await?;
    let lines = lines(store, &events, &subjects).await?;
    let file = format!("{county}-{:08}-{:08}.jsonl", first.n, last.n);
    let path = folder.join(&file);
    let digest = written(&path, &lines)?;
    proves(store, &path, events.len())?;
    let row = signed(
        store,
        last,
        audit_archive::Model {
            county_code: county.to_owned(),
            n: last.n,
            first_n: first.n,
            events: i64::try_from(events.len()).unwrap_or(i64::MAX),
            until: last.at,
            file,
            digest,
            at: store.clock.millis(),
            key_id: String::new(),
            signature: Vec::new(),
        },
    )?;
    remove(store, &row, &batches).await?;
    Ok(Some(row))
}

/// The first of these batches that were sealed before an instant and fill one file.
fn part(batches: Vec<audit_batch::Model>, before: i64) -> Vec<audit_batch::Model> {
    let mut events = 0;
    let fits = |batch: &audit_batch::Model| {
        let first = events == 0;
        events += i64::from(batch.count);
        batch.at < before && (first || events <= MOST_EVENTS)
    };
    batches.into_iter().take_while(fits).collect()
}

async fn events_of(
    store: &Store,
    batches: &[audit_batch::Model],
) -> Result<(Vec<audit_event::Model>, Vec<audit_subjects::Model>)> {
    let (mut events, mut subjects) = (Vec::new(), Vec::new());
    for batch in batches {
        let (county, span) = (batch.county_code.as_str(), (batch.first_no, batch.last_no));
        events.extend(trail::between(&store.db, county, batch.lane, span).await?);
        subjects.extend(trail::subjects(&store.db, county, batch.lane, span).await?);
    }
    Ok((events, subjects))
}

async fn lines(store: &Store, events: &[audit_event::Model], subjects: &[audit_subjects::Model]) -> Result<Vec<Line>> {
    let mut lines = collect(store, Uuid::nil(), events).await?;
    lines.extend(subjects.iter().map(|row| Line::Subjects(Subjects::of(row))));
    Ok(lines)
}

/// Writes the file, durably, under its name only when it is whole; gives its hash.
fn written(path: &Path, lines: &[Line]) -> Result<Vec<u8>> {
    let write = || -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut bytes, line)?;
            bytes.push(b'\n');
        }
        let beside = path.with_extension("part");
        let mut file = BufWriter::new(File::create(&beside)?);
        file.write_all(&bytes)?;
        file.into_inner()?.sync_all()?;
        std::fs::rename(&beside, path)?;
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(sha256(&[&bytes]).to_vec())
    };
    Ok(write().with_context(|| format!("cannot write {}", path.display()))?)
}

/// Reads the file again: every event is proved by a head that a key of this register signed.
fn proves(store: &Store, path: &Path, events: usize) -> Result<()> {
    let read = || -> anyhow::Result<()> {
        let checked = check(BufReader::new(File::open(path)?), None)?;
        if let Some(fault) = checked.faults.first() {
            anyhow::bail!("{fault}: nothing was removed; run `tongce audit verify`");
        }
        ensure!(checked.proved == events, "{} of {events} events are proved: nothing was removed", checked.proved);
        let known = |key: &String| store.keys.head_keys().any(|(_, own)| own == *key);
        ensure!(checked.keys.iter().all(known), "a head is signed by a key that the key file lacks");
        Ok(())
    };
    Ok(read().with_context(|| format!("the archive {} does not hold", path.display()))?)
}

fn signed(store: &Store, last: &audit_batch::Model, mut row: audit_archive::Model) -> Result<audit_archive::Model> {
    let (key_id, key) = store.keys.head_key().ok_or_else(|| Error::internal("the keyring lacks its current key"))?;
    row.key_id = key_id.to_owned();
    row.signature = signature::sign(key, &row, &last.hash).to_vec();
    Ok(row)
}

/// Removes what the archive has, in the transaction that writes its row and its event.
async fn remove(store: &Store, row: &audit_archive::Model, batches: &[audit_batch::Model]) -> Result<()> {
    let tx = store.begin().await?;
    archives::insert(&*tx, row).await?;
    let mut removed = 0;
    for batch in batches {
        removed += archives::remove_events(&*tx, batch).await?;
    }
    if i64::try_from(removed).ok() != Some(row.events) {
        return Err(Error::internal("the events changed while they were archived"));
    }
    let entry = Entry::new(&row.county_code, row.at, Kind::AuditArchived, Actor::default())
        .with("batches", format!("{}-{}", row.first_n, row.n))
        .with("events", row.events)
        .with("digest", hex::encode(&row.digest));
    pen::append(store, &tx, &[entry]).await?;
    tx.commit().await
}
