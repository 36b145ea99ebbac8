//! How two birth dates compare: a slip of the pen, or the lunar calendar.
//!
//! Grandparents know a child's lunar birthday. Typed as it is (正月十八 as 1月18日) or with a month added by rule of
//! thumb it lies 20 to 50 days from the date in the 户口簿.

use domain::Date;
use domain::duplicates::Birth;
use icu_calendar::cal::ChineseTraditional;
use jiff::Unit;

/// Days of a lunar month.
const LUNAR_MONTH: [i32; 2] = [29, 30];

/// Compares two birth dates.
pub(crate) fn compare(one: Date, other: Date) -> Birth {
    if one == other {
        return Birth::Equal;
    }
    let days = one.until((Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs());
    let near = days == 1
        || LUNAR_MONTH.contains(&days)
        || (one.year() == other.year() && one.month() == other.month())
        || (one.year() == other.year() && one.month() == other.day() && one.day() == other.month())
        || digits_apart(one, other) == Ok(1)
        || lunar(one) == Some(digits(other))
        || lunar(other) == Some(digits(one));
    if near { Birth::Near } else { Birth::Different }
}

fn digits(date: Date) -> (i32, u8, u8) {
    (i32::from(date.year()), u8::try_from(date.month()).unwrap_or(0), u8::try_from(date.day()).unwrap_or(0))
}

fn digits_apart(one: Date, other: Date) -> strsim::HammingResult {
    strsim::hamming(&one.to_string(), &other.to_string())
}

/// Year, month and day of the lunar calendar; a leap month counts as the one that it repeats.
fn lunar(date: Date) -> Option<(i32, u8, u8)> {
    let (year, month, day) = digits(date);
    let date = icu_calendar::Date::try_new_iso(year, month, day).ok()?.to_calendar(ChineseTraditional::new());
    Some((date.cyclic_year().related_iso, date.month().number(), date.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_lunar_calendar_is_that_of_the_almanac() {
        // 春节 and 中秋, and a day of the leap second month of 2023.
        assert_eq!(lunar(date(2024, 2, 10)), Some((2024, 1, 1)));
        assert_eq!(lunar(date(2024, 2, 9)), Some((2023, 12, 30)));
        assert_eq!(lunar(date(2015, 9, 27)), Some((2015, 8, 15)));
        assert_eq!(lunar(date(2015, 3, 8)), Some((2015, 1, 18)));
        assert_eq!(lunar(date(2023, 3, 22)), Some((2023, 2, 1)));
    }

    #[test]
    fn slips_and_lunar_dates_are_near() {
        let born = date(2015, 3, 8);
        for (other, why) in [
            (date(2015, 3, 9), "one day"),
            (date(2015, 8, 3), "month and day swapped"),
            (date(2015, 3, 28), "same month"),
            (date(2013, 3, 8), "one digit"),
            (date(2015, 1, 18), "the lunar date as it is"),
            (date(2015, 4, 7), "a lunar month later"),
            (date(2015, 2, 7), "a lunar month earlier"),
        ] {
            assert_eq!(compare(born, other), Birth::Near, "{why}");
            assert_eq!(compare(other, born), Birth::Near, "{why}");
        }
        assert_eq!(compare(date(2015, 12, 31), date(2016, 1, 1)), Birth::Near, "one day across the year");
        assert_eq!(compare(date(2016, 2, 5), date(2015, 12, 27)), Birth::Near, "a lunar date across the year");
        assert_eq!(compare(born, born), Birth::Equal);
        assert_eq!(compare(born, date(2016, 5, 20)), Birth::Different);
        assert_eq!(compare(born, date(2015, 5, 21)), Birth::Different);
    }
}
