//! How long a session lasts: so long without a request, so long however much it is used, and never past the assignment
//! under which it acts.

use backend::access::accounts::Account;
use backend::store::clock::start_of_day;
use domain::access::idle_minutes;
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use time::Duration;

/// A session ends after so long however much it is used: a stolen cookie is not for ever.
const LONGEST: i64 = 12 * 3_600_000;

/// The longest time without a request that any session lasts.
pub(super) const LONGEST_IDLE: Duration = Duration::hours(2);

/// When a session ends, in Unix milliseconds and milliseconds. It rests in the session itself, so that a fresh id of the
/// same session does not begin it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Term {
    /// When somebody signed in.
    pub(crate) began: i64,
    /// How long it lasts without a request (graded protection, 身份鉴别: session time-out).
    idle: i64,
    /// When it ends however much it is used.
    pub(crate) ends_at: i64,
}

impl Term {
    /// Of a session that began at `began` and acts under the account's assignment: it ends with the assignment's last day.
    pub(crate) fn of(account: &Account, began: i64) -> Self {
        let assignment = account.assignment();
        let over = assignment.to.checked_add(1.day()).map_or(i64::MAX, start_of_day);
        let ends_at = (began + LONGEST).min(over);
        Self { began, idle: idle_minutes(assignment.place) * 60_000, ends_at }
    }

    /// Of a session of which it is not told: nobody has signed in, or an earlier version made it.
    pub(super) fn unbound(now: i64) -> Self {
        Self { began: now, idle: i64::try_from(LONGEST_IDLE.whole_milliseconds()).unwrap_or(0), ends_at: now + LONGEST }
    }

    /// When it ends unless a request comes after `now`.
    pub(super) fn end(self, now: i64) -> i64 {
        (now + self.idle).min(self.ends_at)
    }

    /// How long a request waits before it moves the end: so short that the end is right to a few minutes.
    pub(super) const fn refresh(self) -> i64 {
        self.idle / 15
    }
}
