//! What is wrong with a row, in the words of the row report.

use crate::comparison::columns::ReturnedColumn;
use crate::form::Choice;
use crate::values::coded::coded;

coded! {
    /// The code of an error in the row report. Those of the sheet as a whole (`ROW_KEY` and the like) are found by whoever
    /// reads sheets.
    RowFault {
        /// Not in the list.
        Code = "CODE", "不在可填的范围内";
        /// Two cells exclude each other.
        Contradiction = "CONTRADICTION", "前后矛盾";
        /// More characters than the column takes.
        TooLong = "TOO_LONG", "太长";
        /// No day of the calendar.
        DateBad = "DATE_BAD", "日期不对";
        /// Digits or a place that cannot be read.
        Shape = "SHAPE", "格式不对";
    }
}

/// An error at a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Header of the column.
    pub column: &'static str,
    /// What kind.
    pub fault: RowFault,
    /// What to do, in Chinese; without any value of the row.
    pub message: String,
    /// The labels nearest to what was written, for [`RowFault::Code`].
    pub offers: Vec<&'static str>,
}

pub(super) fn code(column: &ReturnedColumn, choices: &'static [Choice], typed: &str) -> RowError {
    let offers = nearest(choices, typed);
    let message = format!("不在可填的范围内，请改为：{}", offers.join("、"));
    RowError { column: column.header, fault: RowFault::Code, message, offers }
}

pub(super) fn too_long(column: &ReturnedColumn, max: u16) -> RowError {
    plain(column.header, RowFault::TooLong, format!("太长了，请控制在{max}字以内"))
}

pub(super) fn date(column: &ReturnedColumn) -> RowError {
    plain(column.header, RowFault::DateBad, "请写成年-月-日，例如2026-11-23".to_owned())
}

pub(super) fn shape(column: &ReturnedColumn, message: &str) -> RowError {
    plain(column.header, RowFault::Shape, message.to_owned())
}

pub(super) fn contradiction(header: &'static str, message: &str) -> RowError {
    plain(header, RowFault::Contradiction, message.to_owned())
}

fn plain(column: &'static str, fault: RowFault, message: String) -> RowError {
    RowError { column, fault, message, offers: Vec::new() }
}

/// The labels with the fewest characters to change, in the order of the list.
fn nearest(choices: &'static [Choice], typed: &str) -> Vec<&'static str> {
    let distances = choices.iter().map(|choice| (distance(choice.label, typed), choice.label));
    let distances: Vec<(usize, &str)> = distances.collect();
    let least = distances.iter().map(|(distance, _)| *distance).min();
    distances.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, label)| label).collect()
}

/// Characters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, x) in a.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (place, y) in b.iter().enumerate() {
            let replaced = before + usize::from(x != *y);
            before = row[place + 1];
            row[place + 1] = replaced.min(before + 1).min(row[place] + 1);
        }
    }
    row[b.len()]
}
