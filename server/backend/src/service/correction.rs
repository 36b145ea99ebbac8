//! A returned declaration comes back: the next version of its record, in the queue again from the start.

use domain::problem::Problem;
use domain::review::{Action, Role, State, actions, next_state};
use domain::view::ReceiptView;
use uuid::Uuid;

use super::checking::Checked;
use super::submissions::{Arrival, Origin, event_row, known, receipt_view, record_row, state_of, version_row};
use crate::document::Document;
use crate::entity::{candidate, lookup as lookup_table, record};
use crate::error::{Error, Result};
use crate::lookup::{self, Hash, Kind};
use crate::query;
use crate::store::{Store, WriteTransaction};

/// The state after a family's correction, or why it may not correct now.
///
/// # Errors
/// [`Problem::ActionNotOffered`] if the record is not with the family.
pub(super) fn state_after(was: State) -> Result<State, Problem> {
    if !actions(was, Role::Parent).contains(&Action::Resubmit) {
        return Err(Problem::ActionNotOffered { state: was });
    }
    next_state(was, Action::Resubmit).ok_or(Problem::ActionNotOffered { state: was })
}

/// Writes a checked declaration as the next version of a record: of the version `based_on`, if one is named.
///
/// # Errors
/// [`Problem::ActionNotOffered`] if the record is not with the family; [`Problem::DraftChanged`] if another
/// version is the current one; [`Problem::IdReused`] if the id was used with another body.
pub(super) async fn enter(
    store: &Store,
    id: Uuid,
    body_hash: Vec<u8>,
    checked: &Checked,
    origin: &Origin,
    (county, record_id): (&str, Uuid),
    based_on: Option<i32>,
) -> Result<(ReceiptView, Arrival)> {
    let tx = store.begin().await?;
    if let Some(record) = known(store, id, &body_hash).await? {
        return Ok((receipt_view(store, &record, id, None)?, Arrival::Same));
    }
    if query::submissions::by_id(&*tx, id).await?.is_some() {
        return Err(Problem::IdReused.into());
    }
    let was = query::records::by_id(&*tx, county, record_id).await?.ok_or(Problem::NotFound)?;
    let from = state_of(&was)?;
    let to = state_after(from)?;
    if based_on.is_some_and(|version| version != was.version) {
        return Err(Problem::DraftChanged.into());
    }
    let before = query::submissions::version(&*tx, county, record_id, was.version).await?;
    let before = Document::open(&store.keys, &before.ok_or_else(|| Error::internal("a record lacks its version"))?)?;

    let mut now = record_row(store, record_id, checked, origin, store.clock.millis())?;
    now.version = was.version + 1;
    now.submission_id = id;
    now.state = to.code().to_owned();
    now.receipt_no = was.receipt_no.clone();
    (now.link_id, now.holder) = (was.link_id, was.holder);
    query::records::follow_to_county(&*tx, record_id, county, &now.county_code).await?;
    now.duplicates = was.duplicates + pair_again(&tx, store, checked, &now, county).await?;
    if !query::records::replace(&*tx, &was, &now).await? {
        return Err(Error::internal("a record moved inside a transaction that holds it"));
    }
    query::submissions::insert_version(&*tx, &version_row(store, &now, id, body_hash, checked, origin)?).await?;
    let event = event_row(store, &now, Action::Resubmit, Some(from), origin);
    query::events::insert(&*tx, std::iter::once(&event)).await?;
    let old = lookup::of_answers(&store.keys, &before.answers).into_iter().map(|(_, hash)| hash.to_vec()).collect();
    query::records::replace_lookups(&*tx, record_id, (county, old), lookups(store, checked, &now)).await?;
    if let Some(draft) = &origin.draft {
        query::drafts::remove_all(&*tx, &[draft]).await?;
    }
    if let Some(settles) = &origin.settles {
        query::messages::settle(&*tx, settles).await?;
    }
    tx.commit().await?;
    store.tallies.moved(&was, &now);
    Ok((receipt_view(store, &now, id, None)?, Arrival::Created))
}

fn lookups(store: &Store, checked: &Checked, record: &record::Model) -> Vec<lookup_table::Model> {
    let of = |(kind, hash): (Kind, Hash)| lookup_table::Model {
        hash: hash.to_vec(),
        county_code: record.county_code.clone(),
        township_code: record.township_code.clone(),
        record_id: record.id,
        kind: kind.number(),
    };
    lookup::of_answers(&store.keys, &checked.document.answers).into_iter().map(of).collect()
}

/// Candidates that the corrected answers bring (V-10); gives how many are new.
async fn pair_again(
    tx: &WriteTransaction,
    store: &Store,
    checked: &Checked,
    record: &record::Model,
    old_county: &str,
) -> Result<i32> {
    let hashes: Vec<(Kind, Hash)> = lookup::of_answers(&store.keys, &checked.document.answers)
        .into_iter()
        .filter(|(kind, _)| kind.pairs())
        .collect();
    let mut paired = query::matches::others(&**tx, &record.county_code, record.id).await?;
    let mut rows: Vec<candidate::Model> = Vec::new();
    // Collected first: a closure held across the await would not be `Send` for every lifetime.
    let wanted: Vec<&Hash> = hashes.iter().map(|(_, hash)| hash).collect();
    for found in query::lookups::active(&**tx, wanted.into_iter()).await? {
        let itself = found.record_id == record.id && found.county_code == old_county;
        if itself || paired.contains(&found.record_id) {
            continue;
        }
        paired.push(found.record_id);
        let by_number = hashes.iter().any(|(kind, hash)| *kind == Kind::IdNumber && hash[..] == found.hash[..]);
        let kind = if by_number { Kind::IdNumber } else { Kind::SameChild };
        let one = (record.county_code.clone(), record.id);
        let other = (found.county_code, found.record_id);
        for (a, b) in [(&one, &other), (&other, &one)] {
            rows.push(candidate::Model {
                county_code: a.0.clone(),
                record_id: a.1,
                other_id: b.1,
                other_county: b.0.clone(),
                matched_by: kind.matched_by().to_owned(),
                same_child: None,
                decided_by: None,
                decided_at: None,
            });
        }
    }
    query::matches::insert(&**tx, &rows).await?;
    let others = rows.iter().filter(|row| row.record_id != record.id);
    let raised: Vec<_> = others.clone().map(|row| (row.county_code.as_str(), row.record_id, 1)).collect();
    query::matches::raise(&**tx, raised).await?;
    Ok(i32::try_from(others.count()).unwrap_or(i32::MAX))
}
