//! What hinders a move that the state has and the person may make (county.md A.3).

use domain::checks::{CheckContext, Facts, blocking, check};
use domain::eligibility::Class;
use domain::forms::form;
use domain::register::{Hindrance, State};
use domain::review::{Action, Decision};

use crate::access::accounts::Reviewer;
use crate::audit::rows::history;
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Document, form_of};
use crate::register::tables::record;
use crate::store::{Store, WriteTransaction};

/// What has to be settled before this decision, if anything.
pub(super) async fn hindrance(
    store: &Store,
    tx: &WriteTransaction,
    reviewer: &Reviewer,
    record: &record::Model,
    (from, decision): (State, &Decision),
) -> Result<Option<Hindrance>> {
    match (from, decision.action()) {
        (State::Submitted, Action::Approve) => reopened(tx, record).await,
        (State::TownshipReviewed, Action::Approve) => acceptance(store, tx, reviewer, record).await,
        (_, Action::Verify) => Ok(verification(record)),
        _ => Ok(None),
    }
}

/// Of a record that was reopened: the township approves what somebody has sent since (row 22).
async fn reopened(tx: &WriteTransaction, record: &record::Model) -> Result<Option<Hindrance>> {
    let reopened = history::newest_of(&**tx, (&record.county_code, record.id), Action::Reopen).await?;
    Ok(reopened.filter(|event| event.at >= record.entered_at).map(|_| Hindrance::VersionNeeded))
}

/// Before a county accepts (row 1).
async fn acceptance(
    store: &Store,
    tx: &WriteTransaction,
    reviewer: &Reviewer,
    record: &record::Model,
) -> Result<Option<Hindrance>> {
    if let Some(by) = class_hinders(record) {
        return Ok(Some(by));
    }
    let approved = history::newest_of(&**tx, (&record.county_code, record.id), Action::Approve).await?;
    let by_this_person = |id| reviewer.account().of_person().contains(&id);
    if approved.and_then(|event| event.actor_id).is_some_and(by_this_person) {
        return Ok(Some(Hindrance::ApprovedByYou));
    }
    Ok(new_errors(store, tx, record).await?.then_some(Hindrance::NewErrors))
}

/// What the class says about accepting a record: only who is in the monitored scope is (rules 1 and 5).
pub(super) fn class_hinders(record: &record::Model) -> Option<Hindrance> {
    match Class::from_code(&record.class) {
        Some(Class::M1 | Class::Lb) => None,
        Some(Class::Review | Class::Overlap) => Some(Hindrance::ClassUndecided),
        Some(Class::M0 | Class::M2) | None => Some(Hindrance::NotMonitored),
    }
}

/// Before a county verifies (rows 4 and 9).
pub(super) fn verification(record: &record::Model) -> Option<Hindrance> {
    if record.items_out > 0 {
        Some(Hindrance::AnswersOutstanding)
    } else if record.discrepancies > 0 {
        Some(Hindrance::DiscrepanciesOpen)
    } else if record.items_due > 0 {
        Some(Hindrance::ItemsDue)
    } else {
        None
    }
}

/// Whether the checks of today find an error that was none when the version was taken.
async fn new_errors(store: &Store, tx: &WriteTransaction, record: &record::Model) -> Result<bool> {
    let version = register::rows::submissions::version(&**tx, &record.county_code, record.id, record.version).await?;
    let version = version.ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let document = Document::open(&record.key(&store.keys)?, &version)?;
    // What was let in with old dates and abolished codes stays in.
    let facts = Facts { imported: true, ..Facts::default() };
    let context =
        CheckContext { today: store.clock.today(), policy: &store.policy, deployment: &store.deployment, facts };
    let findings = check(form(form_of(record)?), &document.answers, &context);
    let known = |rule: &str, field: &str| document.findings.iter().any(|old| old.rule == rule && old.field == field);
    Ok(blocking(&findings, &document.overrides).iter().any(|finding| !known(&finding.rule, &finding.field)))
}
