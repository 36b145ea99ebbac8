//! Divisions for the address picker.

#![allow(missing_docs, reason = "the server macro makes argument structs without documentation")]

pub mod along;
pub mod search;

#[cfg(feature = "ssr")]
pub use along::steps;
pub use along::{PlaceStep, along, holds};
pub use search::search;
