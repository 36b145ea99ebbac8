//! A discrepancy is opened by an answer, and closed without anybody when a later answer takes its place.

use domain::comparison::discrepancy::DiscrepancyState;
use domain::comparison::{Item, Severity};
use uuid::Uuid;

use super::super::words::Said;
use super::words::Words;
use crate::crypt::record_key::RecordKey;
use crate::error::Result;
use crate::register::rows::{discrepancies, items};
use crate::register::tables::{comparison_item, discrepancy, record};
use crate::store::{Store, WriteTransaction};

/// Opens the discrepancy of an answer that does not agree.
pub(in crate::comparison) async fn opened(
    store: &Store,
    tx: &WriteTransaction,
    key: &RecordKey,
    record: &record::Model,
    (item, answer): (Item, Uuid),
    said: &Said,
) -> Result<()> {
    let mut row = discrepancy::Model {
        county_code: record.county_code.clone(),
        record_id: record.id,
        id: store.new_id(),
        item: item.code().to_owned(),
        answer_id: answer,
        state: DiscrepancyState::Open.code().to_owned(),
        red: said.outcome.severity(item) == Severity::Red,
        version: 0,
        opened_at: store.clock.millis(),
        due_on: None,
        sealed: Vec::new(),
        key_id: String::new(),
        answered_by: None,
        settled_at: None,
        settled_as: None,
    };
    let words = Words { answer: said.answer.clone(), outcome: said.outcome.clone(), lines: Vec::new() };
    words.keep(key, &mut row)?;
    discrepancies::insert(&**tx, &row).await
}

/// Ends what is open of an item, because a newer answer speaks of it.
pub(in crate::comparison) async fn superseded(
    store: &Store,
    tx: &WriteTransaction,
    item: &comparison_item::Model,
) -> Result<()> {
    items::supersede(&**tx, (&item.county_code, item.record_id), &item.item, store.clock.millis()).await
}
