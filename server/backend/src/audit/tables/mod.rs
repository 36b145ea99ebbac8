//! The trail of every record.

pub mod event;
