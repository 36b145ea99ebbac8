//! Server functions: find the actor, call one service, return what it returns.
//!
//! One folder a noun, one file a verb. Imports of the server stay inside the bodies.

pub mod codec;
#[cfg(feature = "ssr")]
pub mod context;
pub mod declarations;
pub mod divisions;
pub mod failure;
pub mod fieldwork;
pub mod links;
pub mod reviews;
pub mod sessions;

pub use failure::Failure;
