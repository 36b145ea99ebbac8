//! What a browser is not shown before somebody has proved to be a guardian.

use domain::form::{Answers, Value};
use domain::forms::keys;
use domain::masking;
use domain::problem::Problem;
use domain::register::State;
use domain::values::{NationalId, Phone};
use uuid::Uuid;

use crate::declare::declarations::{current, own_record};
use crate::declare::drafts::Draft;
use crate::declare::pass::Pass;
use crate::declare::rows;
use crate::declare::rows::drafts::Which;
use crate::declare::submissions::state_of;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register;
use crate::store::Store;

/// Adults whose numbers a record has, parents first; and the answer that says how a parent stands to the child.
const ADULTS: [(&str, Option<&str>); 4] = [
    ("father_phone", Some("father_status")),
    ("mother_phone", Some("mother_status")),
    ("other_guardian_phone", None),
    ("entrusted_carer_phone", None),
];

/// Code of a parent who is no guardian any more by a court's word (被撤销监护资格).
const REVOKED: &str = "guardianship_revoked";

/// A declaration of the family that is not shown in this browser yet.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// The record, or the draft that is none yet.
    pub id: Uuid,
    /// Number and state of what was submitted; nothing for a draft.
    pub submitted: Option<(String, State)>,
    /// The mobile numbers in it, masked, in the order in which one of them is chosen.
    pub phones: Vec<String>,
}

/// What is hidden from this browser, newest first; nothing when it is the family's own, or a guardian's.
///
/// # Errors
/// The problems of the link.
pub async fn hidden(store: &Store, link_holder: &LinkHolder) -> Result<Vec<Hidden>> {
    let pass = Pass::of(store, link_holder).await?;
    if pass.answers().is_err() || pass.own_browser() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    let county = link_holder.county().to_string();
    if let Some(row) = rows::drafts::newest(&store.db, &county, link_holder.holder(), Which::First).await? {
        let draft = Draft::open(store, row)?;
        if !draft.content.answers.is_empty() && pass.shows_draft(&draft.row).is_err() {
            all.push(Hidden { id: draft.row.id, submitted: None, phones: masked(&draft.content.answers) });
        }
    }
    for record in register::rows::records::of_holder(&store.db, link_holder.holder()).await? {
        if pass.shows(record.id).is_err() {
            let (document, _) = current(store, &record).await?;
            let submitted = Some((record.receipt_no.clone(), state_of(&record)?));
            all.push(Hidden { id: record.id, submitted, phones: masked(&document.answers) });
        }
    }
    Ok(all)
}

/// The answers of a hidden declaration of this family.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] when it is not the family's.
pub(super) async fn answers(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<Answers> {
    Pass::of(store, link_holder).await?.answers()?;
    let (county, holder) = (link_holder.county().to_string(), link_holder.holder());
    if let Some(row) = rows::drafts::by_id(&store.db, &county, id, holder).await?.filter(|row| row.record_id.is_none())
    {
        return Ok(Draft::open(store, row)?.content.answers);
    }
    let record = own_record(store, link_holder, id).await?.filter(|record| record.id == id);
    Ok(current(store, &record.ok_or(Problem::NotFound)?).await?.0.answers)
}

/// The fields with the numbers of those adults of a declaration against whom a protective measure is recorded.
///
/// # Errors
/// If the database refuses.
pub(super) async fn barred(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<Vec<String>> {
    let Some(record) = own_record(store, link_holder, id).await?.filter(|record| record.id == id) else {
        return Ok(Vec::new());
    };
    let held = register::rows::measures::of_record(&store.db, &record.county_code, id).await?;
    Ok(held.into_iter().map(|row| format!("{}_phone", row.adult)).collect())
}

/// The mobile numbers of adults, each once.
pub(super) fn phones(answers: &Answers) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::new();
    for phone in ADULTS.iter().filter_map(|(field, _)| phone(answers, field)) {
        if phone.is_mobile() && !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    phones
}

/// Whether a number is that of somebody who may prove to be a guardian by it. One that a parent has who is none any more
/// opens nothing, whoever else has it.
/// Nor one of an adult against whom a protective measure is recorded (`barred`, fields of their numbers).
pub(super) fn may_prove(answers: &Answers, phone: &Phone, parents_only: bool, barred: &[String]) -> bool {
    let own = |(field, _): &&(&str, Option<&str>)| self::phone(answers, field).as_ref() == Some(phone);
    let revoked = |status: &str| answers.value(status).is_some_and(|value| code(value) == Some(REVOKED));
    let adults = if parents_only { &ADULTS[..2] } else { &ADULTS };
    let out = |(field, status): &(&str, Option<&str>)| {
        status.is_some_and(revoked) || barred.iter().any(|barred| barred == field)
    };
    adults.iter().any(|adult| own(&adult)) && !ADULTS.iter().filter(own).any(out)
}

/// Whether a number is a parent's, whoever that is to the child now.
pub(super) fn is_adults(answers: &Answers, phone: &Phone) -> bool {
    ADULTS[..2].iter().any(|(field, _)| self::phone(answers, field).as_ref() == Some(phone))
}

/// Whether it is the child's number.
pub(super) fn is_childs(answers: &Answers, number: &NationalId) -> bool {
    answers.get(keys::CHILD_ID_NUMBER).is_some_and(|own| own.as_str() == number.as_str())
}

fn phone(answers: &Answers, field: &str) -> Option<Phone> {
    Phone::parse(answers.value(field)?.as_text()?).ok()
}

fn code(value: &Value) -> Option<&str> {
    match value {
        Value::Choices(codes) => codes.first().map(String::as_str),
        other => other.as_text(),
    }
}

fn masked(answers: &Answers) -> Vec<String> {
    phones(answers).iter().map(|phone| masking::phone(phone.as_str())).collect()
}
