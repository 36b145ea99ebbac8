//! Field work (入户走访): what a worker's phone holds, sends and gets back.
//!
//! What lies on a phone or travels sealed is JSON with a version, because an older page may have written it:
//! [`message`] is what a phone sends, [`draft`] what it keeps. What a living page asks for is in [`sync`].
//! Days are calendar dates in Asia/Shanghai, times Unix milliseconds, ids UUIDv7 strings.
//!
//! | module | holds |
//! | --- | --- |
//! | [`coverage`] | how far the visits of a village are |
//! | [`household`] | a household of the list |
//! | [`message`] | what a phone sends |
//! | [`draft`], [`picture`] | what a phone keeps until it is sent |
//! | [`roster`] | what a visit needs to know of a declaration |
//! | [`sync`] | what goes between phone and server besides the sealed messages |

pub mod coverage;
pub mod draft;
pub mod household;
pub mod message;
pub mod picture;
pub mod roster;
#[cfg(test)]
mod stored_tests;
pub mod sync;

pub use coverage::{Coverage, HouseholdState, Outcome};
pub use draft::Draft;
pub use household::Household;
pub use message::{Attachment, Body, Declared, FollowUp, Message, Recorded};
pub use picture::Picture;
pub use sync::{Answer, Pulled, PushReport, Pushed, RosterChild, Unsent};
