//! Tables of this room.

pub mod access_grant;
pub mod grant_holder;
