//! Is this child in scope, by which rule, and from when: pure functions of answers, policy and day.
//!
//! Read in this order: [`outcome`] (three-valued logic), [`policy`] (what provinces may differ in),
//! [`facts`] (what the answers say), then one rule a file: [`monitoring`] (DT-M), [`statistical`]
//! (DT-S), [`left_behind`] (DT-L), [`overlap`] (DT-X); [`verdict::assess`] puts them together.
//!
//! Source: 民发〔2024〕17号 and 津民发〔2024〕12号. A missing fact gives `REVIEW`, never a quiet `OUT`.

pub mod facts;
pub mod geography;
pub mod left_behind;
pub mod monitoring;
pub mod outcome;
pub mod overlap;
pub mod parent;
pub mod policy;
pub mod reason;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
pub mod statistical;
pub mod verdict;

#[cfg(test)]
mod tests;

pub use outcome::{Outcome, Ruling, Truth};
pub use overlap::{Class, Overlap};
pub use policy::{Policy, PolicyError, StatScope};
pub use reason::{Reason, ReasonCode};
pub use verdict::{Flag, Verdict, assess};
