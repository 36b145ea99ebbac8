//! Tables of this room.

pub mod other_day;
