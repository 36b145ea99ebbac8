//! Calendar dates and the Civil Code's arithmetic with them (rules 1.1; 民法典 第二百条 – 第二百零二条,
//! 第一千二百五十九条): 以上 includes the day, 不满 excludes it, a missing day is the month's last.

use jiff::civil::Date;
use thiserror::Error;

use super::text;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Year, month or day is missing.
    #[error("请把年、月、日都填上")]
    Incomplete,
    /// Something else than digits, or the wrong number of them.
    #[error("请用数字填，例如2015年3月8日")]
    Shape,
    /// No such day in the calendar.
    #[error("日历上没有这一天，请再看一遍月和日")]
    NoSuchDay,
}

/// Reads `YYYY-MM-DD` and nothing else.
///
/// # Errors
/// When a part is missing, is not made of digits, or the day does not exist.
pub fn parse(text: &str) -> Result<Date, DateError> {
    let [year, month, day] = parts(text);
    if year.is_empty() || month.is_empty() || day.is_empty() {
        return Err(DateError::Incomplete);
    }
    let bytes = text.as_bytes();
    let hyphen = |at: usize| bytes[at] == b'-';
    if bytes.len() != 10 || !hyphen(4) || !hyphen(7) {
        return Err(DateError::Shape);
    }
    from_digits(bytes, 0, 5, 8)
}

/// The year, month and day parts of what was typed, each possibly empty: `"2015--"` gives `["2015", "", ""]`.
#[must_use]
pub fn parts(text: &str) -> [&str; 3] {
    let mut pieces = text.splitn(3, '-');
    [(); 3].map(|()| pieces.next().unwrap_or_default())
}

/// Year, month and day of a date written in one go, as people copy it from a card or another form: `2017年3月8日`,
/// `2017/3/8`, `2017.3.8`, `20170308`, with any kind of digits and blanks. Whether there is such a day is not asked.
#[must_use]
pub fn whole(raw: &str) -> Option<[String; 3]> {
    let text: String = raw.chars().filter(|&c| !text::is_invisible(c)).map(text::half_width).collect();
    let known =
        |c: char| c.is_ascii_digit() || text::is_hyphen(c) || matches!(c, '年' | '月' | '日' | '号' | '/' | '.');
    if !text.chars().all(known) {
        return None;
    }
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let parts = match runs[..] {
        [all] if all.len() == 8 => [&all[..4], &all[4..6], &all[6..]],
        [year, month, day] if year.len() == 4 && month.len() < 3 && day.len() < 3 => [year, month, day],
        _ => return None,
    };
    Some(parts.map(str::to_owned))
}

/// A date from four, two and two ASCII digits at the given places.
pub(crate) fn from_digits(bytes: &[u8], year: usize, month: usize, day: usize) -> Result<Date, DateError> {
    let year = digits(bytes, year, 4).ok_or(DateError::Shape)?;
    let month = digits(bytes, month, 2).ok_or(DateError::Shape)?;
    let day = digits(bytes, day, 2).ok_or(DateError::Shape)?;
    real(year, month, day).ok_or(DateError::NoSuchDay)
}

/// The number written with `count` ASCII digits from `at`; at most four.
pub(crate) fn digits(bytes: &[u8], at: usize, count: usize) -> Option<i16> {
    bytes
        .get(at..at + count)?
        .iter()
        .try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
}

/// The day, if the calendar has it. Year 0 is refused: nobody means it.
pub(crate) fn real(year: i16, month: i16, day: i16) -> Option<Date> {
    if year < 1 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `YYYY-MM-DD`.
#[must_use]
pub fn format(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// For `#[serde(with = "…")]`: a date as the text `YYYY-MM-DD`. The calendar's own reader knows far more
/// shapes, and a phone would have to download them all.
pub mod iso {
    use jiff::civil::Date;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes the text.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::format(*date))
    }

    /// Reads the text.
    ///
    /// # Errors
    /// When it is no date, in the words of [`super::DateError`].
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        super::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }

    /// The same for a date that may be absent.
    pub mod option {
        use jiff::civil::Date;
        use serde::de::Error as _;
        use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

        /// Writes the text, or nothing.
        ///
        /// # Errors
        /// Those of the format.
        pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
            date.map(super::super::format).serialize(serializer)
        }

        /// Reads the text, if there is one.
        ///
        /// # Errors
        /// When it is no date.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
            let text = Option::<String>::deserialize(deserializer)?;
            text.map(|text| super::super::parse(&text)).transpose().map_err(D::Error::custom)
        }
    }
}

/// As the forms print it: `2026年11月21日`.
#[must_use]
pub fn chinese(date: Date) -> String {
    let mut text = date.year().to_string();
    text.push('年');
    text.push_str(&date.month().to_string());
    text.push('月');
    text.push_str(&date.day().to_string());
    text.push('日');
    text
}

/// The corresponding day `months` later (earlier, when negative); where the month has no such day, its
/// last (民法典 第二百零二条). Stops at the ends of the calendar.
#[must_use]
pub fn add_months(date: Date, months: i32) -> Date {
    let total = (i32::from(date.year()) * 12 + i32::from(date.month()) - 1).saturating_add(months);
    let month = i8::try_from(total.rem_euclid(12) + 1);
    let year = i16::try_from(total.div_euclid(12));
    let first = match (year, month) {
        (Ok(year), Ok(month)) => Date::new(year, month, 1).ok(),
        _ => None,
    };
    let Some(first) = first else {
        return if months < 0 { Date::MIN } else { Date::MAX };
    };
    Date::new(first.year(), first.month(), date.day().min(first.days_in_month())).unwrap_or(first)
}

/// Days from 1970-01-01 to `date`, by the count of days in 400-year cycles that begin in March.
#[must_use]
pub fn epoch_days(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - TO_EPOCH
}

/// The date that many days after 1970-01-01; `None` beyond the years 1 to 9999.
#[must_use]
pub fn of_epoch_days(days: i32) -> Option<Date> {
    let days = days.checked_add(TO_EPOCH)?;
    let in_cycle = days.rem_euclid(CYCLE);
    let of_cycle = (in_cycle - in_cycle / 1_460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
    let of_year = in_cycle - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = days.div_euclid(CYCLE) * 400 + of_cycle + i32::from(month <= 2);
    real(i16::try_from(year).ok()?, i16::try_from(month).ok()?, i16::try_from(day).ok()?)
}

/// Days of 400 years.
const CYCLE: i32 = 146_097;
/// Days from the 1st of March of the year 0 to 1970-01-01.
const TO_EPOCH: i32 = 719_468;

/// The day `days` later (earlier, when negative). Stops at the ends of the calendar.
#[must_use]
pub fn add_days(date: Date, days: i32) -> Date {
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    epoch_days(date).checked_add(days).and_then(of_epoch_days).unwrap_or(end)
}

/// Whether a day is one from Monday to Friday.
#[must_use]
pub fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
}

/// The day after so many working days, Saturdays and Sundays left out; holidays are not known here.
#[must_use]
pub fn add_working_days(date: Date, days: u8) -> Date {
    add_days_that(date, days, is_weekday)
}

/// The day after so many days that count.
#[must_use]
pub fn add_days_that(date: Date, days: u8, counts: impl Fn(Date) -> bool) -> Date {
    let (mut day, mut left) = (date, days);
    while left > 0 && day < Date::MAX {
        day = add_days(day, 1);
        left -= u8::from(counts(day));
    }
    day
}

/// The day before so many days that count.
#[must_use]
pub fn days_before_that(date: Date, days: u8, counts: impl Fn(Date) -> bool) -> Date {
    let (mut day, mut left) = (date, days);
    while left > 0 && day > Date::MIN {
        day = add_days(day, -1);
        left -= u8::from(counts(day));
    }
    day
}

/// Date, hour and minute of a moment (Unix milliseconds) in Asia/Shanghai, which has no summer time.
#[must_use]
pub fn in_china(millis: i64) -> Option<(Date, i64, i64)> {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60;
    let minutes = millis.checked_add(8 * 60 * MINUTE)?.div_euclid(MINUTE);
    let date = of_epoch_days(i32::try_from(minutes.div_euclid(DAY)).ok()?)?;
    let of_day = minutes.rem_euclid(DAY);
    Some((date, of_day / 60, of_day % 60))
}

/// The largest `n` with `add_months(from, n) ≤ at`; negative before `from`.
#[must_use]
pub fn full_months(from: Date, at: Date) -> i32 {
    let months = (i32::from(at.year()) - i32::from(from.year())) * 12 + i32::from(at.month()) - i32::from(from.month());
    if add_months(from, months) > at { months - 1 } else { months }
}

/// 周岁: the largest `n` with `add_months(from, 12 n) ≤ at`; negative before `from`.
#[must_use]
pub fn full_years(from: Date, at: Date) -> i32 {
    full_months(from, at).div_euclid(12)
}

/// 不满十六周岁: the 16th birthday itself is no longer inside.
#[must_use]
pub fn under16(born: Date, at: Date) -> bool {
    at < add_months(born, 16 * 12)
}

/// 6个月以上: exactly six months count.
#[must_use]
pub fn six_months(from: Date, at: Date) -> bool {
    at >= add_months(from, 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_written_in_one_go_is_taken_apart() {
        for text in ["2017年3月8日", "2017/3/8", "2017.3.8", "2017-3-8", " ２０１７年 3 月 8 号", "\u{200B}2017–3–8"]
        {
            assert_eq!(whole(text), Some(["2017", "3", "8"].map(str::to_owned)), "{text:?}");
        }
        assert_eq!(whole("20170308"), Some(["2017", "03", "08"].map(str::to_owned)));
        for text in
            ["", "2017", "2017年3月", "17-3-8", "2017-3-8-1", "201703081", "2017年三月8日", "2017-123-1", "3/8/2017"]
        {
            assert_eq!(whole(text), None, "{text}");
        }
    }
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn only_whole_real_days_are_read() {
        assert_eq!(parse("2015-03-08"), Ok(date(2015, 3, 8)));
        for (text, error) in [
            ("", DateError::Incomplete),
            ("2015--", DateError::Incomplete),
            ("2015-03-", DateError::Incomplete),
            ("-03-08", DateError::Incomplete),
            ("2015-3-8", DateError::Shape),
            ("15-03-08", DateError::Shape),
            ("2015-03-08T", DateError::Shape),
            ("二零一五-03-08", DateError::Shape),
            ("2015年03月8", DateError::Incomplete),
            ("2015-02-29", DateError::NoSuchDay),
            ("2015-13-01", DateError::NoSuchDay),
            ("0000-01-01", DateError::NoSuchDay),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        assert_eq!(parts("2015--8"), ["2015", "", "8"]);
    }

    #[test]
    fn working_days_leave_out_the_weekend() {
        let friday = date(2026, 11, 20);
        assert_eq!(add_working_days(friday, 1), date(2026, 11, 23));
        assert_eq!(add_working_days(friday, 15), date(2026, 12, 11), "T-73 without holidays");
        assert_eq!(add_working_days(date(2026, 11, 21), 3), date(2026, 11, 25));
        let holiday = date(2026, 12, 1);
        let counts = |day| is_weekday(day) && day != holiday;
        assert_eq!(add_days_that(friday, 15, counts), date(2026, 12, 14), "a holiday puts it off by a working day");
        assert_eq!(days_before_that(date(2026, 12, 2), 3, counts), date(2026, 11, 26), "and brings it forward");
    }

    #[test]
    fn months_end_on_the_last_day_where_the_day_is_missing() {
        assert_eq!(add_months(date(2026, 8, 31), 6), date(2027, 2, 28));
        assert_eq!(add_months(date(2023, 8, 31), 6), date(2024, 2, 29));
        assert_eq!(add_months(date(2026, 3, 31), -1), date(2026, 2, 28));
        assert_eq!(add_months(date(2026, 5, 21), 6), date(2026, 11, 21));
        assert_eq!(add_months(Date::MAX, 1), Date::MAX);
        assert_eq!(add_months(Date::MIN, -1), Date::MIN);
    }

    #[test]
    fn six_months_to_the_day_count_and_the_sixteenth_birthday_does_not() {
        assert!(six_months(date(2026, 5, 21), date(2026, 11, 21)));
        assert!(!six_months(date(2026, 5, 22), date(2026, 11, 21)));
        assert!(under16(date(2010, 11, 22), date(2026, 11, 21)));
        assert!(!under16(date(2010, 11, 21), date(2026, 11, 21)));
    }

    /// Rules 13.4, as of 2026-11-21.
    #[test]
    fn r_13_4_ages_in_full_months_and_years() {
        let at = date(2026, 11, 21);
        assert_eq!(full_months(date(2023, 10, 22), at), 36);
        assert_eq!(full_months(date(2023, 10, 21), at), 37);
        assert_eq!(full_years(date(2019, 11, 22), at), 6);
        assert_eq!(full_years(date(2019, 11, 21), at), 7);
        assert_eq!(full_years(date(2020, 2, 29), date(2027, 2, 27)), 6);
        assert_eq!(full_years(date(2020, 2, 29), date(2027, 2, 28)), 7);
        assert_eq!(full_years(date(2012, 2, 29), date(2026, 2, 28)), 14);
    }

    #[test]
    fn printed_without_leading_zeros() {
        assert_eq!(chinese(date(2026, 1, 2)), "2026年1月2日");
        assert_eq!(format(date(2026, 1, 2)), "2026-01-02");
    }

    prop_compose! {
        fn any_date()(days in -400_000_i32..400_000) -> Date {
            date(2000, 1, 1).saturating_add(jiff::Span::new().days(days))
        }
    }

    proptest! {
        #[test]
        fn full_months_is_the_largest_number_of_months_that_fits(from in any_date(), at in any_date()) {
            let months = full_months(from, at);
            prop_assert!(add_months(from, months) <= at);
            prop_assert!(add_months(from, months + 1) > at);
            let years = full_years(from, at);
            prop_assert!(add_months(from, years * 12) <= at);
            prop_assert!(add_months(from, (years + 1) * 12) > at);
        }

        #[test]
        fn days_are_counted_as_the_calendar_counts_them(day in any_date(), days in -40_000_i32..40_000) {
            let epoch = date(1970, 1, 1);
            prop_assert_eq!(epoch_days(day), epoch.until(day).unwrap().get_days());
            prop_assert_eq!(of_epoch_days(epoch_days(day)), Some(day));
            prop_assert_eq!(add_days(day, days), day.saturating_add(jiff::Span::new().days(days)));
        }

        #[test]
        fn a_moment_is_told_by_the_clock_of_shanghai(millis in -2_000_000_000_000_i64..9_000_000_000_000) {
            let at = jiff::tz::Offset::constant(8).to_datetime(jiff::Timestamp::from_millisecond(millis).unwrap());
            prop_assert_eq!(in_china(millis), Some((at.date(), i64::from(at.hour()), i64::from(at.minute()))));
        }

        #[test]
        fn a_formatted_date_reads_back(day in any_date()) {
            prop_assert_eq!(parse(&format(day)), Ok(day));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,14}") {
            let _ = parse(&text);
        }
    }
}
