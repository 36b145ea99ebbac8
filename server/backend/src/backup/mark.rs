//! The mark of a database that was restored and not yet checked. With it the server does not start.

use anyhow::{Context, bail};
use sea_orm::ConnectionTrait;
use sea_orm_migration::SchemaManager;
use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::rows;
use crate::store::rows::settings;

/// Name of the setting.
const NAME: &str = "restored";

/// What is known of a restore that was not checked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    /// Rows are still being written; a database in which this stays is not whole.
    Loading,
    /// Everything was written that the backup says.
    Loaded(Box<Manifest>),
}

/// Sets the mark.
pub(super) async fn set<C: ConnectionTrait>(db: &C, mark: &Mark) -> anyhow::Result<()> {
    Ok(settings::set(db, NAME, &serde_json::to_string(mark)?).await?)
}

/// The mark of the database at `url`, if there is one; a database without tables has none.
pub(super) async fn of(url: &str) -> anyhow::Result<Option<Mark>> {
    let db = rows::connect(url).await?;
    let known = SchemaManager::new(&db).has_table("setting").await?;
    let text = if known { settings::get(&db, NAME).await? } else { None };
    db.close().await?;
    let Some(text) = text else { return Ok(None) };
    Ok(Some(serde_json::from_str(&text).ok().context("the mark of the restore is not of its shape")?))
}

/// Takes the mark away.
pub(super) async fn clear<C: ConnectionTrait>(db: &C) -> anyhow::Result<()> {
    Ok(settings::remove(db, NAME).await?)
}

/// Whether the server may start on the database at `url`: not on a database that was restored and not checked.
///
/// # Errors
/// If it may not, in words for the operator; or if the database does not answer.
pub async fn refuse_unchecked(url: &str) -> anyhow::Result<()> {
    match of(url).await? {
        None => Ok(()),
        Some(Mark::Loading) => bail!("this database was not restored to the end: restore the backup into a new one"),
        Some(Mark::Loaded(_)) => bail!("this database was restored from a backup: run `tongce restore-check` first"),
    }
}
