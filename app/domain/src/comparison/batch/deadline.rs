//! The days of a batch, in working days of the county's calendar.

use jiff::civil::Date;

use super::table::BatchState;
use crate::parameters::Parameters;
use crate::values::date::{add_days, add_days_that, days_before_that};

/// When a batch is reminded of, due, given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The department is reminded.
    pub remind_on: Date,
    /// Last day to answer.
    pub due_on: Date,
    /// From then on what is outstanding may be given up, and the lead of the county is told.
    pub give_up_on: Date,
}

impl Deadlines {
    /// The days of a batch that was sent on `sent`; `works` says whether the county works on a day. The day of sending is not
    /// counted (民法典 第二百零一条).
    #[must_use]
    pub fn of(sent: Date, parameters: &Parameters, works: impl Fn(Date) -> bool) -> Self {
        let due_on = add_days_that(sent, parameters.compare_answer_wd, &works);
        Self {
            remind_on: days_before_that(due_on, parameters.compare_remind_wd, &works),
            due_on,
            give_up_on: add_days_that(due_on, parameters.compare_give_up_wd, &works),
        }
    }

    /// Overdue from the day after it was due.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        today > self.due_on
    }

    /// Whether outstanding rows may be given up (`unanswered`).
    #[must_use]
    pub fn may_give_up(&self, today: Date) -> bool {
        today >= self.give_up_on
    }

    /// Whether the batch may be closed: all is answered, or what is outstanding may be given up.
    #[must_use]
    pub fn may_close(&self, state: BatchState, today: Date) -> bool {
        state == BatchState::Answered || (state.is_out() && self.may_give_up(today))
    }
}

/// Whether the department still sees the rows of a batch that was closed on `closed`.
#[must_use]
pub fn still_seen(closed: Date, today: Date, parameters: &Parameters) -> bool {
    today <= add_days(closed, i32::from(parameters.departments_see_days))
}
