//! Makes a backup.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::ensure;
use sea_orm::ConnectionTrait;

use super::catalog::{self, Table};
use super::file::{Line, Writer};
use super::manifest::{FORMAT, Manifest, Tip};
use super::{mark, rows};
use crate::audit::rows::batches;
use crate::audit::{Actor, Entry, Kind, NOWHERE, pen};
use crate::crypt::officers::Recipient;
use crate::erasure::log;
use crate::store::Store;

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// Writes all rows of the database at `url`, which is the store's, to a new file, as they are at one instant; encrypted to
/// all recipients, each of whom can open it. Each table must have as many rows as it was said to have, and the file must
/// read as it was written. The keys of the register are not in it. The trail has an event.
///
/// # Errors
/// If the file exists already or cannot be written, the database refuses, or it was restored and not yet checked; then there
/// is no file.
pub async fn write(
    store: &Store,
    url: &str,
    to: &Path,
    recipients: &[Recipient],
    erasures: Option<&Path>,
) -> anyhow::Result<Written> {
    mark::refuse_unchecked(url).await?;
    let erasures = erasures.map(|file| log::read(file, &store.keys)).transpose()?;
    let db = rows::connect(url).await?;
    let snapshot = rows::snapshot(&db).await?;
    let tables = catalog::tables(&snapshot).await?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: store.clock.millis(),
        steps: catalog::steps(&snapshot).await?,
        counts: counts(&snapshot, &tables).await?,
        tips: tips(&snapshot).await?,
        erasures: erasures.map(|log| log.lines.len() as u64),
    };
    let mut file = Writer::create(to, recipients)?;
    file.line(&Line::Manifest(Box::new(manifest.clone())))?;
    for table in tables {
        let name = table.name.clone();
        let columns = table.columns.iter().map(|(column, _)| column.clone()).collect();
        file.line(&Line::Table { name: name.clone(), columns })?;
        let written = rows::read(&snapshot, &table, |row| file.line(&Line::Row(row))).await?;
        ensure!(manifest.counts.get(&name) == Some(&written), "{name} has not as many rows as were counted");
    }
    snapshot.rollback().await?;
    db.close().await?;
    let sha256 = file.finish(to)?;
    let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::BackupMade, Actor::default())
        .with("rows", manifest.rows())
        .with("sha256", sha256.as_str())
        .with("recipients", recipients.len());
    pen::record(store, &entry).await?;
    Ok(Written { manifest, sha256 })
}

pub(super) async fn counts<C: ConnectionTrait>(db: &C, tables: &[Table]) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for table in tables {
        counts.insert(table.name.clone(), rows::count(db, &table.name).await?);
    }
    Ok(counts)
}

async fn tips<C: ConnectionTrait>(db: &C) -> anyhow::Result<BTreeMap<String, Tip>> {
    let (mut tips, mut county) = (BTreeMap::new(), String::new());
    while let Some(next) = batches::county_after(db, &county).await? {
        if let Some(batch) = batches::newest(db, &next).await? {
            tips.insert(next.clone(), Tip { n: batch.n, hash: hex::encode(batch.hash) });
        }
        county = next;
    }
    Ok(tips)
}
