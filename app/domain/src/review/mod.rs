//! The review of a record (rules 10.1): its states, who may do what in which, and what a decision must
//! say. Tables, read by the buttons and by the services alike.

mod decision;
mod state;
mod table;

pub use decision::{Decision, DuplicateDecision, FieldComment};
pub use state::{Role, State};
pub use table::{Action, actions, is_own_submission, next_state};
