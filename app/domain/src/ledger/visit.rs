//! 走访: which visits count, when the next is due, on whose list it stands, and when a family is lost.

use jiff::civil::Date;

use super::risk::Risk;
use crate::form::FormKind;
use crate::parameters::Parameters;
use crate::values::coded::coded;
use crate::values::date::{add_days, add_days_that, epoch_days};

coded! {
    /// How a child was visited.
    How {
        /// 入户
        Home = "home", "入户";
        /// 学校
        School = "school", "学校";
        /// 电话
        Phone = "phone", "电话";
        /// 视频
        Video = "video", "视频";
        /// 其他
        Other = "other", "其他";
    }
}

/// A visit, as far as the schedule looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its day.
    pub day: Date,
    /// How.
    pub how: How,
    /// Whether the child was seen.
    pub child_seen: bool,
    /// Whether nobody was met.
    pub failed: bool,
    /// When the worker wants to come again; only brings the next visit forward.
    pub next: Option<Date>,
}

/// How often a child is visited: by the grade of its entry, or by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// It has an entry.
    Ledger(Risk),
    /// It has none.
    Plain(FormKind),
}

impl Rhythm {
    /// Days between two visits.
    #[must_use]
    pub const fn days(self, parameters: &Parameters) -> u16 {
        match self {
            Self::Ledger(risk) => parameters.ledger_visit_days.of(risk),
            Self::Plain(FormKind::Migrant) => parameters.plain_visit_migrant_days,
            Self::Plain(FormKind::LeftBehind) => parameters.plain_visit_left_behind_days,
        }
    }

    /// Whether a conversation by phone or video counts, where the one before was none.
    const fn takes_calls(self) -> bool {
        matches!(self, Self::Ledger(Risk::Low) | Self::Plain(_))
    }
}

/// When the first visit of an entry is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstVisit {
    /// Last day.
    pub due: Date,
    /// Whether it is within 24 hours: an alert stands.
    pub within_a_day: bool,
}

/// The first visit of an entry that was opened on `opened`.
#[must_use]
pub fn first_visit(
    opened: Date,
    risk: Risk,
    alert: bool,
    parameters: &Parameters,
    works: impl Fn(Date) -> bool,
) -> FirstVisit {
    if alert {
        return FirstVisit { due: add_days(opened, 1), within_a_day: true };
    }
    let days = u8::try_from(parameters.ledger_first_visit_wd.of(risk)).unwrap_or(u8::MAX);
    FirstVisit { due: add_days_that(opened, days, works), within_a_day: false }
}

/// The last visit that counts: the child was seen; where calls count, also one of those, but not two in a row. Visits in any
/// order; what failed never counts.
#[must_use]
pub fn last_counting(visits: &[Visit], rhythm: Rhythm) -> Option<Visit> {
    let mut sorted: Vec<Visit> = visits.iter().copied().filter(|visit| !visit.failed).collect();
    sorted.sort_by_key(|visit| visit.day);
    let mut last: Option<(Visit, bool)> = None;
    let mut called = false;
    for visit in sorted {
        let call = !visit.child_seen && matches!(visit.how, How::Phone | How::Video);
        if visit.child_seen || (call && rhythm.takes_calls() && !called) {
            last = Some((visit, call));
        }
        called = call;
    }
    last.map(|(visit, _)| visit)
}

/// The last day of the next visit: an interval after the last that counts, or after `since` (the day from which the rhythm
/// runs) when none does. A changed grade reckons anew from the same visit.
#[must_use]
pub fn next_visit(visits: &[Visit], rhythm: Rhythm, since: Date, parameters: &Parameters) -> Date {
    let last = last_counting(visits, rhythm);
    let from = last.map_or(since, |visit| visit.day);
    let due = add_days(from, i32::from(rhythm.days(parameters)));
    let named =
        visits.iter().filter(|visit| visit.day >= from).filter_map(|visit| visit.next.filter(|next| *next > from));
    named.min().map_or(due, |next| next.min(due))
}

coded! {
    /// Whose list a visit stands on.
    List {
        /// The worker's.
        Worker = "worker", "儿童主任";
        /// The supervisor's.
        Supervisor = "supervisor", "儿童督导员";
        /// The county's.
        County = "county", "区民政局";
    }
}

/// From which day a visit due on `due` stands on a list: before it is due on the worker's, after that on the others'.
#[must_use]
pub fn listed_from(due: Date, rhythm: Rhythm, list: List) -> Date {
    let [worker, supervisor, county] = match rhythm {
        Rhythm::Ledger(Risk::High) => [-1, 1, 3],
        Rhythm::Ledger(Risk::Medium) => [-3, 3, 7],
        Rhythm::Ledger(Risk::Low) | Rhythm::Plain(_) => [-7, 7, 30],
    };
    add_days(
        due,
        match list {
            List::Worker => worker,
            List::Supervisor => supervisor,
            List::County => county,
        },
    )
}

/// Overdue from the day after.
#[must_use]
pub fn is_overdue(due: Date, today: Date) -> bool {
    today > due
}

/// The day since which a family is lost: of the second of two failed visits, far enough apart, with none between or after
/// that reached somebody.
#[must_use]
pub fn lost_contact_since(visits: &[Visit], parameters: &Parameters) -> Option<Date> {
    let mut sorted: Vec<Visit> = visits.to_vec();
    sorted.sort_by_key(|visit| visit.day);
    let gap = i32::from(parameters.lost_contact_gap_days);
    let (mut first, mut lost) = (None::<Date>, None);
    for visit in sorted {
        if !visit.failed {
            (first, lost) = (None, None);
            continue;
        }
        let begun = *first.get_or_insert(visit.day);
        if lost.is_none() && epoch_days(visit.day) - epoch_days(begun) >= gap {
            lost = Some(visit.day);
        }
    }
    lost
}
