//! Divisions for the address picker.

mod along;
mod search;

#[cfg(feature = "ssr")]
pub use along::steps;
pub use along::{PlaceStep, along};
pub use search::search;
