//! A cell's value as its file has it, before anybody asks what it means.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::values::date;

/// A cell of a sheet. Its debug output holds no value: cells hold personal data.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    #[default]
    #[serde(rename = "e")]
    Empty,
    /// Text, trimmed, not empty.
    #[serde(rename = "t")]
    Text(String),
    /// A number, which has fifteen digits at most: a file that shows more has lost them.
    #[serde(rename = "n", with = "exact")]
    Number(f64),
    /// A number that the file shows as a date.
    #[serde(rename = "d", with = "date::iso")]
    Day(Date),
    /// True or false.
    #[serde(rename = "b")]
    Bool(bool),
    /// A formula without a result, with an error for a result, or that looks into another file. Nothing is ever calculated.
    #[serde(rename = "f")]
    Formula,
    /// The value of a merged cell, in each row over which it stands.
    #[serde(rename = "m")]
    Merged(Box<Self>),
}

impl Cell {
    /// Text; empty when there is nothing to see.
    #[must_use]
    pub fn text_of(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Merged(cell) => cell.is_empty(),
            _ => false,
        }
    }

    /// The cell as somebody would type it. A number of more than fifteen digits is written with an exponent, so that nobody
    /// takes it for one that is whole.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty | Self::Formula => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.abs() >= WHOLE => format!("{number:e}"),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => date::format(*day),
            Self::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }).to_owned(),
            Self::Merged(cell) => cell.text(),
        }
    }
}

/// From here on a number has more than fifteen digits.
pub(super) const WHOLE: f64 = 1e15;

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Text(_) => "Text(…)",
            Self::Number(_) => "Number(…)",
            Self::Day(_) => "Day(…)",
            Self::Bool(_) => "Bool(…)",
            Self::Formula => "Formula",
            Self::Merged(_) => "Merged(…)",
        })
    }
}

/// On which day a workbook begins to count (ISO/IEC 29500-1, 18.17.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DaySystem {
    /// 1 is 1900-01-01, and 1900 is taken for a leap year.
    #[default]
    Y1900,
    /// 0 is 1904-01-01.
    Y1904,
}

impl DaySystem {
    /// The day of a serial number; `None` before 1900-03-01, where programs disagree, and beyond the calendar.
    #[must_use]
    pub fn day(self, serial: f64) -> Option<Date> {
        /// 1899-12-30 and 1904-01-01 as days from 1970-01-01.
        const BEGINS: [i32; 2] = [-25_569, -24_107];
        if !(61.0..3_000_000.0).contains(&serial) {
            return None;
        }
        // Hours and minutes are cut off.
        #[expect(clippy::cast_possible_truncation, reason = "it is in the range above")]
        let days = serial.floor() as i32;
        date::of_epoch_days(days + BEGINS[usize::from(self == Self::Y1904)])
    }
}

/// A number as text that reads back as the same number: formats of text may round the last digit.
mod exact {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
