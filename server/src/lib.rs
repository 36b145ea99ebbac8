//! The web server and command line of the register.
//!
//! Read in this order: [`cli`] (what the program does), [`config`] (what an operator sets), [`router`] (what is served
//! where), [`layers`] (limits, cross-site requests, headers, who asks), then the doors: [`doors::api`] (the contract for
//! other programs), `doors::pages` (the living ones), [`doors::posts`] (them without JavaScript), [`doors::push`] (what
//! phones send).

pub mod alerts;
pub mod cli;
pub mod config;
pub mod doors;
pub mod functions;
pub mod layers;
pub mod limits;
pub mod listen;
pub mod nightly;
pub mod proof;
pub mod proxies;
pub mod retention;
pub mod router;
pub mod site;
pub mod state;
pub mod telemetry;
pub mod trail;
