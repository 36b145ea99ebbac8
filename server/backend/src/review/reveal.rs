//! A masked group of fields of one record, looked at in full for a reason (查看全文): the look is in the trail and in the
//! history of the record before anybody sees it.

use domain::access::{Action as Right, Group, Level};
use domain::form::summary;
use domain::forms::form;
use domain::masking;
use domain::problem::Problem;
use domain::review::{Action, RevealWhy};
use domain::view::fieldwork::PictureView;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{field_work, rows, state_of};
use crate::access::accounts::Reviewer;
use crate::audit::pen::Act;
use crate::audit::rows::trail;
use crate::audit::{Actor, Entry, Kind, Note, pen};
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Document, Summary, form_of};
use crate::register::seen::Seen;
use crate::register::tables::record;
use crate::store::Store;

/// Most groups that one person looks at in full in an hour.
const AN_HOUR: u64 = 60;

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// How long pictures open after they were revealed, in milliseconds.
const PICTURES_OPEN: i64 = 5 * 60_000;

/// What is asked for, as the page says it before anything is shown.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Name of the child, masked.
    pub child_name: String,
    /// Receipt number.
    pub receipt_no: String,
    /// The group.
    pub group: Group,
}

/// A group in full.
#[derive(Clone, Debug)]
pub struct Revealed {
    /// What was asked for.
    pub asked: Asked,
    /// Official labels and answers, in the order of the form.
    pub rows: Vec<(String, String)>,
    /// Pictures, which open for a few minutes.
    pub pictures: Vec<PictureView>,
}

/// What somebody is about to look at.
///
/// # Errors
/// [`Problem::NotFound`] when the record is not shown, or the group not masked for a reason; [`Problem::Forbidden`].
pub async fn asked(store: &Store, reviewer: &Reviewer, id: Uuid, group: Group) -> Result<Asked> {
    let (record, _) = masked(store, &store.db, reviewer, (id, group)).await?;
    said(store, &record, group)
}

/// The group in full.
///
/// # Errors
/// As [`asked`]; [`Problem::TooManyAttempts`] for somebody who looked at too much within an hour.
pub async fn reveal(store: &Store, reviewer: &Reviewer, id: Uuid, group: Group, why: &RevealWhy) -> Result<Revealed> {
    let (record, seen) = masked(store, &store.db, reviewer, (id, group)).await?;
    write(store, (reviewer.account().person(), &reviewer.actor()), (&record, seen), group, why).await
}

/// Writes down that somebody looks at a group, and gives it.
pub(crate) async fn write(
    store: &Store,
    (person, actor): (Uuid, &Actor),
    (record, seen): (&record::Model, Seen),
    group: Group,
    why: &RevealWhy,
) -> Result<Revealed> {
    let (tx, now) = (store.begin().await?, store.clock.millis());
    let looked = trail::count_by(&*tx, &record.county_code, person, Kind::RecordRevealed, now - HOUR).await?;
    if looked >= AN_HOUR {
        return Err(Problem::TooManyAttempts { retry_after: 600 }.into());
    }
    let versions = register::rows::submissions::of_record(&*tx, &record.county_code, record.id).await?;
    let current = versions.iter().find(|row| row.version == record.version);
    let key = record.key(&store.keys)?;
    let current = current.ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let document = Document::open(&key, current)?;
    let form = form(form_of(record)?);
    let fields = form.fields().filter(|field| Group::of_field(field.key) == Some(group));
    let answered = fields.filter(|field| document.answers.value(field.key).is_some());
    let rows = answered
        .map(|field| (field.official_label(), summary::answer(form, field, &document.answers, document.report_date)));
    let revealed = Revealed {
        asked: said(store, record, group)?,
        rows: rows.collect(),
        pictures: match group {
            Group::Pictures => field_work::pictures_of(&*tx, &versions).await?,
            _ => Vec::new(),
        },
    };
    let note = Note { reason: Some(format!("{}，{}", group.label(), why.in_words())), ..Note::default() };
    let act = Act { at: now, actor, action: Action::Reveal, from: Some(state_of(record)?), subject: record.subject() };
    let mut trace = act.trace(&key, store.new_id(), &note)?;
    trace.entry.groups = vec![group.code()];
    trace.entry.actor.relation = seen.relation().code();
    trace.entry = trace.entry.with("reason", why.reason().code());
    pen::write(store, &tx, &[trace]).await?;
    tx.commit().await?;
    Ok(revealed)
}

/// Whether this person revealed the group of the record a few minutes ago, in this session.
pub(super) async fn lately<C: ConnectionTrait>(
    db: &C,
    store: &Store,
    reviewer: &Reviewer,
    record: &record::Model,
    group: Group,
) -> Result<bool> {
    let now = store.clock.millis();
    let mut entry =
        Entry::new(&record.county_code, now, Kind::RecordRevealed, reviewer.actor()).of("record", record.id);
    entry.version = Some(record.version);
    entry.groups = vec![group.code()];
    trail::repeats(db, &entry, now - PICTURES_OPEN).await
}

/// A record that is shown to the reviewer with this group masked, and whom the table lets look at it in full.
async fn masked<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    reviewer: &Reviewer,
    (id, group): (Uuid, Group),
) -> Result<(record::Model, Seen)> {
    let record = rows::record::visible(db, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let seen = Seen::of(reviewer.account(), &record, store.clock.today())?;
    may_reveal(seen, group)?;
    Ok((record, seen))
}

/// Whether this group is masked and shown in full for a reason.
pub(crate) fn may_reveal(seen: Seen, group: Group) -> Result<()> {
    if seen.level(group) != Level::Reveal {
        return Err(Problem::NotFound.into());
    }
    seen.may(Right::RecordReveal)?;
    Ok(())
}

/// What the page says before anything is shown.
pub(crate) fn said(store: &Store, record: &record::Model, group: Group) -> Result<Asked> {
    let child_name = masking::name(&Summary::open(&record.key(&store.keys)?, record)?.child_name);
    Ok(Asked { child_name, receipt_no: record.receipt_no.clone(), group })
}
