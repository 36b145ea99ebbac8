//! The one door to places for pages: answered from this phone's own index when one was loaded, else by the
//! server.
//!
//! The index and its code come with a worker's pages; a family's first download has this door only.

use std::sync::OnceLock;

use domain::divisions::DivisionItem;

use crate::places::functions::PlaceStep;
use crate::wire::Failure;

pub mod functions;
mod index;

pub use index::{load, load_divisions};

/// Who knows places.
pub trait Places: Send + Sync {
    /// The lists on the way to `code`, and the list below it, without the first `skip` of them.
    fn along(&self, code: &str, skip: usize) -> Vec<PlaceStep>;
    /// The divisions that fit the words, likeliest first: as many as a phone shows without scrolling.
    fn found(&self, words: &str) -> Vec<DivisionItem>;
}

/// This phone's own index, once it was loaded.
static OWN: OnceLock<Box<dyn Places>> = OnceLock::new();

/// Are places known without the server?
#[must_use]
pub fn known_here() -> bool {
    OWN.get().is_some()
}

/// The lists on the way to `code`, and the list below it.
///
/// # Errors
/// [`Failure::Offline`] without a connection when this phone has no index.
pub async fn along(code: String) -> Result<Vec<PlaceStep>, Failure> {
    match OWN.get() {
        Some(own) => Ok(own.along(&code, 0)),
        None => functions::along(code, 0).await,
    }
}

/// The divisions that fit the words, likeliest first.
///
/// # Errors
/// [`Failure::Offline`] without a connection when this phone has no index.
pub async fn search(words: String) -> Result<Vec<DivisionItem>, Failure> {
    match OWN.get() {
        Some(own) => Ok(own.found(&words)),
        None => functions::search(words).await,
    }
}
