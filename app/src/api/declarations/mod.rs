//! The declaration of a family: one server function a verb.

mod consent;
mod correct;
mod discard;
mod load;
mod save;
mod sibling;
mod submit;

pub use consent::consent;
pub use correct::correct;
pub use discard::discard;
pub use load::{Loaded, load};
pub use save::{Changes, save};
pub use sibling::sibling;
pub use submit::submit;
