//! Stories of field work, on SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod consents;
mod corrections;
mod people;
mod pulling;
mod pushing;
mod reviewer;
mod sending;
mod township;
