//! What a guardian said of a record, kept as evidence: nothing of it is ever changed, the newest counts.

use domain::view::notice::NoticeView;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::kinds::{ByWhom, Given, How, NoticeKind};
use super::rows;
use super::tables::consent;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// What is said of one record.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Owner county of the record, 6 digits.
    pub county: &'a str,
    /// The record.
    pub record: Uuid,
    /// To which notice.
    pub kind: NoticeKind,
    /// In the version that was shown.
    pub notice: &'a NoticeView,
    /// What.
    pub given: Given,
    /// Who.
    pub by: ByWhom,
    /// How much was erased with it.
    pub erased: u64,
}

/// Keeps what was said on a page, with its event, in the transaction of what follows from it.
///
/// # Errors
/// If the database refuses.
pub async fn say(store: &Store, tx: &WriteTransaction, actor: &Actor, said: Said<'_>) -> Result<()> {
    let at = store.clock.millis();
    let row = consent::Model {
        county_code: said.county.to_owned(),
        record_id: said.record,
        id: store.new_id(),
        kind: said.kind.code().to_owned(),
        version: said.notice.version.clone(),
        basis: said.kind.basis().code().to_owned(),
        given: said.given.code().to_owned(),
        by_relation: said.by.code().to_owned(),
        how: How::Page.code().to_owned(),
        at,
        collector: None,
    };
    rows::evidence::insert(&**tx, &row).await?;
    let kind = match said.given {
        Given::Given | Given::NotRequired => Kind::ConsentGiven,
        Given::Refused => Kind::ConsentRefused,
        Given::Withdrawn => Kind::ConsentWithdrawn,
    };
    let entry = Entry::new(said.county, at, kind, actor.clone()).of("record", said.record);
    let mut entry = entry.with("notice", said.kind.code()).with("version", row.version);
    if said.erased > 0 {
        entry = entry.with("erased", said.erased);
    }
    pen::append(store, tx, [&entry]).await
}

/// What was said last of a record to a notice of this kind.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(
    db: &C,
    (county, record): (&str, Uuid),
    kind: NoticeKind,
) -> Result<Option<Given>> {
    let said = rows::evidence::of_record(db, county, record).await?;
    Ok(said.iter().find(|row| row.kind == kind.code()).and_then(|row| Given::from_code(&row.given)))
}
