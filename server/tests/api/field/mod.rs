//! Field work over HTTP.

mod pull;
mod staff;
mod villages;
