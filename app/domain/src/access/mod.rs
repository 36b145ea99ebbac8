//! The access table: who is shown which group of fields of a record, and who may do what with it, in which state.
//!
//! `access.toml` is the table; the build script checks it (`source/check.rs`) and writes it as Rust. Whatever no row says
//! is refused. Two questions are asked of it: [`levels`] (how much of each group is shown) and [`decide`] (whether an
//! action is allowed, and what it asks for); [`project()`] carries the first one out on answers.
//!
//! Nothing that runs on a phone asks the table, so that a phone does not carry it.
//!
//! | module | holds |
//! | --- | --- |
//! | `codes` | the enums that are made of `access.toml` |
//! | `row`, `table` | the rows that are made of it |
//! | `role` | what comes with a role: second factor, who grants it, what excludes it |
//! | `standing` | how accounts and assignments stand, and who may grant one |
//! | `password` | what a chosen password must be |
//! | `state` | the states of the table and those of the register |
//! | `see` | the level of a role, relation, state and group |
//! | `act` | what may be done, and on which conditions |
//! | `project` | answers as far as they are shown, and what may be written back |
//! | `mask` | what is left of an answer that is shown masked |
//! | `source` | the file itself, for the build script and tests |

mod act;
mod codes;
mod mask;
mod password;
mod project;
mod role;
mod row;
mod see;
mod standing;
mod state;
mod table;

#[cfg(test)]
#[allow(dead_code, reason = "the build script reads labels and places too")]
mod source;
#[cfg(test)]
mod tests;

pub use act::{Conditions, Decision, Target, decide, may, menu, offers, permissions};
pub use codes::{Action, Channel, Condition, Group, Level, Relation, Role, State};
pub use password::{DENGBAO3_DAYS, PasswordFault, PasswordProfile, SHORTEST, SHORTEST_ALONE, check_password};
pub use project::{accept, project};
pub use row::{Bound, SecondFactor, Sees};
pub use see::{Levels, cells, level, levels, seen};
pub use standing::{
    AccountState, AssignmentState, CONFIRMATION_HOURS, GrantFault, Granter, NOTICE_DAYS, Proposal, UNUSED_DAYS, check,
    check_grant, ends_soon, idle_minutes, longest_term, longest_to,
};
pub use table::VERSION;
