//! Tables of this room.

pub mod breach;
