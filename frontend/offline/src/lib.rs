//! What a phone keeps until the server has it.
//!
//! For families, [`drafts`]: changes that are not saved yet, under a key that never leaves the browser. For those
//! who visit them, [`lockers`]: everything of one worker under that worker's passcode, and the outbox of messages
//! that even this phone cannot open again. Nothing is ever kept in clear. What is protected against what, and what
//! is not: docs/adr/0014.
//!
//! Modules without a browser in them ([`passcode`], [`sealing`], [`spelling`], [`tabs`], [`file`](mod@file), [`refusal`], `outage`) also compile
//! natively, where they are tested; the rest is for the browser only.

#[cfg(target_arch = "wasm32")]
mod attempts;
#[cfg(target_arch = "wasm32")]
mod brought;
#[cfg(target_arch = "wasm32")]
mod database;
#[cfg(target_arch = "wasm32")]
pub mod drafts;
#[cfg(target_arch = "wasm32")]
mod elapsed;
#[cfg(target_arch = "wasm32")]
mod export;
pub mod file;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod locker;
#[cfg(target_arch = "wasm32")]
pub mod lockers;
#[cfg(target_arch = "wasm32")]
pub mod locks;
#[cfg(any(target_arch = "wasm32", test))]
mod outage;
#[cfg(target_arch = "wasm32")]
mod outbox;
pub mod passcode;
pub mod refusal;
#[cfg(target_arch = "wasm32")]
mod row;
#[cfg(target_arch = "wasm32")]
mod schema;
pub mod sealing;
#[cfg(target_arch = "wasm32")]
pub mod service_worker;
pub mod spelling;
#[cfg(target_arch = "wasm32")]
pub mod storage;
pub mod tabs;
#[cfg(target_arch = "wasm32")]
mod vault;

#[cfg(target_arch = "wasm32")]
pub use brought::{Brought, Imported};
#[cfg(target_arch = "wasm32")]
pub use locker::{Drawer, Locker, Sending, Write};
#[cfg(target_arch = "wasm32")]
pub use outbox::{Outgoing, Sent, Trouble};
pub use refusal::{ImportRefused, Refused, Unavailable, Weak};
