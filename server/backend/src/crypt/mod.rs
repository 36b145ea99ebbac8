//! How personal data rests: the keys, sealing, tokens, and the key pairs to which phones seal.
//!
//! From the root down ([ADR 28](../../../../docs/adr/0028-keys-per-county-and-child.md)): [`key_file`] → [`roots`] and the keys
//! of counties → [`record_key`], one for each child → values. An [`envelope`] is the bytes of one.

mod envelope;
pub mod first_format;
pub(crate) mod incidents;
mod key_file;
pub mod key_parts;
pub mod key_source;
pub mod keyring;
pub mod message_keys;
pub mod officers;
pub mod record_key;
mod roots;
pub mod seal;
pub mod suite;
pub mod token;
