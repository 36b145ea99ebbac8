//! Field work (入户走访): what a worker's phone holds, sends and gets back.
//!
//! What lies on a phone or travels sealed is JSON with a version, because an older page may have written it:
//! [`message`] is what a phone sends, [`draft`] what it keeps. What a living page asks for is in [`sync`].
//! Days are calendar dates in Asia/Shanghai, times Unix milliseconds, ids UUIDv7 strings.

pub mod coverage;
pub mod draft;
pub mod message;
pub mod picture;
pub mod roster;
#[cfg(test)]
mod stored_tests;
pub mod sync;

pub use coverage::{Coverage, HouseholdState, Outcome};
pub use draft::{Draft, Household};
pub use message::{Attachment, Body, Declared, FollowUp, Message, Recorded};
pub use picture::Picture;
pub use sync::{Answer, Enrolment, PhoneView, Pulled, PushReport, Pushed, RosterChild, Unsent};
