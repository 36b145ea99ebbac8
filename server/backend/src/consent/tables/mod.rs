//! Tables of this room.

pub mod consent;
pub mod notice;
pub mod notice_version;
