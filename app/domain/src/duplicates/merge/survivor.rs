//! Which of two records stays, and for how long the other can come back.

use jiff::civil::Date;

use crate::parameters::Parameters;
use crate::register::State;
use crate::values::date::add_days;

/// A record that may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whether its owner is the one that DT-R gives today.
    pub owned_by_rule: bool,
    /// Where it stands.
    pub state: State,
    /// When it was entered, in Unix milliseconds.
    pub entered_at: i64,
}

/// 0 when the first stays, 1 when the second: the one whose owner is right, else the one that came further, else the one that
/// was entered first. An officer may choose the other, with a reason.
#[must_use]
pub fn survivor(records: [Candidate; 2]) -> usize {
    let [one, other] = records;
    let key = |record: Candidate| (record.owned_by_rule, progress(record.state), -i128::from(record.entered_at));
    usize::from(key(other) > key(one))
}

/// How far a record came.
const fn progress(state: State) -> u8 {
    match state {
        State::Uploaded => 8,
        State::Verified => 7,
        State::Feedback => 6,
        State::Comparing => 5,
        State::CountyAccepted => 4,
        State::TownshipReviewed => 3,
        State::Submitted | State::Transferring => 2,
        State::Returned => 1,
        State::Draft | State::Rejected | State::Exited | State::Void => 0,
    }
}

/// Whether two records that were merged on `merged_on` may still be separated. Later the wrong one is made void, and the child
/// registered anew.
#[must_use]
pub fn may_unmerge(merged_on: Date, today: Date, parameters: &Parameters) -> bool {
    today <= add_days(merged_on, i32::from(parameters.unmerge_days))
}
