//! A synthetic record as rows: the same checks, sealing and rows as a real submission.

use domain::checks;
use domain::divisions::DivisionCode;
use domain::form::Asker;
use domain::register::State;
use domain::review::Action;
use jiff::Timestamp;
use uuid::{Builder, Uuid};

use super::history::Step;
use super::random::Random;
use super::sample::Sample;
use crate::audit::pen::Act;
use crate::audit::tables::event;
use crate::audit::{Actor, ActorKind, Note};
use crate::crypt::record_key::RecordKey;
use crate::declare::submissions::{Origin, record_row, version_row};
use crate::declare::unchecked::Unchecked;
use crate::error::{Error, Result};
use crate::register::duplicates::Facts;
use crate::register::hash::{Hash, Kind};
use crate::register::tables::{duplicate_candidate, record, submission};
use crate::register::{duplicates, hashes, receipt};
use crate::store::Store;
use crate::store::clock::day;

/// Receipt serials: 30⁷ of them; the multiplier shares no factor with 30, so serials never meet.
const SERIALS: u64 = 21_870_000_000;
const SERIAL_STEP: u64 = 7_919_191_933;

/// The rows of a record.
#[derive(Debug)]
pub(super) struct Filed {
    pub(super) record: record::Model,
    pub(super) submission: submission::Model,
    pub(super) events: Vec<event::Model>,
    pub(super) lookups: Vec<(Kind, Hash)>,
    pub(super) facts: Facts,
}

/// What the seed decides about a record beside its answers.
#[derive(Debug)]
pub(super) struct Filing {
    /// Number of the record within the seed.
    pub(super) number: u64,
    /// The seed.
    pub(super) seed: u64,
    /// When it came in, Unix milliseconds.
    pub(super) at: i64,
    /// Moves since.
    pub(super) steps: Vec<Step>,
    /// Township to which it is offered, when the last move is a transfer.
    pub(super) offered_to: Option<String>,
}

/// Checks and seals a sample.
///
/// # Errors
/// If the sample would not be let in: the generator is wrong.
pub(super) fn file(store: &Store, sample: Sample, filing: &Filing) -> Result<Filed> {
    let mut ids = Random::new(filing.seed ^ 0x5EED, filing.number);
    let id = id_at(filing.at, &mut ids)?;
    let name = match sample.asker {
        Asker::Family => "示例家长",
        Asker::Worker | Asker::System => "示例儿童主任",
    };
    let origin = Origin { actor: Actor { name: name.to_owned(), ..Actor::default() }, ..Origin::default() };
    let declaration = Unchecked {
        form: sample.form,
        channel: sample.channel.to_owned(),
        answers: sample.answers,
        overrides: sample.overrides,
        asker: sample.asker,
    };
    let checked = declaration.check_with(store, checks::Facts::default())?;
    let key = RecordKey::fresh(&store.keys, &checked.county, id)?;
    let mut record = record_row(&key, (id, 1), &checked, &origin, filing.at)?;
    record.receipt_no = receipt_no(filing)?;
    let submission = version_row(&key, &record, id, id.as_bytes()[..].to_vec(), &checked, &origin)?;
    let lookups = hashes::of_answers(&store.keys, &checked.document.answers);
    let facts = Facts::of(&checked.document.answers);
    let mut events = Vec::with_capacity(1 + filing.steps.len());
    let act =
        Act { at: filing.at, actor: &origin.actor, action: Action::Submit, from: None, subject: record.subject() };
    events.push(act.trace(&key, id_at(filing.at, &mut ids)?, &Note::default())?.history);
    for step in &filing.steps {
        take(&key, &mut record, step, &mut ids, &mut events)?;
    }
    if filing.steps.last().is_some_and(|step| step.action == Action::Transfer) {
        record.offered_from = Some(record.township_code.clone());
        record.offered_to.clone_from(&filing.offered_to);
    }
    Ok(Filed { record, submission, events, lookups, facts })
}

fn take(
    key: &RecordKey,
    record: &mut record::Model,
    step: &Step,
    ids: &mut Random,
    events: &mut Vec<event::Model>,
) -> Result<()> {
    record.moved_at += step.after;
    record.state = step.to.code().to_owned();
    match step.to {
        State::TownshipReviewed => record.standing_version = Some(record.version),
        State::Verified => record.verified_version = Some(record.version),
        _ => {}
    }
    let id = id_at(record.moved_at, ids)?;
    let unit = if step.county { &record.county_code } else { &record.township_code };
    let name = if step.county { "示例区民政" } else { "示例督导员" };
    let id_of = Some(reviewer_of(unit));
    let actor = &Actor { kind: ActorKind::Account, id: id_of, name: name.to_owned(), ..Actor::default() };
    let act = Act { at: record.moved_at, actor, action: step.action, from: Some(step.from), subject: record.subject() };
    events.push(act.trace(key, id, &step.note)?.history);
    Ok(())
}

/// The id under which the made-up reviewer of a unit acts; no account has it.
fn reviewer_of(unit: &str) -> Uuid {
    let code = DivisionCode::parse(unit).map_or(0, |code| code.to_string().parse().unwrap_or(0));
    Builder::from_u128(code).with_version(uuid::Version::Custom).into_uuid()
}

/// A UUIDv7 of the instant with bits of the seed.
fn id_at(at: i64, ids: &mut Random) -> Result<Uuid> {
    let mut bits = [0; 10];
    bits[..8].copy_from_slice(&ids.next().to_be_bytes());
    bits[8..].copy_from_slice(&ids.next().to_be_bytes()[..2]);
    let millis = u64::try_from(at).map_err(|_| Error::internal("an instant before 1970"))?;
    Ok(Builder::from_unix_timestamp_millis(millis, &bits).into_uuid())
}

fn receipt_no(filing: &Filing) -> Result<String> {
    let at = Timestamp::from_millisecond(filing.at).map_err(|_| Error::internal("an instant out of range"))?;
    // One serial in 31 has no check character. The lowest place is left free to step around it, so numbers
    // of different records never meet.
    let first = u128::from(filing.number) * 30 * u128::from(SERIAL_STEP) % u128::from(SERIALS);
    let first = u64::try_from(first).unwrap_or(0);
    (0..30)
        .find_map(|more| receipt::of_serial(day(at).year(), first + more))
        .ok_or_else(|| Error::internal("no receipt number"))
}

/// The rows that say that two records may be of the same child; none when they do not look so.
pub(super) fn candidates(store: &Store, one: &Filed, other: &Filed) -> Vec<duplicate_candidate::Model> {
    let party = |one: &Filed| (one.record.county_code.clone(), one.record.id);
    duplicates::pair(&store.keys, (party(one), &one.facts), (party(other), &other.facts))
        .map_or_else(Vec::new, |pair| pair.rows().into())
}
