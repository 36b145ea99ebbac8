//! Sheets as departments, schools and offices write them: what a cell means, and what is wrong with it.
//!
//! Everything here is pure. Reading files is the server's work (`backend::sheets`), which hands over [`Cell`]s; what stands in
//! them is judged here, so that every sheet that comes in (lists, answers, tables, receipts) is judged alike. No function fails:
//! each gives what it understood and a [`Code`] with a Chinese sentence for what it did not, because one bad cell must not
//! stop a row and one bad row must not stop a sheet.
//!
//! | file | holds |
//! | --- | --- |
//! | [`cell`] | a cell's value as its file has it |
//! | [`code`] | what may be said about a cell |
//! | [`id_number`] | 公民身份号码: damaged, masked, old, wrong |
//! | `day`, `calendar_words` | days in all ways of writing them; Chinese numerals and the lunar calendar's words |
//! | [`person`] | name and sex |
//! | [`identity`] | the four together, each helping the others |
//! | `nothing` | the words that mean an empty cell |
//! | [`columns`], `headings` | which column is which field; how a heading is compared |
//! | [`list`] | the columns of a list of children |

mod calendar_words;
pub mod cell;
pub mod code;
pub mod columns;
mod day;
mod headings;
pub mod id_number;
pub mod identity;
pub mod list;
mod nothing;
pub mod person;

#[cfg(test)]
mod tests;

pub use cell::{Cell, DaySystem};
pub use code::{Code, Level};
pub use columns::{Column, Field, Mapping, Whose};
pub use day::{DayOf, read_day};
pub use id_number::{Holder, read_id_number};
pub use identity::{Identity, Part};
pub use nothing::{is_nothing, words};
pub use person::{SheetName, read_name, read_sex};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was understood; nothing for an empty cell, and where a code of [`Level::Error`] says why.
    pub value: Option<T>,
    /// What is to be said about it.
    pub code: Option<Code>,
}

impl<T> Found<T> {
    /// An empty cell.
    pub(crate) const NOTHING: Self = Self { value: None, code: None };

    pub(crate) const fn right(value: T) -> Self {
        Self { value: Some(value), code: None }
    }

    pub(crate) const fn with(value: T, code: Code) -> Self {
        Self { value: Some(value), code: Some(code) }
    }

    pub(crate) const fn wrong(code: Code) -> Self {
        Self { value: None, code: Some(code) }
    }
}
