//! The review of a record (rules 10.1): what moves in which state, and what a decision must say.
//! Who may make a move says the access table.
//!
//! | module | holds |
//! | --- | --- |
//! | `table` | the moves of a state, the row of the access table that says who makes one, and where it leads |
//! | `decision` | what a reviewer sends |
//! | `reveal` | why a masked group is looked at in full |

mod decision;
mod reveal;
mod table;

pub use decision::{Decision, DuplicateDecision, FieldComment};
pub use reveal::{RevealReason, RevealWhy};
pub use table::{Action, arrival, authority, is_own_submission, moves_from, next_state};
