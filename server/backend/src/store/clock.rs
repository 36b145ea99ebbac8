//! The time as a parameter: services ask a [`Clock`], so that a test can stand on any day.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Asia/Shanghai, the zone of "today" and of every date (dictionary 1): UTC+8 all year since
/// 1991, so the fixed offset is exact for every instant that the register stores.
pub const SHANGHAI: Offset = Offset::constant(8);

/// Where services take the time from.
pub trait Clock: Debug + Send + Sync {
    /// This instant.
    fn now(&self) -> Timestamp;

    /// This instant in Unix milliseconds, as tables keep it.
    fn millis(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// The calendar day in Asia/Shanghai.
    fn today(&self) -> Date {
        day(self.now())
    }
}

/// The calendar day in Asia/Shanghai of an instant.
#[must_use]
pub fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(SHANGHAI)).date()
}

/// The first instant of a calendar day in Asia/Shanghai, Unix milliseconds.
#[must_use]
pub fn start_of_day(day: Date) -> i64 {
    SHANGHAI.to_timestamp(day.at(0, 0, 0, 0)).map_or(i64::MIN, Timestamp::as_millisecond)
}

/// An instant (Unix milliseconds) as operators read it, in Asia/Shanghai: `2026-11-21 09:00:00 +08:00`.
#[must_use]
pub fn in_words(millis: i64) -> String {
    let at = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX);
    at.to_zoned(TimeZone::fixed(SHANGHAI)).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until it is moved: for tests and for data made "as of" a day.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Stands at the instant (Unix milliseconds).
    #[must_use]
    pub const fn at_millis(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Stands at nine in the morning of `day` in Asia/Shanghai.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self::at_millis(start_of_day(day) + 9 * 3_600_000)
    }

    /// Moves on (or back) by so many milliseconds.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_shanghai() {
        let before: Timestamp = "2026-11-21T15:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-11-21T16:00:00Z".parse().unwrap();
        assert_eq!(day(before), date(2026, 11, 21));
        assert_eq!(day(after), date(2026, 11, 22));
        assert_eq!(start_of_day(date(2026, 11, 22)), after.as_millisecond());
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = FixedClock::on(date(2026, 11, 21));
        assert_eq!(clock.today(), date(2026, 11, 21));
        clock.advance(24 * 3_600_000);
        assert_eq!(clock.today(), date(2026, 11, 22));
    }
}
