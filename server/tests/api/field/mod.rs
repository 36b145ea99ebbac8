//! Field work over HTTP.

mod figures;
mod pictures;
mod pull;
mod push;
mod staff;
mod villages;
