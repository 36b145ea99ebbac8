//! A declaration that a worker took down enters the register, or comes back.

use domain::Date;
use domain::checks::unknown_fields;
use domain::divisions::DivisionCode;
use domain::fieldwork::message::{Corrects, Recorded};
use domain::fieldwork::{Declared, Message};
use domain::form::journey::prune;
use domain::form::{Answers, Asker};
use domain::forms::{accepts, form, keys};
use domain::problem::Problem;
use domain::values::{date, text};
use domain::view::declare::Consent;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Device;
use super::refused::{Refusal, replaced, settles};
use super::unseal::Hash;
use crate::consent::was_published;
use crate::declare::checking::Checked;
use crate::declare::submissions::{Origin, state_of};
use crate::declare::unchecked::Unchecked;
use crate::declare::{correction, submissions};
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Document, TakenDown};
use crate::register::seen::Seen;
use crate::register::tables::record;
use crate::store::Store;

/// What became of a declaration.
#[derive(Clone, Debug)]
pub(crate) enum Entered {
    /// It is in the register under this receipt number.
    Taken(String),
    /// It goes back.
    Refused(Box<Refusal>),
}

/// Enters a declaration.
///
/// # Errors
/// [`Error::Internal`] only: then nothing was written, and it may come again.
pub(crate) async fn enter(
    store: &Store,
    device: &Device,
    (id, hash): (Uuid, Hash),
    message: &Message,
    declared: &Declared,
) -> Result<Entered> {
    let done = match &declared.corrects {
        None => first(store, device, (id, hash), message, declared).await,
        Some(corrects) => match corrected(store, device, (id, hash), message, declared, corrects).await {
            // Somebody else was first, before or while this was being written.
            Err(Error::Problem(Problem::DraftChanged | Problem::ActionNotOffered { .. })) => {
                conflict(store, device, declared, corrects).await
            }
            done => done,
        },
    };
    match done {
        Err(Error::Problem(problem)) => {
            let mut refusal = Refusal::declaration(declared, problem);
            if let Some(words) = wrong_clock(store.clock.today(), &message.written_on) {
                refusal.add(&words);
            }
            Ok(Entered::Refused(Box::new(refusal)))
        }
        done => done,
    }
}

/// What to say about a phone whose calendar is days away from the server's. A message may wait for long, so only
/// a day to come says that the clock is wrong.
fn wrong_clock(today: Date, written_on: &str) -> Option<String> {
    let phone = date::parse(written_on).ok().filter(|day| *day > today)?;
    let (phone, today) = (date::chinese(phone), date::chinese(today));
    Some(format!("登记时手机上的日期是{phone}，而今天是{today}：请先把手机的日期改对，再核对登记表里的日期。"))
}

async fn first(
    store: &Store,
    device: &Device,
    (id, hash): (Uuid, Hash),
    message: &Message,
    declared: &Declared,
) -> Result<Entered> {
    let checked = checked(store, device, (message, declared), None).await?;
    let origin = origin(store, device, id, declared);
    let (receipt, _) = submissions::enter(store, id, hash.to_vec(), checked, origin).await?;
    Ok(Entered::Taken(receipt.receipt_no))
}

async fn corrected(
    store: &Store,
    device: &Device,
    (id, hash): (Uuid, Hash),
    message: &Message,
    declared: &Declared,
    corrects: &Corrects,
) -> Result<Entered> {
    let was = own_record(store, device, corrects).await?;
    correction::state_after(state_of(&was)?)?;
    if was.version != corrects.version {
        return Err(Problem::DraftChanged.into());
    }
    let checked = checked(store, device, (message, declared), was.holder).await?;
    let origin = origin(store, device, id, declared);
    let place = (was.county_code.as_str(), was.id);
    let (receipt, _) =
        correction::enter(store, id, hash.to_vec(), &checked, &origin, place, Some(corrects.version)).await?;
    Ok(Entered::Taken(receipt.receipt_no))
}

/// Both versions go back: what stands in the register, what the phone started from, and what it made of that.
async fn conflict(store: &Store, device: &Device, declared: &Declared, corrects: &Corrects) -> Result<Entered> {
    let now = own_record(store, device, corrects).await?;
    let theirs = answers(store, &now, now.version).await?;
    let theirs = theirs.ok_or_else(|| Error::internal("a record lacks its version"))?;
    let base = answers(store, &now, corrects.version).await?;
    // Of what is not shown to the worker in full, the phone hears nothing but its own.
    let seen = Seen::of(device.worker().account(), &now, store.clock.today())?;
    let theirs = seen.over(&declared.answers, &theirs);
    let base = base.map(|base| seen.over(&declared.answers, &base));
    let state = state_of(&now)?;
    let reason = if correction::state_after(state).is_ok() {
        "这份登记在您更正期间已被别人改动，请逐项选择用哪一个，再重新上传。".to_owned()
    } else {
        format!("这份登记现在是“{}”，暂时不能更正；您写的内容还在。如需更正，请联系儿童督导员。", state.label())
    };
    Ok(Entered::Refused(Box::new(Refusal::conflict(declared, reason, (now.id, now.version), theirs, base))))
}

/// The record that a worker corrects.
async fn own_record(store: &Store, device: &Device, corrects: &Corrects) -> Result<record::Model> {
    let id = Uuid::try_parse(&corrects.record).map_err(|_| Problem::NotFound)?;
    let record = record(&store.db, id).await?.filter(|record| device.has(record));
    record.ok_or_else(|| Problem::NotFound.into())
}

/// A record in whatever county it is now: it has the id of its first submission.
pub(crate) async fn record<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<record::Model>> {
    let found = register::rows::submissions::with_records(db, &[id]).await?;
    Ok(found.into_values().map(|(_, record)| record).find(|record| record.id == id))
}

async fn answers(store: &Store, record: &record::Model, version: i32) -> Result<Option<Answers>> {
    let row = register::rows::submissions::version(&store.db, &record.county_code, record.id, version).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Document::open(&record.key(&store.keys)?, &row)?.answers))
}

/// The declaration as it is checked: without answers whose question no longer applies.
fn declaration(store: &Store, declared: &Declared) -> Result<Unchecked> {
    let kind = declared.form;
    if !accepts(kind, &declared.form_version) {
        return Err(Problem::UnknownFormVersion.into());
    }
    let mut answers = declared.answers.clone();
    if let Some(field) = unknown_fields(form(kind), &answers).first() {
        return Err(Problem::UnknownField { field: (*field).to_owned() }.into());
    }
    // Facts of a version, not of the child: a corrected version gets its own.
    for field in [keys::REPORTING_UNIT.name(), keys::COLLECTION_METHOD.name()] {
        answers.remove(field);
    }
    let as_of: Date = answers.get(keys::REPORT_DATE).unwrap_or_else(|| store.clock.today());
    Ok(Unchecked {
        form: kind,
        channel: declared.channel.clone(),
        answers: prune(form(kind), &answers, as_of),
        overrides: declared.overrides.clone(),
        asker: Asker::Worker,
    })
}

/// Checked as any declaration, and how it was taken down.
async fn checked(
    store: &Store,
    device: &Device,
    (message, declared): (&Message, &Declared),
    holder: Option<Uuid>,
) -> Result<Checked> {
    let mut checked = declaration(store, declared)?.check(store, holder).await?;
    // What nobody published cannot have been read out.
    if !was_published(store, device.county(), &declared.consent.notice_version).await? {
        return Err(Problem::ConsentMissing.into());
    }
    // An address may end at the township. Who took it down at the door works in the village, and is to hear of it again.
    let owner = &mut checked.owner;
    let worker = device.worker();
    if owner.village.is_none() && owner.township.is_some_and(|township| township.to_string() == worker.township()) {
        owner.village = worker.village().and_then(|village| DivisionCode::parse(village).ok());
    }
    checked.document.taken_down = Some(TakenDown {
        consent: Recorded { by: text::clean(&declared.consent.by), ..declared.consent.clone() },
        household: declared.household.clone(),
        written_on: message.written_on.clone(),
    });
    Ok(checked)
}

fn origin(store: &Store, device: &Device, id: Uuid, declared: &Declared) -> Origin {
    let account = device.worker().account();
    Origin {
        submitted_by: Some(account.id()),
        actor: device.actor(),
        // When it was given is known by the phone's clock only, which may be wrong; when it came is certain.
        consent: Some(Consent {
            by: String::new(),
            notice_version: declared.consent.notice_version.clone(),
            given_at: store.clock.millis(),
        }),
        form_version: Some(declared.form_version.clone()),
        settles: replaced(declared).map(|kept| settles(store, device, kept, id)),
        ..Origin::default()
    }
}
