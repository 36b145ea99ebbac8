//! Calendar dates and the Civil Code's arithmetic with them (rules 1.1; 民法典 第二百条 – 第二百零二条,
//! 第一千二百五十九条): 以上 includes the day, 不满 excludes it, a missing day is the month's last.

use jiff::civil::Date;
use thiserror::Error;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Year, month or day is missing.
    #[error("请把年、月、日都填上")]
    Incomplete,
    /// Something else than digits, or the wrong number of them.
    #[error("请用数字填写年、月、日，年份填 4 位，例如 2015 年 3 月 8 日")]
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
    date.to_string()
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
        fn a_formatted_date_reads_back(day in any_date()) {
            prop_assert_eq!(parse(&format(day)), Ok(day));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,14}") {
            let _ = parse(&text);
        }
    }
}
