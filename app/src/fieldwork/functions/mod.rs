//! Field work: what goes between a worker's phone and the server besides the sealed messages, and what the
//! township sees of it.

#![allow(missing_docs, reason = "the server macro makes argument structs without documentation")]

pub mod coverage;
pub mod dismiss;
pub mod enrol;
pub mod pull;
pub mod reserve_links;

pub use coverage::coverage;
pub use dismiss::dismiss;
pub use enrol::enrol;
pub use pull::pull;
pub use reserve_links::reserve_links;
