//! Answers that do not agree with what was declared, from the day they come until they are settled (差异, county.md B.12).
//!
//! | module | holds |
//! | --- | --- |
//! | `words` | what rests sealed: what differs, and who said what about it |
//! | `opening` | one is opened by an answer |
//! | `list` | those of a county, a township, a village or a department |
//! | `act` | what each of them does with it |
//! | `amend` | a correction becomes a new version of the record (更正, A.4) |

mod act;
mod amend;
mod list;
mod opening;
mod words;

pub use act::{Move, act};
pub use list::{DiscrepancyLine, list, one};
pub(super) use opening::{opened, superseded};
pub use words::{Finding, Line, Words};
