//! Field work over HTTP.

mod pull;
mod push;
mod staff;
mod villages;
