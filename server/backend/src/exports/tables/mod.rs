//! Tables of this room.

pub mod export;
