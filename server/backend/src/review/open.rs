//! Opening a record claims it for a while, so that two people do not work on it unawares.

use domain::access::{Action, Channel};
use domain::problem::Problem;
use domain::view::review::RecordView;
use uuid::Uuid;

use super::view::{Shown, is_own, record_view};
use super::{looked, offered, state_of};
use crate::access::accounts::Reviewer;
use crate::error::Result;
use crate::register;
use crate::register::receipt;
use crate::register::seen::Seen;
use crate::register::tables::{record, submission};
use crate::review::rows;
use crate::store::Store;

/// How long an opened record is claimed, in milliseconds.
pub const CLAIM: i64 = 15 * 60_000;
/// A claim with more than this left is not written anew.
const FRESH: i64 = 10 * 60_000;

/// Opens a record of the reviewer's area, or one that is offered to it, and claims it, when there is
/// something to decide. While somebody else has it, it opens for reading, without actions, and the row
/// says who has it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it belongs to another area.
pub async fn open(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<RecordView> {
    let (record, versions) = with_versions(store, reviewer, id).await?;
    let own = is_own(reviewer, &versions);
    let (record, versions) = match claim(store, reviewer, record, own).await? {
        Some(record) => (record, versions),
        // Somebody was faster.
        None => with_versions(store, reviewer, id).await?,
    };
    let seen = Seen::of(reviewer.account(), &record, store.clock.today())?;
    seen.may(Action::RecordOpen)?;
    let shown = record_view(store, &store.db, (reviewer, seen), &record, &versions).await?;
    looked::opened(store, reviewer, &record, &shown).await?;
    Ok(shown.view)
}

/// Claims a record as [`open`] does, for a page that shows it already: until when it is the reviewer's, Unix
/// milliseconds; nothing while somebody else has it, or there is nothing to decide.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it belongs to another area.
pub async fn hold(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<Option<i64>> {
    let (record, versions) = with_versions(store, reviewer, id).await?;
    let own = is_own(reviewer, &versions);
    let record = claim(store, reviewer, record, own).await?;
    let mine = record.filter(|record| record.claimed_by == Some(reviewer.account().id()));
    Ok(mine.and_then(|record| record.claimed_until).filter(|until| *until > store.clock.millis()))
}

/// Reads a record of the reviewer's area without claiming it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it belongs to another area.
pub async fn read(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<RecordView> {
    let (record, shown) = shown(store, reviewer, id, (Action::RecordOpen, Channel::Page)).await?;
    looked::opened(store, reviewer, &record, &shown).await?;
    Ok(shown.view)
}

/// A record on paper.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The record.
    pub view: RecordView,
    /// Number that stands on the paper and in the trail, e.g. `P-2026-7K3M-9QXD`.
    pub number: String,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// Reads a record as [`read`] does, to be printed.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it belongs to another area.
pub async fn print(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<Printed> {
    let (record, shown) = shown(store, reviewer, id, (Action::RecordPrint, Channel::Print)).await?;
    let number = receipt::numbered("P", store.clock.today().year())?;
    looked::printed(store, reviewer, &record, &shown, &number).await?;
    Ok(Printed { view: shown.view, number, at: store.clock.millis() })
}

/// A record and how it is shown for an action, by a channel.
async fn shown(
    store: &Store,
    reviewer: &Reviewer,
    id: Uuid,
    (action, channel): (Action, Channel),
) -> Result<(record::Model, Shown)> {
    let (record, versions) = with_versions(store, reviewer, id).await?;
    let seen = Seen::of(reviewer.account(), &record, store.clock.today())?;
    seen.may(action)?;
    let shown = record_view(store, &store.db, (reviewer, seen.through(channel)), &record, &versions).await?;
    Ok((record, shown))
}

/// A record with all its versions.
async fn with_versions(
    store: &Store,
    reviewer: &Reviewer,
    id: Uuid,
) -> Result<(record::Model, Vec<submission::Model>)> {
    let record = rows::record::visible(&store.db, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let versions = register::rows::submissions::of_record(&store.db, &record.county_code, record.id).await?;
    Ok((record, versions))
}

/// The record, claimed if that is possible and of use; nothing when it was changed meanwhile.
async fn claim(store: &Store, reviewer: &Reviewer, record: record::Model, own: bool) -> Result<Option<record::Model>> {
    if offered(&record, state_of(&record)?, reviewer, own).is_empty() {
        return Ok(Some(record));
    }
    let now = store.clock.millis();
    let mine = record.claimed_by == Some(reviewer.account().id());
    let left = record.claimed_until.map_or(0, |until| until - now);
    if (mine && left > FRESH) || (!mine && left > 0) {
        return Ok(Some(record));
    }
    let until = now + CLAIM;
    let claimed = rows::record::claim(&*store.statement().await, reviewer, &record, now, until).await?;
    Ok(claimed.then(|| record::Model {
        claimed_by: Some(reviewer.account().id()),
        claimed_name: Some(reviewer.account().display_name().to_owned()),
        claimed_until: Some(until),
        ..record
    }))
}

/// Gives the reviewer's own claim back.
///
/// # Errors
/// [`Problem::NotFound`] when the record is not in the reviewer's area.
pub async fn release(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<()> {
    let record = rows::record::visible(&store.db, reviewer, id).await?.ok_or(Problem::NotFound)?;
    if record.claimed_by == Some(reviewer.account().id()) {
        rows::record::release(&*store.statement().await, reviewer, &record).await?;
    }
    Ok(())
}
