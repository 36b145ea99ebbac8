//! What a family's phone knows while it fills in: the draft's answers, what the checks find in them,
//! and what is still to be saved.
//!
//! A [`Declaration`] outlives the pages: walking from screen to screen needs no server. Inputs are not
//! bound to it; a control is read when it changes and written only when an answer changes by itself
//! (a correction taken, an address copied), so typing is never disturbed.

mod answering;
pub mod command;
pub mod content;
mod copy;
pub mod functions;
mod held;
pub mod journal;
#[cfg(feature = "ssr")]
pub mod made;
#[cfg(not(feature = "hydrate"))]
mod no_store;
#[cfg(feature = "hydrate")]
mod offline_copy;
mod saving;
pub mod screen;
mod source;
mod state;
#[cfg(feature = "hydrate")]
mod unsent;
#[cfg(feature = "hydrate")]
mod unsent_changes;
mod work;

pub use content::same;
pub use held::HeldDeclaration;
pub use journal::Saving;
#[cfg(not(feature = "hydrate"))]
pub use no_store::*;
pub use source::Source;
pub use state::{Declaration, Draft, Keeper};
#[cfg(feature = "hydrate")]
pub(crate) use unsent_changes::work;
pub use work::Work;
#[cfg(feature = "hydrate")]
pub use {offline_copy::*, unsent::*};
