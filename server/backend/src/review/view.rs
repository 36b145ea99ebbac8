//! Rows and records as pages show them: names and numbers of lists masked (standards 1.1), answers in
//! clear for the reviewer of the own area.

use domain::duplicates::{Level, Reason};
use domain::eligibility::Class;
use domain::form::FormKind;
use domain::masking;
use domain::register::State;
use domain::review::Action;
use domain::values::Sex;
use domain::values::date::full_years;
use domain::view::review::{CandidateView, EventView, QueueRow, RecordView};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{claimed_by_other, offered, state_of};
use crate::access::accounts::Reviewer;
use crate::audit;
use crate::audit::Note;
use crate::audit::tables::event;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::register::document::{Document, Summary};
use crate::register::tables::{duplicate_candidate, record, submission};
use crate::review::rows;
use crate::store::Store;

/// A record as a line of the queue.
pub(crate) fn row_view(store: &Store, reviewer: &Reviewer, record: &record::Model, now: i64) -> Result<QueueRow> {
    let summary = Summary::open(&store.keys, record)?;
    Ok(QueueRow {
        id: record.id.to_string(),
        receipt_no: record.receipt_no.clone(),
        form: FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has an unknown form"))?,
        state: state_of(record)?,
        class: Class::from_code(&record.class).ok_or_else(|| Error::internal("a record has an unknown class"))?,
        child_name: masking::name(&summary.child_name),
        id_number: masking::id_number(&summary.id_number),
        age: summary.birth_date.map_or(-1, |born| full_years(born, summary.report_date)),
        sex: Sex::from_code(&summary.sex).map_or_else(String::new, |sex| sex.label().to_owned()),
        place: place(record)?,
        entered_at: record.entered_at,
        findings: u32::try_from(record.findings).unwrap_or(0),
        alert: record.alert,
        duplicates: record.duplicates > 0,
        claimed_by: claimed_by_other(record, reviewer, now).map(|(name, _)| name),
        version: record.version,
    })
}

/// Name of the village, else of the township, else of the county.
fn place(record: &record::Model) -> Result<String> {
    let codes =
        [record.village_code.as_deref(), Some(record.township_code.as_str()), Some(record.county_code.as_str())];
    for code in codes.into_iter().flatten().filter(|code| !code.is_empty()) {
        if let Some(unit) = names::item(code)? {
            return Ok(unit.name);
        }
    }
    Ok(record.county_code.clone())
}

/// A record with all its `versions` as a record before the reviewer.
pub(crate) async fn record_view<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    reviewer: &Reviewer,
    record: &record::Model,
    versions: &[submission::Model],
) -> Result<RecordView> {
    let now = store.clock.millis();
    let version = |number: i32| versions.iter().find(|row| row.version == number);
    let current = version(record.version).ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let document = Document::open(&store.keys, current)?;
    let before = version(record.version - 1).map(|row| Document::open(&store.keys, row)).transpose()?;
    let before = before.map(|document| document.answers);
    let own = is_own(reviewer, versions);
    let claimed = claimed_by_other(record, reviewer, now).is_some();
    let state = state_of(record)?;
    let actions: Vec<Action> = if claimed { Vec::new() } else { offered(record, state, reviewer, own).to_vec() };
    let mine = record.claimed_by == Some(reviewer.account().id());
    let to_us = reviewer.area().township().is_some() && record.offered_to.as_deref() == reviewer.area().township();
    Ok(RecordView {
        row: row_view(store, reviewer, record, now)?,
        answers: document.answers,
        before,
        overrides: document.overrides,
        verdict: document.verdict,
        findings: document.findings,
        ledger: document.ledger,
        candidates: candidates(store, db, reviewer, record).await?,
        history: history(store, db, record).await?,
        actions,
        claimed_until: record.claimed_until.filter(|until| mine && *until > now),
        report_date: document.report_date,
        offered_by: match record.offered_from.as_deref().filter(|_| to_us) {
            Some(from) => Some(names::name_in_words(from)?),
            None => None,
        },
        field_work: super::field_work::of_record(store, db, record, versions).await?,
    })
}

/// Whether the reviewer, under whatever account, submitted any of a record's versions or made the link through which it came.
pub(crate) fn is_own(reviewer: &Reviewer, versions: &[submission::Model]) -> bool {
    let authors: Vec<Uuid> = versions.iter().flat_map(|row| [row.submitted_by, row.link_made_by]).flatten().collect();
    domain::review::is_own_submission(reviewer.account().of_person(), &authors)
}

async fn candidates<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    reviewer: &Reviewer,
    record: &record::Model,
) -> Result<Vec<CandidateView>> {
    let pairs = rows::duplicate_candidates::of_record(db, &record.county_code, record.id).await?;
    let others = rows::duplicate_candidates::others(db, &pairs).await?;
    pairs
        .iter()
        .filter_map(|pair| Some((pair, others.get(&pair.other_id)?)))
        .map(|(pair, other)| candidate_view(store, reviewer, pair, other))
        .collect()
}

/// A candidate in another area is shown as existing and by its county only (standards 4).
fn candidate_view(
    store: &Store,
    reviewer: &Reviewer,
    pair: &duplicate_candidate::Model,
    other: &record::Model,
) -> Result<CandidateView> {
    let near = in_area(reviewer, other);
    Ok(CandidateView {
        id: if near { other.id.to_string() } else { String::new() },
        level: level(pair),
        reasons: reasons(pair),
        child_name: if near { masking::name(&Summary::open(&store.keys, other)?.child_name) } else { String::new() },
        place: if near { place(other)? } else { names::name_in_words(&other.county_code)? },
        state: state_of(other)?,
        same_child: pair.same_child,
    })
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

async fn history<C: ConnectionTrait>(store: &Store, db: &C, record: &record::Model) -> Result<Vec<EventView>> {
    let events = audit::rows::history::of_record(db, &record.county_code, record.id).await?;
    events.iter().map(|row| event_view(store, row)).collect()
}

fn event_view(store: &Store, row: &event::Model) -> Result<EventView> {
    let note = Note::open(&store.keys, row)?;
    Ok(EventView {
        at: row.at,
        by: row.actor_name.clone(),
        action: Action::from_code(&row.action).filter(|action| action.decides() || !action.moves()),
        state: State::from_code(&row.to_state).ok_or_else(|| Error::internal("an event has an unknown state"))?,
        reason: note.reason,
        comments: note.comments,
    })
}
