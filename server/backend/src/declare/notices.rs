//! Which notice (告知书) is in force, and which one may be agreed to.

use crate::declare::rows;
use crate::declare::tables::notice;
use crate::error::Result;
use crate::notice::as_text;
use crate::store::Store;

/// Keeps the text in force as evidence, unless it is the latest one already.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn adopt(store: &Store) -> Result<()> {
    let view = &store.notice;
    let latest = rows::notices::latest(&store.db).await?;
    if latest.first().is_some_and(|row| row.version == view.version) {
        return Ok(());
    }
    let text = as_text(&view.passages, &view.sensitive);
    let row = notice::Model { version: view.version.clone(), text, since: store.clock.millis() };
    rows::notices::adopt(&*store.statement().await, &row).await
}

/// Whether somebody can have this version before the eyes: the one in force, or the one right before it, which a page
/// that was open meanwhile still shows.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn may_be_agreed_to(store: &Store, version: &str) -> Result<bool> {
    if version == store.notice.version {
        return Ok(true);
    }
    Ok(rows::notices::latest(&store.db).await?.iter().any(|row| row.version == version))
}

/// The text of a version that was in force.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn text(store: &Store, version: &str) -> Result<Option<String>> {
    Ok(rows::notices::by_version(&store.db, version).await?.map(|row| row.text))
}
