//! Fills an empty database with a backup.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use super::file::{Line, Reader};
use super::manifest::{FORMAT, Manifest};
use super::mark::{self, Mark};
use super::rows::{self, Waiting};
use super::{catalog, write};
use crate::audit::{Actor, Entry, Kind, NOWHERE, pen};
use crate::crypt::officers::Identities;
use crate::divisions::rows::EDITION;
use crate::migration::Migrator;
use crate::store::Store;
use crate::store::row_security;
use crate::store::rows::settings;

/// Restores a backup into the empty database at `url`, which is the store's: makes the tables as they were, writes all rows
/// in one transaction, counts them, and brings the tables to the present shape. The mark that is set keeps the server from
/// starting; the trail has an event.
///
/// # Errors
/// If the database has tables already, the file does not open, was changed or cut short, or is of a later version; then the
/// database is to be thrown away.
pub async fn restore(store: &Store, url: &str, from: &Path, identities: &Identities) -> anyhow::Result<Manifest> {
    let mut file = Reader::open(from, identities)?;
    let manifest = file.manifest()?;
    ensure!(manifest.format == FORMAT, "the backup has format {}, this program reads {FORMAT}", manifest.format);
    let steps = steps_of(&manifest)?;
    let db = rows::connect(url).await?;
    ensure!(
        catalog::is_empty(&db).await?,
        "the database is not empty: restore into a new one, and keep this one aside"
    );
    Migrator::up(&db, Some(steps)).await?;
    mark::set(&db, &Mark::Loading).await?;
    load(&db, file, &manifest).await?;
    Migrator::up(&db, None).await?;
    row_security::protect(&db).await?;
    db.close().await?;
    let entry = Entry::new(NOWHERE, store.clock.millis(), Kind::LaneOpened, Actor::default())
        .with("reason", "restore")
        .with("backup_made_at", manifest.made_at);
    pen::record(store, &entry).await?;
    Ok(manifest)
}

/// How many steps of this program make the tables of the backup.
fn steps_of(manifest: &Manifest) -> anyhow::Result<u32> {
    let mut known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    known.truncate(manifest.steps.len());
    known.sort_unstable();
    let mut wanted = manifest.steps.clone();
    wanted.sort_unstable();
    if known != wanted {
        bail!("the tables of the backup are not those of this program: restore it with version {}", manifest.program);
    }
    Ok(u32::try_from(known.len())?)
}

async fn load(db: &DatabaseConnection, mut file: Reader, manifest: &Manifest) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    // Kinds of values are this database's: what SQLite calls a whole number has three sizes in PostgreSQL.
    let tables = catalog::tables(&tx).await?;
    let mut waiting: Option<Waiting> = None;
    loop {
        match file.line()? {
            Line::Table { name, columns } => {
                let table = tables.iter().find(|table| table.name == name);
                let table = table.and_then(|table| table.with_columns(&columns));
                let table = table.with_context(|| format!("this program has no table {name} of these columns"))?;
                finish(&tx, waiting.replace(Waiting::of(table))).await?;
            }
            Line::Row(row) => waiting.as_mut().context("a row before its table")?.take(&tx, row).await?,
            Line::End => break,
            Line::Manifest(_) => bail!("the backup has a second manifest"),
        }
    }
    finish(&tx, waiting).await?;
    file.end()?;
    mark::set(&tx, &Mark::Loaded(Box::new(manifest.clone()))).await?;
    let mut counts = write::counts(&tx, &tables).await?;
    // The mark is one row more.
    counts.entry("setting".into()).and_modify(|rows| *rows -= 1);
    ensure!(counts == manifest.counts, "the tables have not as many rows as the backup says");
    // The divisions are not in the backup: the next start loads those of its program.
    settings::remove(&tx, EDITION).await?;
    Ok(tx.commit().await?)
}

async fn finish<C: ConnectionTrait>(db: &C, waiting: Option<Waiting>) -> anyhow::Result<()> {
    match waiting {
        Some(mut waiting) => waiting.write(db).await,
        None => Ok(()),
    }
}
