//! The review side as its people meet it: every story on SQLite, and on PostgreSQL when a cluster is given.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod accounts;
mod county;
mod decisions;
mod duplicates;
mod grants;
mod harness;
mod links;
mod queue;
mod seed;
mod seen;
mod transfers;
