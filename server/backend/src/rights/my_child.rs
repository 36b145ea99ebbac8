//! What a guardian is shown of a child's record: everything in clear that the access table gives a guardian.

use std::collections::BTreeSet;

use domain::access::{Action, Group, Level, project};
use domain::form::{Answers, FormKind, Part};
use domain::forms::{form, keys};
use domain::register::State;
use uuid::Uuid;

use super::ask::{Asked, of_record};
use super::choices::{Choice, choices};
use super::guardian::{actor, levels, reached};
use super::rows;
use crate::audit::rows::trail;
use crate::audit::{Entry, Kind, pen};
use crate::declare::declarations::current;
use crate::error::Result;
use crate::grants::parts;
use crate::links::holder::LinkHolder;
use crate::register;
use crate::register::document::{form_of, state_of};
use crate::register::tables::record;
use crate::review::looked::ONE_LOOK;
use crate::store::Store;

/// A child's record before its guardian.
#[derive(Clone, Debug)]
pub struct MyChild {
    /// The record.
    pub record: Uuid,
    /// Its number.
    pub receipt_no: String,
    /// The child's name.
    pub child_name: String,
    /// The form.
    pub form: FormKind,
    /// The state.
    pub state: State,
    /// Day of the report, as typed.
    pub report_date: domain::Date,
    /// The answers, part by part: official labels and words.
    pub parts: Vec<(Part, Vec<(String, String)>)>,
    /// The answers themselves, for a copy that a program reads.
    pub answers: Answers,
    /// Name of the class of the verdict.
    pub verdict: &'static str,
    /// Pictures of documents that are kept.
    pub pictures: u64,
    /// What can be agreed to apart from the register.
    pub choices: Vec<Choice>,
    /// What was asked, the newest first.
    pub requests: Vec<Asked>,
}

/// In which shape a copy leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A page to print.
    Print,
    /// For a program, JSON.
    Json,
}

/// Shows a record to its guardian; the look is in the trail before.
///
/// # Errors
/// The problems of the link; [`domain::problem::Problem::NotFound`] when it is not the family's;
/// [`domain::problem::Problem::CodeNeeded`] without a fresh proof.
pub async fn my_child(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<MyChild> {
    let record = reached(store, link_holder, id, Action::GuardianRequest).await?;
    let (child, groups) = of(store, &record).await?;
    let mut entry = entry(store, link_holder, &record, Kind::RecordOpened);
    entry.groups = groups;
    if !trail::repeats(&store.db, &entry, entry.at - ONE_LOOK).await? {
        pen::record(store, &entry).await?;
    }
    Ok(child)
}

/// The same as a copy that the guardian keeps; that it left is in the trail before.
///
/// # Errors
/// As [`my_child`].
pub async fn copied(store: &Store, link_holder: &LinkHolder, id: Uuid, how: How) -> Result<MyChild> {
    let record = reached(store, link_holder, id, Action::GuardianRequest).await?;
    let (child, groups) = of(store, &record).await?;
    let shape = match how {
        How::Print => "page",
        How::Json => "json",
    };
    let mut entry = entry(store, link_holder, &record, Kind::Print).with("copy", shape);
    entry.groups = groups;
    pen::record(store, &entry).await?;
    Ok(child)
}

fn entry(store: &Store, link_holder: &LinkHolder, record: &record::Model, kind: Kind) -> Entry {
    let entry = Entry::new(&record.county_code, store.clock.millis(), kind, actor(link_holder));
    Entry { version: Some(record.version), ..entry.of("record", record.id) }
}

/// The record, and the groups that are shown in full.
async fn of(store: &Store, record: &record::Model) -> Result<(MyChild, Vec<&'static str>)> {
    let (document, _) = current(store, record).await?;
    let state = state_of(record)?;
    let levels = levels(state);
    let answers = project(&document.answers, &levels, store.clock.today());
    let kind = form_of(record)?;
    let read = |field: &str| Group::of_field(field).filter(|group| levels.of(*group) == Level::Read);
    let groups: BTreeSet<&str> = answers.iter().filter_map(|(field, _)| read(field)).map(Group::code).collect();
    let versions = register::rows::submissions::of_record(&store.db, &record.county_code, record.id).await?;
    let child = MyChild {
        record: record.id,
        receipt_no: record.receipt_no.clone(),
        child_name: answers.text(keys::CHILD_NAME).unwrap_or_default().to_owned(),
        form: kind,
        state,
        report_date: document.report_date,
        parts: parts(form(kind), &answers, document.report_date),
        verdict: document.verdict.class.label(),
        pictures: rows::count_document_pages(&store.db, &versions).await?,
        choices: choices(store, record).await?,
        requests: of_record(store, record).await?,
        answers,
    };
    Ok((child, groups.into_iter().collect()))
}
