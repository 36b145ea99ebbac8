//! Queries on drafts, versions of the notice, and refused messages.

pub(crate) mod arrivals;
pub mod drafts;
pub mod guardians;
pub mod refused_messages;
