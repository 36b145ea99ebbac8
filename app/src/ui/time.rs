//! Moments in words, by the clock of Asia/Shanghai, which has no summer time.

use domain::values::date::{chinese, in_china};

/// Milliseconds of a day.
const DAY: i64 = 24 * 3_600_000;

/// 2026年11月21日 09:05; empty when the moment is out of range.
#[must_use]
pub fn moment(millis: i64) -> String {
    in_china(millis).map_or_else(String::new, |(day, hour, minute)| format!("{} {hour:02}:{minute:02}", chinese(day)))
}

/// 2026年11月21日.
#[must_use]
pub fn day(millis: i64) -> String {
    in_china(millis).map_or_else(String::new, |(day, ..)| chinese(day))
}

/// 09:05.
#[must_use]
pub fn clock(millis: i64) -> String {
    in_china(millis).map_or_else(String::new, |(_, hour, minute)| format!("{hour:02}:{minute:02}"))
}

/// How long something waits, in whole days: 已等 3 天.
#[must_use]
pub fn waiting(since: i64, now: i64) -> String {
    match (now - since) / DAY {
        ..1 => "不到1天".to_owned(),
        days => format!("已待办{days}天"),
    }
}

/// How long somebody has to wait: 1 分 15 秒.
#[must_use]
pub fn wait(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds}秒"),
        (minutes, 0) => format!("{minutes}分钟"),
        (minutes, seconds) => format!("{minutes}分{seconds}秒"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_by_the_clock_of_shanghai() {
        // 2026-11-20T17:05:00Z is already the next day there.
        let at = 1_795_194_300_000;
        assert_eq!(moment(at), "2026年11月21日 01:05");
        assert_eq!((day(at), clock(at)), ("2026年11月21日".to_owned(), "01:05".to_owned()));
        assert_eq!(moment(i64::MAX), "");
    }

    #[test]
    fn a_wait_is_told_in_minutes_and_seconds() {
        assert_eq!((wait(8), wait(60), wait(75)), ("8秒".into(), "1分钟".into(), "1分15秒".into()));
    }

    #[test]
    fn whole_days_count() {
        assert_eq!(waiting(0, DAY - 1), "不到1天");
        assert_eq!(waiting(0, 3 * DAY + 5), "已待办3天");
    }
}
