//! Which version of a notice is shown, and which one may be agreed to.
//!
//! A county's own versions come first. Before its first one the deployment's notice is in force, which is made from settings
//! and kept when the program starts ([ADR 20]); it is the first published version of every county.
//!
//! [ADR 20]: ../../../../docs/adr/0020-the-notice-is-made-from-settings.md

use domain::Date;
use domain::values::date;
use domain::view::notice::NoticeView;

use super::kinds::NoticeKind;
use super::publish::VersionState;
use super::rows;
use super::tables::{notice, notice_version};
use crate::error::Result;
use crate::notice::{as_text, pictures, read};
use crate::store::Store;

/// Keeps the deployment's text as evidence, unless it is the latest one already.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn adopt(store: &Store) -> Result<()> {
    let view = &store.notice;
    let latest = rows::deployment::latest(&store.db).await?;
    if latest.first().is_some_and(|row| row.version == view.version) {
        return Ok(());
    }
    let text = as_text(&view.passages, &view.sensitive);
    let row = notice::Model { version: view.version.clone(), text, since: store.clock.millis() };
    rows::deployment::adopt(&*store.statement().await, &row).await
}

/// The notice (告知书) that a county's families read today.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn in_force(store: &Store, county: &str) -> Result<NoticeView> {
    let own = published(store, county, NoticeKind::Notice).await?;
    Ok(own.first().map_or_else(|| NoticeView::clone(&store.notice), |row| read(&row.text)))
}

/// Another notice that a county's families read today; nothing when there is none.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn separate(store: &Store, county: &str, kind: NoticeKind) -> Result<Option<NoticeView>> {
    let own = published(store, county, kind).await?;
    Ok(match own.first() {
        Some(row) => Some(read(&row.text)),
        None if kind == NoticeKind::Pictures => Some(pictures()),
        None => None,
    })
}

/// Whether a family can have this version before its eyes: the one in force, or the one right before it, which a page that
/// was open meanwhile still shows.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn may_be_agreed_to(store: &Store, county: &str, version: &str) -> Result<bool> {
    let own = published(store, county, NoticeKind::Notice).await?;
    let mut shown: Vec<String> = own.into_iter().map(|row| row.version).take(2).collect();
    if shown.len() < 2 {
        shown.push(store.notice.version.clone());
    }
    if shown.len() < 2 {
        shown.extend(rows::deployment::latest(&store.db).await?.into_iter().map(|row| row.version));
    }
    Ok(shown.iter().any(|one| one == version))
}

/// Whether this version was ever in force in a county. A phone without a signal reads out what it has.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn was_published(store: &Store, county: &str, version: &str) -> Result<bool> {
    if version == store.notice.version {
        return Ok(true);
    }
    Ok(text(store, county, version).await?.is_some())
}

/// The text of a version that was in force in a county.
///
/// # Errors
/// [`crate::Error::Internal`] if the database refuses.
pub async fn text(store: &Store, county: &str, version: &str) -> Result<Option<String>> {
    // What is no version is not asked for: PostgreSQL refuses a text with U+0000.
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Ok(None);
    }
    let own = published(store, county, NoticeKind::Notice).await?;
    if let Some(row) = own.into_iter().find(|row| row.version == version) {
        return Ok(Some(row.text));
    }
    Ok(rows::deployment::by_version(&store.db, version).await?.map(|row| row.text))
}

/// The versions of a county that are or were in force, the newest first.
async fn published(store: &Store, county: &str, kind: NoticeKind) -> Result<Vec<notice_version::Model>> {
    let mut all = rows::versions::of_county(&store.db, county).await?;
    let today = store.clock.today();
    all.retain(|row| row.kind == kind.code() && is_in_force(row, today));
    all.sort_by(|a, b| (&b.valid_from, b.confirmed_at).cmp(&(&a.valid_from, a.confirmed_at)));
    Ok(all)
}

fn is_in_force(row: &notice_version::Model, today: Date) -> bool {
    row.state == VersionState::Published.code() && *row.valid_from <= *date::format(today)
}
