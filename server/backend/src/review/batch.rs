//! Approving many records at once: only those in which there is nothing to read.

use std::collections::{HashMap, HashSet};

use domain::eligibility::Class;
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, next_state};
use domain::view::review::BatchOutcome;
use uuid::Uuid;

use super::{claimed_by_other, offered, state_of, trace};
use crate::access::accounts::Reviewer;
use crate::audit::pen::Trace;
use crate::audit::{Note, pen};
use crate::error::Result;
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::record;
use crate::review::rows;
use crate::review::rows::queue::{CLEAR_CLASSES, Wanted};
use crate::store::Store;

/// Most records of one batch.
pub const MAX_BATCH: usize = 100;

/// Approves the records (id and the version that was shown) that have no finding, no alert, no candidate
/// and a clear verdict, and that nobody else has open; leaves the others with the reason in words.
///
/// # Errors
/// [`Problem::Forbidden`] for somebody who does not decide; [`Problem::Invalid`] for more than [`MAX_BATCH`].
pub async fn approve_batch(store: &Store, reviewer: &Reviewer, records: &[(Uuid, i32)]) -> Result<BatchOutcome> {
    if !reviewer.decides() {
        return Err(Problem::Forbidden.into());
    }
    if records.len() > MAX_BATCH {
        let message = format!("一次最多通过{MAX_BATCH}条，请分次办理");
        return Err(Problem::Invalid { field: "entries".into(), message }.into());
    }
    let tx = store.begin().await?;
    let ids: Vec<Uuid> = records.iter().map(|(id, _)| *id).collect();
    let rows = rows::queue::with_ids(&*tx, reviewer, &ids, None, &Wanted::default()).await?;
    let rows: HashMap<Uuid, record::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let own = rows::record::authored_by(&*tx, reviewer.area().county(), &ids, reviewer.account().of_person()).await?;
    let own: HashSet<Uuid> = own.into_iter().collect();
    let mut outcome = BatchOutcome::default();
    let mut traces: Vec<Trace> = Vec::new();
    let mut moved: Vec<(&record::Model, record::Model)> = Vec::new();
    let mut seen = HashSet::new();
    for (id, version) in records {
        if !seen.insert(*id) {
            continue;
        }
        let Some(was) = rows.get(id) else {
            outcome.left.push((id.to_string(), Problem::NotFound.message()));
            continue;
        };
        if let Some(why) = hindrance(store, reviewer, was, *version, own.contains(id))? {
            outcome.left.push((id.to_string(), why));
            continue;
        }
        let from = state_of(was)?;
        let state = next_state(from, Action::Approve).ok_or(Problem::ActionNotOffered { state: from })?;
        let now = record::Model { state: state.code().to_owned(), moved_at: store.clock.millis(), ..was.clone() };
        if rows::record::move_on(&*tx, was, &now).await? {
            traces.push(trace(store, reviewer, &now, Action::Approve, from, &Note::default())?);
            outcome.approved.push(id.to_string());
            moved.push((was, now));
        } else {
            outcome.left.push((id.to_string(), MOVED.to_owned()));
        }
    }
    pen::write(store, &tx, &traces).await?;
    tx.commit().await?;
    for (was, now) in &moved {
        store.resident::<SettledCounts>().moved(was, now);
    }
    Ok(outcome)
}

const MOVED: &str = "本条刚有改动，请打开核对后办理";

/// Why the record cannot be approved unread.
fn hindrance(
    store: &Store,
    reviewer: &Reviewer,
    record: &record::Model,
    version: i32,
    own: bool,
) -> Result<Option<String>> {
    let state = state_of(record)?;
    let clear = Class::from_code(&record.class).is_some_and(|class| CLEAR_CLASSES.contains(&class));
    let claimed = claimed_by_other(record, reviewer, store.clock.millis());
    let words = if own {
        Problem::OwnSubmission.message()
    } else if state != State::Submitted || !offered(record, state, reviewer, own).contains(&Action::Approve) {
        Problem::ActionNotOffered { state }.message()
    } else if record.version != version {
        MOVED.to_owned()
    } else if let Some((by, until)) = claimed {
        Problem::Claimed { by, until }.message()
    } else if record.duplicates > 0 {
        Problem::DuplicateUndecided.message()
    } else if record.alert {
        "有需要立即核实的情况，请打开核对后办理".to_owned()
    } else if record.findings > 0 {
        format!("有{}处提示，请打开核对后办理", record.findings)
    } else if !clear {
        "是否纳入需要人工认定，请打开核对后办理".to_owned()
    } else {
        return Ok(None);
    };
    Ok(Some(words))
}
