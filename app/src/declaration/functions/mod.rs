//! The declaration of a family: one server function a verb.

#![allow(missing_docs, reason = "the server macro makes argument structs without documentation")]

pub mod consent;
pub mod correct;
pub mod discard;
pub mod load;
pub mod notice;
pub mod print;
pub mod save;
pub mod sibling;
pub mod submit;

pub use consent::consent;
pub use correct::correct;
pub use discard::discard;
pub use load::{Loaded, load, practice};
pub use print::{Printed, print};
pub use save::{Changes, save};
pub use sibling::sibling;
pub use submit::submit;
