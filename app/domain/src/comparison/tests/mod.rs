//! The vectors of comparison by their numbers, and what holds for every answer.

mod batches;
mod children;
mod columns;
mod differences;
mod identity;
mod insurance;
mod items;
mod random;
mod reading;
mod schooling;
mod services;

use jiff::civil::{Date, date};

use super::*;
use children::*;

/// Monday, the day of the vectors.
const DAY: Date = date(2026, 11, 23);

fn record(record: Record) -> Answer {
    Answer { says: Statement::Record(record), note: String::new() }
}

fn says(says: Statement) -> Answer {
    Answer { says, note: String::new() }
}

fn no_record() -> Answer {
    says(Statement::NoRecord)
}

/// The fields in which the records differ.
fn fields(outcome: &Outcome) -> Vec<&str> {
    outcome.differences.iter().map(|difference| difference.field.as_str()).collect()
}

/// What the department says of the first difference, as a code.
fn stated(outcome: &Outcome) -> Option<&str> {
    outcome.differences.first()?.department.as_ref()?.as_text()
}
