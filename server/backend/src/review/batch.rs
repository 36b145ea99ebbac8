//! Moving many records at once: only those in which there is nothing to read.

use std::collections::{HashMap, HashSet};

use domain::eligibility::Class;
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, Decision, next_state};
use domain::view::review::BatchOutcome;
use uuid::Uuid;

use super::{claimed_by_other, guards, offered, state_of, trace};
use crate::access::accounts::Reviewer;
use crate::audit::pen::Trace;
use crate::audit::{Note, pen};
use crate::error::Result;
use crate::register::items;
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::record;
use crate::review::rows;
use crate::review::rows::queue::{CLEAR_CLASSES, Wanted};
use crate::store::{Store, WriteTransaction};

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
    together(store, reviewer, Together::Approve, records).await
}

/// What the county does with many records at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// A township approves (通过).
    Approve,
    /// The county accepts (接收), county.md A.3 row 1.
    Accept,
    /// The county verifies (核实完成), rows 4 and 9: without any discrepancy, each with its own event.
    Verify,
}

impl Together {
    const fn action(self) -> Action {
        match self {
            Self::Approve | Self::Accept => Action::Approve,
            Self::Verify => Action::Verify,
        }
    }

    fn is_from(self, state: State) -> bool {
        match self {
            Self::Approve => state == State::Submitted,
            Self::Accept => state == State::TownshipReviewed,
            Self::Verify => matches!(state, State::CountyAccepted | State::Feedback),
        }
    }
}

/// Moves the records (id and the version that was shown) in which nothing has to be read first; leaves the others with the
/// reason in words.
///
/// # Errors
/// [`Problem::Forbidden`] for somebody who moves nothing; [`Problem::Invalid`] for more than [`MAX_BATCH`].
pub async fn together(
    store: &Store,
    reviewer: &Reviewer,
    what: Together,
    records: &[(Uuid, i32)],
) -> Result<BatchOutcome> {
    if !reviewer.acts() {
        return Err(Problem::Forbidden.into());
    }
    if records.len() > MAX_BATCH {
        let message = format!("一次最多办理{MAX_BATCH}条，请分次办理");
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
        if let Some(why) = hindrance(store, &tx, reviewer, what, (was, *version, own.contains(id))).await? {
            outcome.left.push((id.to_string(), why));
            continue;
        }
        let from = state_of(was)?;
        let now = moved_on(store, was, from, what)?;
        if rows::record::move_on(&*tx, was, &now).await? {
            if what == Together::Accept {
                items::refresh(store, &tx, &now).await?;
            }
            traces.push(trace(store, reviewer, &now, what.action(), from, &Note::default())?);
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

fn moved_on(store: &Store, was: &record::Model, from: State, what: Together) -> Result<record::Model> {
    let state = next_state(from, what.action()).ok_or(Problem::ActionNotOffered { state: from })?;
    let mut now = record::Model { state: state.code().to_owned(), moved_at: store.clock.millis(), ..was.clone() };
    match what {
        Together::Approve => now.standing_version = Some(was.version),
        Together::Accept => {}
        Together::Verify => now.verified_version = Some(was.version),
    }
    Ok(now)
}

/// Why the record cannot be moved unread.
async fn hindrance(
    store: &Store,
    tx: &WriteTransaction,
    reviewer: &Reviewer,
    what: Together,
    (record, version, own): (&record::Model, i32, bool),
) -> Result<Option<String>> {
    let (state, action) = (state_of(record)?, what.action());
    let clear = Class::from_code(&record.class).is_some_and(|class| CLEAR_CLASSES.contains(&class));
    let claimed = claimed_by_other(record, reviewer, store.clock.millis());
    let words = if own {
        Problem::OwnSubmission.message()
    } else if !what.is_from(state) || !offered(record, state, reviewer, own).contains(&action) {
        Problem::ActionNotOffered { state }.message()
    } else if record.version != version {
        MOVED.to_owned()
    } else if let Some((by, until)) = claimed {
        Problem::Claimed { by, until }.message()
    } else if record.duplicates > 0 {
        Problem::DuplicateUndecided.message()
    } else if record.alert && what != Together::Verify {
        "有需要立即核实的情况，请打开核对后办理".to_owned()
    } else if record.findings > 0 && what == Together::Approve {
        format!("有{}处提示，请打开核对后办理", record.findings)
    } else if !clear && what == Together::Approve {
        "是否纳入需要人工认定，请打开核对后办理".to_owned()
    } else {
        let decision = match what {
            Together::Approve | Together::Accept => Decision::Approve { same_child: None },
            Together::Verify => Decision::Verify,
        };
        let hindrance = guards::hindrance(store, tx, reviewer, record, (state, &decision)).await?;
        return Ok(hindrance.map(|by| by.message().to_owned()));
    };
    Ok(Some(words))
}
