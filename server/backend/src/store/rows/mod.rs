//! Named facts about the store.

pub mod settings;
