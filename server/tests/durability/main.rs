//! What was acknowledged is there after `kill -9`: the real program on SQLite, killed under load.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

mod phones;
mod program;
#[path = "../../examples/load/sample.rs"]
mod sample;
mod submissions;

/// How often the program is killed in each story.
const ROUNDS: usize = 3;
