//! Every database call of this room.

pub(super) mod deployment;
pub mod evidence;
pub(super) mod versions;
