//! The review of a record (rules 10.1): who may do what in which state, and what a decision must
//! say. Tables, read by the buttons and by the services alike.
//!
//! | module | holds |
//! | --- | --- |
//! | `role` | the people who move a record |
//! | `table` | which action is offered to whom in which state, and where it leads |
//! | `decision` | what a reviewer sends |

mod decision;
mod role;
mod table;

pub use decision::{Decision, DuplicateDecision, FieldComment};
pub use role::Role;
pub use table::{Action, actions, is_own_submission, next_state};
