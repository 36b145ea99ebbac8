//! Queries on drafts, versions of the notice, and declarations that are kept for their workers.

pub(crate) mod arrivals;
pub mod drafts;
pub mod kept;
pub mod notices;
