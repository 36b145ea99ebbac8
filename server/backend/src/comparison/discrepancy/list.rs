//! The discrepancies of an area as those who work on them see them.

use std::collections::HashMap;

use domain::access::{Action, Group};
use domain::comparison::Item;
use domain::comparison::discrepancy::{DiscrepancyAction, DiscrepancyState};
use domain::divisions::Level;
use domain::form::{Answers, FormKind, summary};
use domain::forms::form;
use domain::problem::Problem;
use domain::values::date;
use uuid::Uuid;

use super::super::department::department_of;
use super::act::offered;
use super::words::Words;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::unless_refused;
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Summary, form_of};
use crate::register::rows::discrepancies;
use crate::register::seen::Seen;
use crate::register::tables::{discrepancy, record};
use crate::store::Store;

/// A discrepancy before somebody.
#[derive(Clone, Debug)]
pub struct DiscrepancyLine {
    /// The record.
    pub record: Uuid,
    /// Its id.
    pub id: Uuid,
    /// Its version: an act names the one that was read.
    pub version: i32,
    /// Receipt number; empty for a department.
    pub receipt_no: String,
    /// The child's name as far as it is shown.
    pub child_name: String,
    /// Form.
    pub form: FormKind,
    /// Whose item it is.
    pub item: Item,
    /// Where it stands.
    pub state: DiscrepancyState,
    /// It is about identity, death, age or the county of the hukou.
    pub red: bool,
    /// Day on which it is due, and whether that is past.
    pub due_on: Option<(domain::Date, bool)>,
    /// The fields that differ: official label, what was declared, what the department has.
    pub differences: Vec<(String, String, String)>,
    /// The fields that a correction may change, by key.
    pub fields: Vec<String>,
    /// What is to be said beside the fields.
    pub notes: Vec<&'static str>,
    /// The department's own words.
    pub note: String,
    /// What was done, the oldest first.
    pub lines: Vec<super::words::Line>,
    /// What this person may do now.
    pub actions: Vec<DiscrepancyAction>,
    /// What was declared, of the fields that a correction may change.
    pub declared: Answers,
}

/// The open discrepancies before an account: of its county, township or village; of a department those that it was asked to
/// look at again. The look is in the trail before anybody sees it.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who has nothing to do with them.
pub async fn list(store: &Store, account: &Account) -> Result<Vec<DiscrepancyLine>> {
    let (rows, records) = found(store, account).await?;
    let records: HashMap<Uuid, record::Model> = records.into_iter().map(|record| (record.id, record)).collect();
    let mut lines = Vec::new();
    for row in rows {
        let Some(record) = records.get(&row.record_id) else { continue };
        if let Some(line) = unless_refused(line(store, account, record, &row).await)?.flatten() {
            lines.push(line);
        }
    }
    let subjects = lines.iter().map(|line| line.record).collect();
    let entry = Entry::new(account.county_code(), store.clock.millis(), Kind::List, account.actor());
    pen::record(store, &entry.with("of", "discrepancies").about(subjects)).await?;
    Ok(lines)
}

/// One of them.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn one(store: &Store, account: &Account, record: Uuid, id: Uuid) -> Result<DiscrepancyLine> {
    let county = account.county_code();
    let row = discrepancies::by_id(&store.db, county, record, id).await?.ok_or(Problem::NotFound)?;
    let record = register::rows::records::by_id(&store.db, county, record).await?.ok_or(Problem::NotFound)?;
    let line = line(store, account, &record, &row).await?.ok_or(Problem::NotFound)?;
    let entry = Entry::new(county, store.clock.millis(), Kind::DiscrepancyOpened, account.actor());
    pen::record(store, &entry.of("record", record.id).with("discrepancy", id.to_string())).await?;
    Ok(line)
}

async fn found(store: &Store, account: &Account) -> Result<(Vec<discrepancy::Model>, Vec<record::Model>)> {
    let county = account.county_code();
    if account.may(Action::ItemAnswer) {
        let items: Vec<&str> = Item::of(department_of(account)?).map(Item::code).collect();
        let state = DiscrepancyState::ToDepartment.code();
        let rows = discrepancies::in_state(&store.db, county, state, &items).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.record_id).collect();
        let records = register::rows::records::of_county(&store.db, county, &ids).await?;
        return Ok((rows, records));
    }
    let works = [Action::DiscrepancySort, Action::DiscrepancyAnswer, Action::DiscrepancyCheck];
    if !works.into_iter().any(|action| account.may(action)) {
        return Err(Problem::NotFound.into());
    }
    let code = account.division().to_string();
    let (township, village) = match account.division().level() {
        Level::County => (None, None),
        Level::Township => (Some(code.as_str()), None),
        Level::Village => (None, Some(code.as_str())),
        _ => return Err(Problem::NotFound.into()),
    };
    let records = discrepancies::records(&store.db, county, township, village).await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    Ok((discrepancies::open_of(&store.db, county, &ids).await?, records))
}

/// A discrepancy as far as it is shown; nothing to who may not know of it, or has no part in it.
async fn line(
    store: &Store,
    account: &Account,
    record: &record::Model,
    row: &discrepancy::Model,
) -> Result<Option<DiscrepancyLine>> {
    let item = Item::from_code(&row.item).ok_or_else(|| Error::internal("a discrepancy of an unknown item"))?;
    let state = DiscrepancyState::from_code(&row.state);
    let state = state.ok_or_else(|| Error::internal("a discrepancy in an unknown state"))?;
    let of_department = account.may(Action::ItemAnswer);
    let seen = if of_department {
        let own = department_of(account)? == item.department() && state == DiscrepancyState::ToDepartment;
        if !own {
            return Ok(None);
        }
        None
    } else {
        match Seen::of(account, record, store.clock.today()) {
            Ok(seen) => Some(seen),
            Err(error) if error.problem() == Some(&Problem::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        }
    };
    let key = record.key(&store.keys)?;
    let words = Words::open(&key, row)?;
    let kind = form_of(record)?;
    let declared =
        register::rows::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
    let declared = declared.ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let answers = crate::register::document::Document::open(&key, &declared)?.answers;
    let fields = words.fields(item);
    // Who may read the item's group of fields in full reads what differs; anybody else learns that it does.
    let reads = |field: &str| seen.is_none_or(|seen| seen.reads_field(field) || seen.reads(Group::Compare));
    let shown = |field: &str, value: Option<&domain::form::Value>| {
        let described = form(kind).field(field).map(|described| summary::display(described, value));
        described.filter(|words| !words.is_empty()).unwrap_or_else(|| "（没有填）".to_owned())
    };
    let label = |field: &str| {
        form(kind).field(field).map_or_else(|| field.to_owned(), |field| field.official_label().to_owned())
    };
    let differences = words.outcome.differences.iter().filter(|one| reads(&one.field)).map(|one| {
        (label(&one.field), shown(&one.field, one.declared.as_ref()), shown(&one.field, one.department.as_ref()))
    });
    let notes = words.outcome.notes.iter().map(|note| note.label());
    let proposals = words.outcome.proposals.iter().map(|proposal| proposal.label());
    let alert = words.outcome.alert.iter().map(|alert| alert.label());
    let summary = Summary::open(&key, record)?;
    let full = of_department || seen.is_some_and(|seen| seen.reads(Group::Name));
    let due = row.due_on.as_deref().and_then(|day| date::parse(day).ok());
    let mut own_values = Answers::default();
    for field in &fields {
        if let Some(value) = answers.value(field).filter(|_| reads(field)) {
            own_values.set(field.clone(), value.clone());
        }
    }
    Ok(Some(DiscrepancyLine {
        record: record.id,
        id: row.id,
        version: row.version,
        receipt_no: if of_department { String::new() } else { record.receipt_no.clone() },
        child_name: if full { summary.child_name } else { domain::masking::name(&summary.child_name) },
        form: kind,
        item,
        state,
        red: row.red,
        due_on: due.map(|day| (day, day < store.clock.today())),
        differences: differences.collect(),
        fields,
        notes: notes.chain(proposals).chain(alert).collect(),
        note: words.answer.note.clone(),
        actions: offered(store, account, record, row, (item, state))?,
        lines: words.lines,
        declared: own_values,
    }))
}
