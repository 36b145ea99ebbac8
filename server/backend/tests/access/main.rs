//! Persons, accounts and assignments as administrators and their owners meet them: every story on SQLite, and on PostgreSQL
//! when a cluster is given.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod administration;
mod assignments;
mod breached;
mod clients;
mod factors;
mod hand_over;
mod harness;
mod nightly;
