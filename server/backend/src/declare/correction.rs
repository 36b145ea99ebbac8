//! A returned declaration comes back: the next version of its record, in the queue again from the start.

use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, next_state};
use domain::view::declare::ReceiptView;
use uuid::Uuid;

use super::checking::Checked;
use super::submissions::{Arrival, Origin, known, receipt_view, record_row, state_of, trace, version_row};
use crate::audit::pen;
use crate::declare::rows;
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::Document;
use crate::register::duplicates::{Facts, Newcomer};
use crate::register::hash::{Hash, Kind};
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::record;
use crate::register::{duplicates, hashes};
use crate::store::{Store, WriteTransaction};

/// The state after a family's correction, or why it may not correct now.
///
/// # Errors
/// [`Problem::ActionNotOffered`] if the record is not with the family.
pub(crate) fn state_after(was: State) -> Result<State, Problem> {
    next_state(was, Action::Resubmit).ok_or(Problem::ActionNotOffered { state: was })
}

/// Writes a checked declaration as the next version of a record: of the version `based_on`, if one is named.
///
/// # Errors
/// [`Problem::ActionNotOffered`] if the record is not with the family; [`Problem::DraftChanged`] if another
/// version is the current one, or the draft was saved meanwhile; [`Problem::IdReused`] if the id was used with another body.
pub(crate) async fn enter(
    store: &Store,
    id: Uuid,
    body_hash: Vec<u8>,
    checked: &Checked,
    origin: &Origin,
    (county, record_id): (&str, Uuid),
    based_on: Option<i32>,
) -> Result<(ReceiptView, Arrival)> {
    let tx = store.begin().await?;
    let hashes = hashes::of_answers(&store.keys, &checked.document.answers);
    let pairing = hashes.iter().filter(|(kind, _)| kind.pairs()).map(|(_, hash)| *hash);
    rows::arrivals::lock_hashes(&*tx, pairing).await?;
    if let Some(record) = known(store, id, &body_hash).await? {
        return Ok((receipt_view(store, &record, id, None)?, Arrival::Same));
    }
    if register::rows::submissions::by_id(&*tx, id).await?.is_some() {
        return Err(Problem::IdReused.into());
    }
    let was = register::rows::records::by_id(&*tx, county, record_id).await?.ok_or(Problem::NotFound)?;
    let from = state_of(&was)?;
    let to = state_after(from)?;
    if based_on.is_some_and(|version| version != was.version) {
        return Err(Problem::DraftChanged.into());
    }
    let before = register::rows::submissions::version(&*tx, county, record_id, was.version).await?;
    let key = was.key(&store.keys)?;
    let before = Document::open(&key, &before.ok_or_else(|| Error::internal("a record lacks its version"))?)?;

    let mut now = record_row(&key, (record_id, was.version + 1), checked, origin, store.clock.millis())?;
    now.submission_id = id;
    now.state = to.code().to_owned();
    now.receipt_no = was.receipt_no.clone();
    (now.link_id, now.holder) = (was.link_id, was.holder);
    // What the township approved and the county verified stands while the new version is under review.
    (now.standing_version, now.verified_version) = (was.standing_version, was.verified_version);
    (now.items_due, now.items_out, now.discrepancies) = (was.items_due, was.items_out, was.discrepancies);
    register::rows::county_move::follow(&*tx, record_id, county, &now.county_code).await?;
    now.duplicates = was.duplicates + pair_again(&tx, store, checked, &now, &hashes).await?;
    if !register::rows::records::replace(&*tx, &was, &now).await? {
        return Err(Error::internal("a record moved inside a transaction that holds it"));
    }
    register::rows::submissions::insert_version(&*tx, &version_row(&key, &now, id, body_hash, checked, origin)?)
        .await?;
    let trace = trace(store, &key, &now, Action::Resubmit, Some(from), origin)?;
    pen::write(store, &tx, &[trace]).await?;
    let old = hashes::of_answers(&store.keys, &before.answers).into_iter().map(|(_, hash)| hash.to_vec()).collect();
    register::rows::lookups::replace(&*tx, record_id, (county, old), hashes::rows(&now, &hashes).collect()).await?;
    if let Some(draft) = &origin.draft
        && !rows::drafts::end(&*tx, &[draft]).await?
    {
        return Err(Problem::DraftChanged.into());
    }
    if let Some(settles) = &origin.settles {
        rows::refused_messages::settle(&*tx, settles).await?;
    }
    tx.commit().await?;
    store.resident::<SettledCounts>().moved(&was, &now);
    Ok((receipt_view(store, &now, id, None)?, Arrival::Created))
}

/// Suspects the corrected answers anew (V-10); gives how many candidates are new. Pairs that are open learn what they
/// look like now; a person withdraws them.
async fn pair_again(
    tx: &WriteTransaction,
    store: &Store,
    checked: &Checked,
    record: &record::Model,
    lookups: &[(Kind, Hash)],
) -> Result<i32> {
    let facts = Facts::of(&checked.document.answers);
    let newcomer = Newcomer { county: &record.county_code, id: record.id, facts: &facts, lookups };
    let paired = register::rows::matches::others(&**tx, &record.county_code, record.id).await?;
    let mut new = 0;
    for pair in duplicates::search(&**tx, &store.keys, &[newcomer]).await? {
        let rows = pair.rows();
        if paired.contains(&pair.other.1) {
            for row in &rows {
                register::rows::matches::level(&**tx, row).await?;
            }
            continue;
        }
        new += 1;
        register::rows::matches::insert(&**tx, &rows).await?;
        register::rows::matches::raise(&**tx, [(pair.other.0.as_str(), pair.other.1, 1)]).await?;
    }
    Ok(new)
}
