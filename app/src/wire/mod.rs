//! Asking the server: who asks, what may go wrong, and the words for it. Each subject has its own server functions,
//! one a file; imports of the server stay inside their bodies.

#[cfg(feature = "ssr")]
pub mod context;
pub mod failure;
pub mod failure_page;
pub mod sessions;

pub use failure::Failure;

/// Below which path server functions are: the prefix of each.
pub const FUNCTIONS: &str = "/fn/";
