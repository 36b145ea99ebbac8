//! Backups of a register, and the way back.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

mod erased;
mod harness;
mod refused;
mod whole;
