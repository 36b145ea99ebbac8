//! What became of a family's declarations, in words for the family.

use std::collections::HashMap;

use domain::Date;
use domain::access::{Relation, Role, levels, project};
use domain::eligibility::assess;
use domain::form::{Answers, FormKind};
use domain::forms::keys;
use domain::register::State;
use domain::view::declare::StatusView;
use uuid::Uuid;

use super::submissions::{owner_code, state_of};
use crate::audit::Note;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::register::document::Document;
use crate::register::tables::record;
use crate::store::Store;
use crate::{audit, register};

/// The declarations of a family, newest first: with their answers' verdict and the reviewers' words to who shows proof
/// of being the family, else number and state.
///
/// # Errors
/// [`Error::Internal`] if the store fails.
pub(crate) async fn of_holder(store: &Store, holder: Uuid, proof: bool) -> Result<Vec<StatusView>> {
    let records = register::rows::records::of_holder(&store.db, holder).await?;
    if !proof {
        return records.iter().map(|record| number_and_state(store, record)).collect();
    }
    let ids: Vec<Uuid> = records.iter().map(|record| record.submission_id).collect();
    let mut submissions: HashMap<Uuid, _> = register::rows::submissions::with_records(&store.db, &ids).await?;
    let mut statuses = Vec::with_capacity(records.len());
    for record in records {
        let (submission, _) =
            submissions.remove(&record.submission_id).ok_or_else(|| Error::internal("a record lacks its version"))?;
        let key = record.key(&store.keys)?;
        let document = Document::open(&key, &submission)?;
        let note = words(store, &record).await?;
        let state = state_of(&record)?;
        statuses.push(StatusView {
            record_id: record.id.to_string(),
            receipt_no: record.receipt_no.clone(),
            form: FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has no form"))?,
            child_name: shown_name(&document.answers, state, store.clock.today()),
            state,
            submitted_at: record.entered_at,
            moved_at: record.moved_at,
            owner_name: names::name_in_words(owner_code(&record))?,
            verdict: document.verdict,
            reason: note.reason,
            comments: note.comments,
        });
    }
    Ok(statuses)
}

/// The child's name as the access table shows it to the family by its link, in whichever browser.
fn shown_name(answers: &Answers, state: State, today: Date) -> String {
    let shown = project(answers, &levels(Role::Family, Relation::Holder, state.into()), today);
    shown.text(keys::CHILD_NAME).unwrap_or_default().to_owned()
}

fn number_and_state(store: &Store, record: &record::Model) -> Result<StatusView> {
    let form = FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has no form"))?;
    Ok(StatusView {
        record_id: record.id.to_string(),
        receipt_no: record.receipt_no.clone(),
        form,
        child_name: String::new(),
        state: state_of(record)?,
        submitted_at: record.entered_at,
        moved_at: record.moved_at,
        owner_name: String::new(),
        // That of a form without any answer: it tells nothing.
        verdict: assess(form, &Answers::default(), &store.policy, store.clock.today()),
        reason: None,
        comments: Vec::new(),
    })
}

/// The reviewer's words to the family: of the last move, while the record is returned or rejected.
async fn words(store: &Store, record: &record::Model) -> Result<Note> {
    if !matches!(state_of(record)?, State::Returned | State::Rejected) {
        return Ok(Note::default());
    }
    match audit::rows::history::newest_to(&store.db, &record.county_code, record.id, &record.state).await? {
        Some(event) => Note::open(&record.key(&store.keys)?, &event),
        None => Ok(Note::default()),
    }
}

/// The reviewer's words about one record of a family.
pub(crate) async fn words_for(store: &Store, holder: Uuid, record: Uuid) -> Result<Note> {
    let records = register::rows::records::of_holder(&store.db, holder).await?;
    match records.iter().find(|row| row.id == record) {
        Some(record) => words(store, record).await,
        None => Ok(Note::default()),
    }
}
