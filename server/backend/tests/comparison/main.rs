//! A county compares its records with departments: every story on SQLite, and on PostgreSQL when a cluster is given.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod answers;
mod batches;
mod discrepancies;
mod harness;
mod sheets;
