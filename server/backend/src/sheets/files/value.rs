//! A value of calamine as a cell.

use calamine::DataRef;
use domain::sheet::{Cell, DaySystem};
use domain::values::cell::from_cell;

/// The cell. `formula`: whether it is one; its stored result is used, and what has none is [`Cell::Formula`].
pub(super) fn cell(value: DataRef<'_>, formula: bool, system: DaySystem) -> Cell {
    match value {
        DataRef::Empty if formula => Cell::Formula,
        DataRef::Empty => Cell::Empty,
        DataRef::Error(_) => Cell::Formula,
        DataRef::Bool(yes) => Cell::Bool(yes),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet keeps fifteen digits of it anyway")]
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => of_number(number),
        DataRef::DateTime(at) if at.is_duration() => of_number(at.as_f64()),
        DataRef::DateTime(at) => system.day(at.as_f64()).map_or(of_number(at.as_f64()), Cell::Day),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::text_of(from_cell(&text))
        }
        DataRef::SharedString(text) => Cell::text_of(from_cell(text)),
    }
}

/// A file may hold the words of numbers that are none.
fn of_number(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Formula }
}
