//! Divisions for the address picker.

pub mod along;
pub mod search;

#[cfg(feature = "ssr")]
pub use along::steps;
pub use along::{PlaceStep, along, holds};
pub use search::search;
