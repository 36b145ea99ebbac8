//! Phones, households, visits, and the messages that were answered.

pub mod device;
pub mod household;
pub mod message;
