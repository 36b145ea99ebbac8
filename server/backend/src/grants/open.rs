//! The records that a grant opens, as far as the profile of granted records and the groups that were asked for show them.

use domain::Date;
use domain::access::{Action, Group, Relation};
use domain::form::{Answers, Form, FormKind, Part, summary};
use domain::forms::form;
use domain::problem::Problem;
use domain::register::State;
use domain::review::RevealWhy;
use domain::view::review::RevealView;
use uuid::Uuid;

use super::rows;
use super::state::Kind;
use super::tables::grant_holder;
use crate::access::accounts::Account;
use crate::audit::rows::trail;
use crate::audit::{self, Actor, Entry, pen};
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Document, Summary, form_of, state_of};
use crate::register::seen::Seen;
use crate::register::tables::{record, submission};
use crate::review::reveal::{Asked, Revealed};
use crate::review::{looked, reveal, view};
use crate::store::Store;

/// A record that this person may open.
#[derive(Clone, Debug)]
pub struct GrantedRecord {
    /// Its id.
    pub record: Uuid,
    /// Receipt number.
    pub receipt_no: String,
    /// Name of the child, masked.
    pub child_name: String,
    /// It was opened in an emergency.
    pub emergency: bool,
    /// Until when, Unix milliseconds.
    pub ends_at: i64,
}

/// A record, opened by a grant.
#[derive(Clone, Debug)]
pub struct GrantedView {
    /// What the list says of it.
    pub line: GrantedRecord,
    /// Form.
    pub form: FormKind,
    /// State.
    pub state: State,
    /// Answers that are shown, part by part: official labels and words.
    pub parts: Vec<(Part, Vec<(String, String)>)>,
    /// Name of the class of the verdict, where it is shown.
    pub verdict: Option<&'static str>,
    /// What puts the child into the key-care ledger, where that is shown.
    pub ledger: Vec<&'static str>,
    /// What is masked and shown in full for a reason.
    pub reveals: Vec<RevealView>,
}

/// The records that this person may open now.
///
/// # Errors
/// If the database refuses.
pub async fn held(store: &Store, account: &Account) -> Result<Vec<GrantedRecord>> {
    let mut lines = Vec::new();
    for row in rows::held(&store.db, (account.county_code(), account.person()), store.clock.millis()).await? {
        if let Some(record) = register::rows::records::by_id(&store.db, &row.owner_county, row.record_id).await? {
            lines.push(line(store, &row, &record)?);
        }
    }
    Ok(lines)
}

/// Opens a record by a grant; the look is in the trail before anybody sees it.
///
/// # Errors
/// [`Problem::NotFound`] without a grant that is in force.
pub async fn granted(store: &Store, account: &Account, id: Uuid) -> Result<GrantedView> {
    let (row, record, seen) = reached(store, account, id).await?;
    seen.may(Action::RecordOpen)?;
    let document = Document::open(&record.key(&store.keys)?, &current(store, &record).await?)?;
    let mut entry = Entry::new(&record.county_code, store.clock.millis(), audit::Kind::RecordOpened, actor(account));
    entry = entry.of("record", record.id).with("grant", row.grant_id.to_string());
    entry.version = Some(record.version);
    entry.groups = seen.groups(&document.answers);
    if !trail::repeats(&store.db, &entry, entry.at - looked::ONE_LOOK).await? {
        pen::record(store, &entry).await?;
    }
    let form = form(form_of(&record)?);
    let shown = seen.answers(&document.answers);
    let parts = parts(form, &shown, document.report_date);
    Ok(GrantedView {
        line: line(store, &row, &record)?,
        form: form.kind,
        state: state_of(&record)?,
        parts,
        verdict: seen.reads(Group::Verdict).then(|| document.verdict.class.label()),
        ledger: document.ledger.iter().filter(|_| seen.reads(Group::Ledger)).map(|one| one.label()).collect(),
        reveals: view::reveals(seen, form, &document, 0),
    })
}

/// What somebody is about to look at in full.
///
/// # Errors
/// As [`granted`].
pub async fn reveal_granted_asked(store: &Store, account: &Account, id: Uuid, group: Group) -> Result<Asked> {
    let (_, record, seen) = reached(store, account, id).await?;
    reveal::may_reveal(seen, group)?;
    reveal::said(store, &record, group)
}

/// A masked group of a granted record in full.
///
/// # Errors
/// As [`crate::review::reveal()`].
pub async fn reveal_granted(
    store: &Store,
    account: &Account,
    id: Uuid,
    group: Group,
    why: &RevealWhy,
) -> Result<Revealed> {
    let (_, record, seen) = reached(store, account, id).await?;
    reveal::may_reveal(seen, group)?;
    reveal::write(store, (account.person(), &actor(account)), (&record, seen), group, why).await
}

/// The answers that are there, part by part: official labels and words.
pub(crate) fn parts(form: &Form, answers: &Answers, on: Date) -> Vec<(Part, Vec<(String, String)>)> {
    let mut parts: Vec<(Part, Vec<(String, String)>)> = Vec::new();
    for section in form.sections {
        let answered = section.fields.iter().filter(|field| answers.value(field.key).is_some());
        let rows: Vec<_> =
            answered.map(|field| (field.official_label(), summary::answer(form, field, answers, on))).collect();
        match parts.iter_mut().find(|(part, _)| *part == section.part) {
            Some((_, of_part)) => of_part.extend(rows),
            None if rows.is_empty() => {}
            None => parts.push((section.part, rows)),
        }
    }
    parts
}

fn actor(account: &Account) -> Actor {
    Actor { relation: Relation::Granted.code(), ..account.actor() }
}

/// A record for which this person holds a grant, and what it shows.
async fn reached(store: &Store, account: &Account, id: Uuid) -> Result<(grant_holder::Model, record::Model, Seen)> {
    let held = rows::held(&store.db, (account.county_code(), account.person()), store.clock.millis()).await?;
    let row = held.into_iter().rfind(|row| row.record_id == id).ok_or(Problem::NotFound)?;
    let record = register::rows::records::by_id(&store.db, &row.owner_county, id).await?.ok_or(Problem::NotFound)?;
    let groups: Vec<Group> = row.groups.split(',').filter_map(Group::from_code).collect();
    let seen = Seen::granted(account, &record, &groups, store.clock.today())?;
    Ok((row, record, seen))
}

async fn current(store: &Store, record: &record::Model) -> Result<submission::Model> {
    let row = register::rows::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
    row.ok_or_else(|| Error::internal("a record lacks its current version"))
}

fn line(store: &Store, row: &grant_holder::Model, record: &record::Model) -> Result<GrantedRecord> {
    Ok(GrantedRecord {
        record: record.id,
        receipt_no: record.receipt_no.clone(),
        child_name: domain::masking::name(&Summary::open(&record.key(&store.keys)?, record)?.child_name),
        emergency: row.kind == Kind::Emergency.code(),
        ends_at: row.ends_at,
    })
}
