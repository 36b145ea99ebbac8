//! What the phone keeps until the server has it: answers that are not saved yet, encrypted.
//!
//! [`drafts`] is the use; `vault` encrypts with a key that never leaves the browser; `database` is the
//! IndexedDB underneath. Everything is best effort: a phone that cannot keep (private browsing, no secure
//! context, storage full) keeps nothing, and never keeps in clear.

#![cfg(target_arch = "wasm32")]

mod database;
pub mod drafts;
mod vault;

/// Why nothing could be kept or read.
#[derive(Debug)]
pub enum Unavailable {
    /// The database of the browser refused.
    Database(idb::Error),
    /// The browser's cryptography refused, or is not there outside a secure context.
    Crypto,
}

impl From<idb::Error> for Unavailable {
    fn from(error: idb::Error) -> Self {
        Self::Database(error)
    }
}

impl From<wasm_bindgen::JsValue> for Unavailable {
    fn from(_: wasm_bindgen::JsValue) -> Self {
        Self::Crypto
    }
}
