//! PostgreSQL gives and takes only rows of the counties that a statement names (access.md B.6, ADR 34).
//!
//! Each table of a county has a policy that compares `county_code` with the setting `tongce.counties`. The setting holds
//! for one transaction and is made of the statement's own values ([`named`]), so that a statement that forgot its county
//! finds nothing and writes nothing, whatever its conditions say. The few that look into every county say so
//! ([`everywhere`]). [`super::pool`] and [`super::transaction`] are the only ways to the database, and set it.

mod everywhere;
mod named;
mod policy;
mod role;

pub(crate) use everywhere::everywhere;
pub(crate) use named::{EVERYWHERE, setting};
pub(crate) use policy::protect;
#[cfg(feature = "testing")]
pub use policy::protected;
pub use role::{Role, RowSecurity};

/// The statement that makes a transaction see the counties of `setting`, until the next one or its end.
pub(super) fn set_local(setting: &str) -> String {
    // Digits, commas and a star: `named` lets nothing else through.
    format!("SET LOCAL tongce.counties = '{setting}'")
}
