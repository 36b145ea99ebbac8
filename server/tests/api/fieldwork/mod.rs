//! Field work over HTTP.

mod figures;
mod pictures;
mod pull;
pub(crate) mod push;
pub(crate) mod staff;
mod villages;
