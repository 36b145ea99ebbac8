//! Rows and records as pages show them: every part as far as the access table shows it to this person
//! ([`crate::register::seen`]).
//!
//! | module | holds |
//! | --- | --- |
//! | `row` | a line of a list |
//! | `record` | a record with everything that belongs to it |
//! | `candidates` | records that may be of the same child |
//! | `history` | what happened to it |

mod candidates;
mod history;
mod record;
mod row;

pub(crate) use candidates::in_area;
pub(crate) use record::{Shown, is_own, record_view, reveals};
pub(crate) use row::row_view;
