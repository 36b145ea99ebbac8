//! Every database call of this room.

pub mod batches;
pub(super) mod due;
pub(super) mod ended;
pub mod holds;
pub(super) mod records;
