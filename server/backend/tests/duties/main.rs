//! Duties of the law: what is kept for how long, what is kept from being erased, what leaves the register, breaches, and the
//! yearly pack. Every story on SQLite, and on PostgreSQL when a cluster is given.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod breaches;
mod by_itself;
mod exports;
mod harness;
mod holds;
mod pack;
mod requests;
mod retention;
