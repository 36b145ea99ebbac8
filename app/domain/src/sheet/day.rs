//! A day in a cell, in all ways in which sheets have it.

use jiff::civil::Date;

use super::calendar_words::{is_lunar, with_digits};
use super::{Cell, Code, DaySystem, Found, nothing};
use crate::values::{NationalId, date, text};

/// Ages in full years that a two-digit year or a bare serial number may give to a child.
const AGES: std::ops::RangeInclusive<i32> = 0..=17;

/// Which day the column holds.
#[derive(Clone, Copy, Debug)]
pub enum DayOf<'a> {
    /// A child's birth date; the number of the same row, where it is right, tells day from month.
    Birth(Option<&'a NationalId>),
    /// Any other day: it may be to come.
    Event,
}

/// Reads a day. `on`: the day of the list; `system`: how its workbook counts days.
#[must_use]
pub fn read_day(cell: &Cell, of: DayOf<'_>, on: Date, system: DaySystem) -> Found<Date> {
    let found = match cell {
        Cell::Formula => Found::wrong(Code::Formula),
        Cell::Merged(inner) if !inner.is_empty() && matches!(of, DayOf::Birth(_)) => Found::wrong(Code::MergedBody),
        Cell::Merged(inner) => return read_day(inner, of, on, system),
        Cell::Day(day) => Found::right(*day),
        Cell::Number(number) => of_digits(&number.to_string(), of, on, system),
        Cell::Bool(_) => Found::wrong(Code::DateBad),
        Cell::Empty | Cell::Text(_) => match nothing::words(cell) {
            None => Found::NOTHING,
            Some(words) => written(&words, of, on, system),
        },
    };
    match (&found.value, of) {
        (Some(day), DayOf::Birth(_)) if *day > on => Found::wrong(Code::DateFuture),
        _ => found,
    }
}

fn written(words: &str, of: DayOf<'_>, on: Date, system: DaySystem) -> Found<Date> {
    let plain: String = words.chars().map(text::half_width).collect();
    if is_lunar(&plain) {
        return Found::wrong(Code::DateLunar);
    }
    let plain = with_digits(without_time(plain.trim()));
    let plain: String = plain.chars().filter(|&c| !text::is_invisible(c)).collect();
    let joint =
        |c: char| text::is_hyphen(c) || matches!(c, '/' | '\\' | '.' | '。' | ',' | '、' | '年' | '月' | '日' | '号');
    if !plain.chars().all(|c| c.is_ascii_digit() || joint(c)) {
        return Found::wrong(Code::DateBad);
    }
    let runs: Vec<&str> = plain.split(joint).filter(|run| !run.is_empty()).collect();
    match runs[..] {
        [all] => of_digits(all, of, on, system),
        [year, _] if year.len() == 4 => Found::wrong(Code::DatePartial),
        [first, second, third] => match [first.len(), second.len(), third.len()] {
            [4, 1..=2, 1..=2] => real([first, second, third]),
            [1..=2, 1..=2, 1..=2] => of_century([first, second, third], of, on),
            [1..=2, 1..=2, 4] => year_last([first, second, third], of),
            _ => Found::wrong(Code::DateBad),
        },
        _ => Found::wrong(Code::DateBad),
    }
}

/// Digits in one go: `20150308`, a year and month, or a serial number.
fn of_digits(digits: &str, of: DayOf<'_>, on: Date, system: DaySystem) -> Found<Date> {
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.len() {
        8 if whole => real([&digits[..4], &digits[4..6], &digits[6..]]),
        4 | 6 if whole && matches!(&digits[..2], "19" | "20") => Found::wrong(Code::DatePartial),
        _ => {
            let day = digits.parse::<f64>().ok().and_then(|serial| system.day(serial));
            let fits = |day: &Date| match of {
                DayOf::Birth(_) => AGES.contains(&date::full_years(*day, on)),
                DayOf::Event => (1990..2100).contains(&day.year()),
            };
            day.filter(fits).map_or(Found::wrong(Code::DateBad), Found::right)
        }
    }
}

/// `15.3.8`: the year first, in this century, if that makes a child of it.
fn of_century([year, month, day]: [&str; 3], of: DayOf<'_>, on: Date) -> Found<Date> {
    let full = format!("20{year:0>2}");
    let read = real([&full, month, day]);
    match (read.value, of) {
        (Some(day), DayOf::Birth(_)) if AGES.contains(&date::full_years(day, on)) => {
            Found::with(day, Code::DateCentury)
        }
        (Some(day), DayOf::Event) => Found::with(day, Code::DateCentury),
        _ => Found::wrong(Code::DateBad),
    }
}

/// `08/03/2015`: the year last, day and month in either order. Where both orders make a day, only the number of the row can tell.
fn year_last([first, second, year]: [&str; 3], of: DayOf<'_>) -> Found<Date> {
    let month_first = real([year, first, second]).value;
    let day_first = real([year, second, first]).value;
    match (month_first, day_first) {
        (None, None) => Found::wrong(Code::DateBad),
        (Some(day), None) | (None, Some(day)) => Found::right(day),
        (Some(one), Some(other)) if one == other => Found::right(one),
        (Some(one), Some(other)) => match of {
            DayOf::Birth(Some(id)) if [one, other].contains(&id.birth_date()) => Found::right(id.birth_date()),
            _ => Found::wrong(Code::DateAmbiguous),
        },
    }
}

fn real([year, month, day]: [&str; 3]) -> Found<Date> {
    let parse = |text: &str| text.parse::<i16>().ok();
    let day = match (parse(year), parse(month), parse(day)) {
        (Some(year @ 1900..=2199), Some(month), Some(day)) => date::real(year, month, day),
        _ => None,
    };
    day.map_or(Found::wrong(Code::DateBad), Found::right)
}

/// The text before a time of day: `2015-03-08 00:00:00`, `2015-03-08T00:00:00.000Z`.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', 't', ' ']) {
        Some((day, time)) if time.contains(':') && time.trim().starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => text,
    }
}
