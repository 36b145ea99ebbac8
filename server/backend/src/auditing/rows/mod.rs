//! What the rules look at, and the notices that they raise.

pub mod alerts;
pub mod looks;
