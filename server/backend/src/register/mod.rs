//! The register itself: records and their versions, sealed, found by keyed hashes, compared with each other.

pub(crate) mod backfill;
pub mod document;
pub mod duplicates;
pub mod hash;
pub mod hashes;
pub(crate) mod items;
pub mod measures;
pub mod receipt;
pub mod requests;
pub mod rows;
pub mod seen;
pub(crate) mod settled_counts;
pub mod tables;
