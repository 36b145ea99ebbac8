//! Notices about reading out of the ordinary.

pub mod alert;
