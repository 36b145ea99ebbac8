//! What the pages of a village worker (儿童主任、网格员) share: the opened locker of this worker on this phone,
//! everything in it, and how it goes to the server and comes back.
//!
//! Nothing here asks the server for anything while a page is rendered. A [`Worker`] exists only while the locker
//! is open; locking drops it with all that it held.

pub mod day;
pub mod device;
pub mod drafts;
pub mod functions;
pub mod households;
pub mod merge;
pub(crate) mod pages;
pub mod phone_session;
pub mod poster;
pub mod renewal;
pub mod saving;
pub mod worker;
mod write_turn;

pub use phone_session::{Done, LockerState, PhoneSession};
pub use worker::{Trouble, Worker};
