//! The edge dates of rules 13, relative to the day of the report: each comes once in every
//! [`EVERY`] records.

use domain::Date;
use domain::values::date::add_months;
use jiff::ToSpan as _;
use jiff::civil::date;

/// Records in which each edge comes once.
pub(super) const EVERY: u64 = 500;
/// Records in which the fixed leap day comes once.
const LEAP_EVERY: u64 = 5_000;

/// A child whose dates lie at an edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Birth date.
    pub(super) born: Date,
    /// 离开户籍地日期, when the edge is about the stay.
    pub(super) left: Option<Date>,
}

/// The edge that record `i` stands for, if any.
pub(super) fn of(i: u64, report: Date) -> Option<Edge> {
    let years = |years: i32, days: i64| shift(add_months(report, -12 * years), days);
    let months = |months: i32, days: i64| shift(add_months(report, -months), days);
    let born = |born: Option<Date>| Some(Edge { born: born?, left: None });
    let stay =
        |left: Option<Date>| Some(Edge { born: years(11, -100 - i64::try_from(i % EVERY).ok()?)?, left: Some(left?) });
    let away = |born: Option<Date>| Some(Edge { born: born?, left: born });
    match i % EVERY {
        // E-08: sixteen tomorrow; E-07: sixteen today.
        11 => born(years(16, 1)),
        13 => born(years(16, 0)),
        // E-05, E-06: exactly six months away, and one day less.
        17 => stay(months(6, 0)),
        19 => stay(months(6, 1)),
        // E-11, E-12: left on the last day of a long month.
        23 => stay(Some(date(report.year() - 1, 8, 31))),
        // E-18, E-19: born away, six months old and not yet.
        29 => away(months(6, -1)),
        31 => away(months(5, 0)),
        // 13.4: 36 and 37 full months; six and seven full years; fourteen.
        37 => born(shift(add_months(report, -37), 1)),
        41 => born(shift(add_months(report, -37), 0)),
        43 => born(years(7, 1)),
        47 => born(years(7, 0)),
        53 => born(years(14, 0)),
        59 if i % LEAP_EVERY == 59 => {
            let leap = date(report.year() - 10 - (report.year() - 10).rem_euclid(4), 2, 29);
            Some(Edge { born: leap, left: None })
        }
        _ => None,
    }
}

fn shift(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}
