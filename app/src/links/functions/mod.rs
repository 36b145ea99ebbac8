//! Links through which families come, as a worker's phone makes them; the page of links is the office's.

pub mod create;

pub use create::{Wanted, create};

use domain::view::links::LinkKind;

/// Days for which a link may be made, as the page offers them.
pub const DAYS: [u32; 4] = [7, 30, 90, 365];

/// The kind with this word.
#[must_use]
pub fn kind(word: &str) -> LinkKind {
    if word == "village" { LinkKind::Village } else { LinkKind::Personal }
}
