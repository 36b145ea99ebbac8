//! Links and posters through which families come.

pub mod create;
pub mod list;
pub mod poster;
pub mod revoke;

pub use create::create;
pub use list::{LinksView, list};
pub use poster::poster;
pub use revoke::revoke;

use domain::view::LinkKind;

/// Days for which a link may be made, as the page offers them.
pub const DAYS: [u32; 4] = [7, 30, 90, 365];

/// The kind with this word.
#[must_use]
pub fn kind(word: &str) -> LinkKind {
    if word == "village" { LinkKind::Village } else { LinkKind::Personal }
}
