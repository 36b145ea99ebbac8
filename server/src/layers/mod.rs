//! What every request goes through before its door, and every answer on the way out.

pub mod csrf;
pub mod filters;
pub mod headers;
pub mod host_cookies;
pub mod link_holder;
pub(crate) mod look;
pub mod refusals;
pub(crate) mod typed;
