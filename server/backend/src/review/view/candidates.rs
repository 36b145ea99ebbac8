//! Records that may be of the same child (V-10), as far as this person may know of them.

use domain::access::Group;
use domain::duplicates::{Level, Reason};
use domain::masking;
use domain::view::review::CandidateView;
use sea_orm::ConnectionTrait;

use super::row::place;
use crate::access::accounts::Reviewer;
use crate::crypt::seal::unless_refused;
use crate::divisions::names;
use crate::error::Result;
use crate::register::document::Summary;
use crate::register::document::state_of;
use crate::register::seen::Seen;
use crate::register::tables::{duplicate_candidate, record};
use crate::review::rows;
use crate::store::Store;

/// The candidates of a record; masked there is only how many and in which county.
pub(super) async fn of_record<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    (reviewer, seen): (&Reviewer, Seen),
    record: &record::Model,
) -> Result<Vec<CandidateView>> {
    if !seen.shows(Group::Duplicates) {
        return Ok(Vec::new());
    }
    let pairs = rows::duplicate_candidates::of_record(db, &record.county_code, record.id).await?;
    let others = rows::duplicate_candidates::others(db, &pairs).await?;
    let far_sides = rows::duplicate_candidates::far_sides(db, &pairs).await?;
    let known = pairs.iter().filter_map(|pair| Some((pair, others.get(&pair.other_id)?)));
    known
        .map(|(pair, other)| {
            let shown = view(store, (reviewer, seen), pair, other)?;
            Ok(CandidateView { other_side: far_sides.get(&other.id).copied(), ..shown })
        })
        .collect()
}

/// A candidate in another area is shown as existing and by its county only (standards 4).
fn view(
    store: &Store,
    (reviewer, seen): (&Reviewer, Seen),
    pair: &duplicate_candidate::Model,
    other: &record::Model,
) -> Result<CandidateView> {
    let reads = seen.reads(Group::Duplicates);
    let near = in_area(reviewer, other) && reads;
    Ok(CandidateView {
        id: if near { other.id.to_string() } else { String::new() },
        level: level(pair),
        reasons: if reads { reasons(pair) } else { Vec::new() },
        child_name: if near { name(store, other)? } else { String::new() },
        place: if near { place(other)? } else { names::name_in_words(&other.county_code)? },
        state: state_of(other)?,
        same_child: pair.same_child,
        other_side: None,
    })
}

/// The masked name of another record's child; nothing when what rests sealed of it was tampered with.
fn name(store: &Store, other: &record::Model) -> Result<String> {
    let summary = unless_refused(other.key(&store.keys).and_then(|key| Summary::open(&key, other)))?;
    Ok(summary.map_or_else(String::new, |summary| masking::name(&summary.child_name)))
}

/// How sure it is. Pairs of the time before there were levels were equal in all that was compared.
fn level(pair: &duplicate_candidate::Model) -> Level {
    pair.level.as_deref().and_then(Level::from_code).unwrap_or(Level::Probable)
}

fn reasons(pair: &duplicate_candidate::Model) -> Vec<Reason> {
    match &pair.reasons {
        Some(codes) => codes.split(',').filter_map(Reason::from_code).collect(),
        None if pair.matched_by == duplicate_candidate::BY_NUMBER => vec![Reason::NumberEqual],
        None => vec![Reason::NameEqual, Reason::SexEqual, Reason::BirthEqual],
    }
}

/// Whether the record is one of the reviewer's area.
pub(crate) fn in_area(reviewer: &Reviewer, record: &record::Model) -> bool {
    let area = reviewer.area();
    record.county_code == area.county() && area.township().is_none_or(|township| record.township_code == township)
}
