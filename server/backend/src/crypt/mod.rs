//! How personal data rests: the keys, sealing, tokens, and the key pairs to which phones seal.

pub mod keyring;
pub mod message_keys;
pub mod seal;
pub mod token;
