//! Candidates for the same child (V-10): settled one by one, or together with an approval.

use domain::duplicates::Level;
use domain::problem::Problem;
use domain::review::DuplicateDecision;
use domain::view::review::RecordView;
use uuid::Uuid;

use super::view::{in_area, is_own, record_view};
use super::{claimed_by_other, offered, state_of};
use crate::access::accounts::Reviewer;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::register;
use crate::register::seen::Seen;
use crate::register::tables::{duplicate_candidate, record};
use crate::review::rows;
use crate::review::rows::duplicate_candidates::Settled;
use crate::store::{Store, WriteTransaction};

/// Says whether the record `other` is of the same child as this one; without an id, the ones in other
/// areas, which this reviewer cannot name. The decision counts for the records of the own area; a record elsewhere
/// is told of it and keeps its own question, because who reads only this side cannot answer for the other.
///
/// # Errors
/// As [`crate::review::decide()`]; [`Problem::NotFound`] also when there is no such undecided candidate.
pub async fn settle_candidate(
    store: &Store,
    reviewer: &Reviewer,
    id: Uuid,
    other: Option<Uuid>,
    same_child: bool,
) -> Result<RecordView> {
    let tx = store.begin().await?;
    let record = rows::record::visible(&*tx, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let state = state_of(&record)?;
    let versions = register::rows::submissions::of_record(&*tx, &record.county_code, record.id).await?;
    if is_own(reviewer, &versions) {
        return Err(Problem::OwnSubmission.into());
    }
    if offered(&record, state, reviewer, false).is_empty() {
        return Err(Problem::ActionNotOffered { state }.into());
    }
    if let Some((by, until)) = claimed_by_other(&record, reviewer, store.clock.millis()) {
        return Err(Problem::Claimed { by, until }.into());
    }
    let pairs = undecided(&tx, reviewer, &record).await?;
    let meant: Vec<&Pair> = pairs.iter().filter(|pair| pair.is(other)).collect();
    if meant.is_empty() {
        return Err(Problem::NotFound.into());
    }
    settle(store, &tx, reviewer, &meant, same_child).await?;
    let record = rows::record::visible(&*tx, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let seen = Seen::of(reviewer.account(), &record, store.clock.today())?;
    let shown = record_view(store, &*tx, (reviewer, seen), &record, &versions).await?;
    tx.commit().await?;
    Ok(shown.view)
}

/// Settles candidates as an approval says, which must leave none undecided.
pub(crate) async fn settle_for_approval(
    store: &Store,
    tx: &WriteTransaction,
    reviewer: &Reviewer,
    record: &record::Model,
    decision: Option<&DuplicateDecision>,
) -> Result<()> {
    let pairs = undecided(tx, reviewer, record).await?;
    let (meant, same_child): (Vec<&Pair>, bool) = match decision {
        None => return Err(Problem::DuplicateUndecided.into()),
        Some(DuplicateDecision::DifferentChild) => (pairs.iter().collect(), false),
        Some(DuplicateDecision::SameChild { record_id }) => {
            let other = match record_id.as_str() {
                "" => None,
                id => Some(id.parse().map_err(|_| Problem::NotFound)?),
            };
            (pairs.iter().filter(|pair| pair.is(other)).collect(), true)
        }
    };
    if meant.len() < pairs.len() {
        return Err(Problem::DuplicateUndecided.into());
    }
    settle(store, tx, reviewer, &meant, same_child).await
}

/// Whether one of the undecided candidates is certainly or probably the same child (county.md C.3).
pub(crate) async fn sure_candidates(tx: &WriteTransaction, record: &record::Model) -> Result<bool> {
    let rows = rows::duplicate_candidates::of_record(&**tx, &record.county_code, record.id).await?;
    // Pairs found before there were levels agree in name, sex, birth date and a parent.
    let sure = |row: &duplicate_candidate::Model| row.level.as_deref() != Some(Level::Possible.code());
    Ok(rows.iter().any(|row| row.same_child.is_none() && sure(row)))
}

/// An undecided pair, and whether this reviewer may know the other record.
struct Pair {
    row: duplicate_candidate::Model,
    near: bool,
}

impl Pair {
    fn is(&self, other: Option<Uuid>) -> bool {
        match other {
            Some(id) => self.near && self.row.other_id == id,
            None => !self.near,
        }
    }
}

async fn undecided(tx: &WriteTransaction, reviewer: &Reviewer, record: &record::Model) -> Result<Vec<Pair>> {
    let mut rows = rows::duplicate_candidates::of_record(&**tx, &record.county_code, record.id).await?;
    rows.retain(|row| row.same_child.is_none());
    let others = rows::duplicate_candidates::others(&**tx, &rows).await?;
    let near =
        |row: &duplicate_candidate::Model| others.get(&row.other_id).is_some_and(|other| in_area(reviewer, other));
    Ok(rows.into_iter().map(|row| Pair { near: near(&row), row }).collect())
}

async fn settle(
    store: &Store,
    tx: &WriteTransaction,
    reviewer: &Reviewer,
    pairs: &[&Pair],
    same_child: bool,
) -> Result<()> {
    let settled = Settled { same_child, by: reviewer.account().id(), at: store.clock.millis() };
    for Pair { row, near } in pairs {
        let own = rows::duplicate_candidates::settle(&**tx, row.side(), settled).await?;
        let far = *near && rows::duplicate_candidates::settle(&**tx, row.far_side(), settled).await?;
        if own || far {
            pen::append(store, tx, &traces(reviewer, row, settled)).await?;
        }
    }
    Ok(())
}

/// An event of each side, in its county, that names the other one.
fn traces(reviewer: &Reviewer, pair: &duplicate_candidate::Model, settled: Settled) -> [Entry; 2] {
    [pair.side(), pair.far_side()].map(|side| {
        let entry = Entry::new(side.county, settled.at, Kind::CandidateSettled, reviewer.actor());
        entry.of("record", side.record).with("other", side.other.to_string()).with("same", settled.same_child)
    })
}
