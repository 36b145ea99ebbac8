//! What the real program withstands on SQLite: killed under load, everything that was acknowledged is there; attacked by
//! one sender, it serves the others.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

mod attacks;
mod back_off;
mod doors;
mod phones;
mod program;
#[path = "../../examples/load/sample.rs"]
mod sample;
mod submissions;
mod too_large;

/// How often the program is killed in each story.
const ROUNDS: usize = 3;
