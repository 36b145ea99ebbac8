//! The rules by which the register can be spread over several machines one day, and the check that holds them:
//! `docs/adr/0022-distribution-rules.md`.
//!
//! Every statement of a test's store is judged by its text ([`judge`]); one that breaks a rule and is not in the list of
//! [`exceptions`] fails the test. `tests/distribution/` judges the tables, and says which exceptions no longer occur.

mod conditions;
mod exceptions;
mod judge;
mod rules;
mod sql;
mod tables;
mod watch;

pub use exceptions::{Exception, exceptions};
pub use judge::judge;
pub use rules::{Finding, Rule};
pub use tables::{COUNTY, Kind, TABLES, kind};
pub use watch::Watch;
pub(super) use watch::{forgets_county, is_ours};
