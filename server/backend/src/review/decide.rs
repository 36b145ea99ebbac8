//! A decision: one transaction that moves the record, writes the event, and settles what belongs to it.

use domain::divisions::{DivisionCode, Level};
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, Decision, arrival, next_state};
use domain::view::review::RecordView;
use uuid::Uuid;

use super::duplicate_candidates::{settle_for_approval, sure_candidates};
use super::guards;
use super::view::{is_own, record_view};
use super::{claimed_by_other, offered, state_of, trace};
use crate::access::accounts::Reviewer;
use crate::audit::{Note, pen};
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::register::document::Document;
use crate::register::hashes;
use crate::register::seen::Seen;
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::record;
use crate::review::rows;
use crate::store::{Store, WriteTransaction};
use crate::{audit, register};

/// Decides about a record. `version` is the one that the reviewer read. Gives the record as it stands now; nothing when it
/// is no longer shown to the reviewer, as after a transfer that was not taken.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] when the decision says too little; [`Problem::Claimed`] while
/// somebody else has it open; [`Problem::AlreadyDecided`] when somebody else moved it since it was read;
/// [`Problem::ActionNotOffered`]; [`Problem::OwnSubmission`]; [`Problem::DuplicateUndecided`]; [`Problem::Hindered`].
pub async fn decide(
    store: &Store,
    reviewer: &Reviewer,
    id: Uuid,
    version: i32,
    decision: Decision,
) -> Result<Option<RecordView>> {
    let decision = decision.prepared()?;
    if let Decision::Transfer { to, .. } = &decision {
        check_target(store, reviewer, *to)?;
    }
    if !reviewer.acts() {
        return Err(Problem::Forbidden.into());
    }
    let tx = store.begin().await?;
    let mut was = rows::record::visible(&*tx, reviewer, id).await?.ok_or(Problem::NotFound)?;
    let from = state_of(&was)?;
    let action = decision.action();
    if was.version != version || !offered(&was, from, reviewer, false).contains(&action) {
        return Err(moved(&tx, reviewer, &was, was.version != version).await?);
    }
    if let Some((by, until)) = claimed_by_other(&was, reviewer, store.clock.millis()) {
        return Err(Problem::Claimed { by, until }.into());
    }
    let versions = register::rows::submissions::of_record(&*tx, &was.county_code, was.id).await?;
    if is_own(reviewer, &versions) {
        return Err(Problem::OwnSubmission.into());
    }
    if let Decision::Approve { same_child } = &decision
        && was.duplicates > 0
    {
        // What is only possible does not keep a county from accepting.
        if from == State::Submitted || same_child.is_some() || sure_candidates(&tx, &was).await? {
            settle_for_approval(store, &tx, reviewer, &was, same_child.as_ref()).await?;
            was.duplicates = 0;
        }
    }
    if let Some(by) = guards::hindrance(store, &tx, reviewer, &was, (from, &decision)).await? {
        return Err(Problem::Hindered { by }.into());
    }
    let now = after(store, &was, from, &decision)?;
    if !rows::record::move_on(&*tx, &was, &now).await? {
        let current = rows::record::visible(&*tx, reviewer, id).await?.ok_or(Problem::NotFound)?;
        return Err(moved(&tx, reviewer, &current, true).await?);
    }
    if (from, action) == (State::TownshipReviewed, Action::Approve) {
        // Which departments have to be asked is known from now on.
        register::items::refresh(store, &tx, &now).await?;
    }
    if (&was.county_code, &was.township_code) != (&now.county_code, &now.township_code) {
        carry(store, &tx, &was, &now).await?;
    }
    let note = Note { reason: decision.reason().map(str::to_owned), comments: decision.comments().to_vec() };
    let trace = trace(store, reviewer, &now, action, from, &note)?;
    pen::write(store, &tx, &[trace]).await?;
    let seen = Seen::of(reviewer.account(), &now, store.clock.today());
    let shown = match seen {
        Ok(seen) => Some(record_view(store, &*tx, (reviewer, seen), &now, &versions).await?.view),
        Err(error) if error.problem() == Some(&Problem::NotFound) => None,
        Err(error) => return Err(error),
    };
    tx.commit().await?;
    store.resident::<SettledCounts>().moved(&was, &now);
    Ok(shown)
}

/// Why the action is not possible (any more): somebody else decided, or it never was offered.
async fn moved(tx: &WriteTransaction, reviewer: &Reviewer, record: &record::Model, surely: bool) -> Result<Error> {
    let state = state_of(record)?;
    let newest = audit::rows::history::newest(&**tx, &record.county_code, record.id).await?;
    let other = newest.filter(|event| event.actor_id != Some(reviewer.account().id()));
    let decided = |action: &str| Action::from_code(action).is_some_and(Action::decides);
    Ok(match other {
        Some(event) if surely || decided(&event.action) => Problem::AlreadyDecided { by: event.actor_name, state },
        _ => Problem::ActionNotOffered { state },
    }
    .into())
}

/// The record after the decision.
fn after(store: &Store, was: &record::Model, from: State, decision: &Decision) -> Result<record::Model> {
    let state = next_state(from, decision.action()).ok_or(Problem::ActionNotOffered { state: from })?;
    let mut now = record::Model {
        state: state.code().to_owned(),
        moved_at: store.clock.millis(),
        claimed_by: None,
        claimed_name: None,
        claimed_until: None,
        ..was.clone()
    };
    match decision {
        Decision::Transfer { to, .. } => {
            now.offered_to = Some(to.to_string());
            now.offered_from = Some(was.township_code.clone());
            now.offered_state = Some(was.state.clone());
        }
        Decision::Receive => {
            let township = now.offered_to.take().ok_or_else(|| Error::internal("a transfer names no township"))?;
            let code = DivisionCode::parse(&township).map_err(|_| Error::internal("a transfer names no division"))?;
            let county = code.county().ok_or_else(|| Error::internal("a township has no county"))?;
            let now_county = county.to_string();
            (now.county_code, now.township_code) = (now_county.clone(), township);
            (now.village_code, now.offered_from) = (None, None);
            now.state = landed(&mut now, was.county_code == now_county)?;
            if was.county_code != now.county_code {
                now.keep(was.key(&store.keys)?.wrap(&now.county_code)?);
            }
        }
        Decision::Decline { .. } => {
            (now.offered_to, now.offered_from) = (None, None);
            now.state = landed(&mut now, true)?;
        }
        Decision::Approve { .. } if state == State::TownshipReviewed => now.standing_version = Some(was.version),
        Decision::Verify => now.verified_version = Some(was.version),
        Decision::Judge { class, .. } => now.class = class.code().to_owned(),
        Decision::Approve { .. } | Decision::Return { .. } | Decision::Reject { .. } | Decision::Reopen { .. } => {}
    }
    Ok(now)
}

/// The state in which a transfer leaves a record.
fn landed(now: &mut record::Model, same_county: bool) -> Result<String> {
    let before = now.offered_state.take().map_or(Some(State::Submitted), |state| State::from_code(&state));
    let before = before.ok_or_else(|| Error::internal("a record was offered in an unknown state"))?;
    Ok(arrival(before, same_county).code().to_owned())
}

/// Takes everything that belongs to a received record along to its new township.
async fn carry(store: &Store, tx: &WriteTransaction, was: &record::Model, now: &record::Model) -> Result<()> {
    let current = register::rows::submissions::version(&**tx, &was.county_code, was.id, was.version).await?;
    let current = current.ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let answers = Document::open(&was.key(&store.keys)?, &current)?.answers;
    let hashes = hashes::of_answers(&store.keys, &answers).into_iter().map(|(_, hash)| hash.to_vec()).collect();
    rows::record::move_lookups(&**tx, was, now, hashes).await?;
    register::rows::county_move::follow(&**tx, was.id, &was.county_code, &now.county_code).await
}

/// A transfer goes to another township that exists and works with this installation.
fn check_target(store: &Store, reviewer: &Reviewer, to: DivisionCode) -> Result<()> {
    let invalid = |message: &str| Err(Problem::Invalid { field: "to".into(), message: message.into() }.into());
    if reviewer.account().division() == to {
        return invalid("本条就在本乡镇（街道），请选择要转到的乡镇（街道）");
    }
    if to.level() != Level::Township || names::item(&to.to_string())?.is_none() {
        return invalid("没有找到这个乡镇（街道），请重新选择");
    }
    if !store.deployment.contains(to) {
        return invalid("这个乡镇（街道）不使用本系统，请先与区民政局联系");
    }
    Ok(())
}
