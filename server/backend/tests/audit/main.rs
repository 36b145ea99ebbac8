//! The trail: written with the act, sealed in chains, verified against whoever changes the tables.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod acts;
mod alerts;
mod anchors;
mod archive;
mod evidence;
mod harness;
mod looks;
mod recovery;
mod sealing;
mod searching;
mod tampering;
