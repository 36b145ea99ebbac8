//! What the keys are for: values that open at their place only, counties, changes of keys, erasure.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod erasure;
mod harness;
mod places;
mod rotation;
