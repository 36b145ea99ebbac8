//! The register's own knowledge: what the two forms ask, what a valid answer is, which child is in
//! scope, which unit owns the record and which moves a review allows.
//!
//! Everything here is pure and compiles for the phone (WASM) and the server alike: no clock, no I/O,
//! no randomness. Days, ids and deployment settings come in as arguments, so the phone and the server
//! give the same answer because they run the same function.

pub mod assessment;
pub mod divisions;
pub mod duplicates;
pub mod eligibility;
pub mod fieldwork;
pub mod form;
pub mod forms;
pub mod ledger;
pub mod masking;
pub mod problem;
pub mod review;
pub mod routing;
pub mod values;
pub mod view;

pub use jiff::civil::Date;

#[cfg(test)]
mod wording_tests;
