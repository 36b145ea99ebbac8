//! The web server and command line of the register.
//!
//! Read in this order: [`cli`] (what the program does), [`config`] (what an operator sets), [`router`]
//! (what is served where), [`listen`] and [`limits`] (how much of it anybody gets), [`api`] (the contract for other
//! programs), `pages` (the living ones), [`posts`] (them without JavaScript), [`fieldwork`] (what phones send), [`families`] (several in one
//! browser), [`pictures`] (shown to reviewers), then the layers: [`csrf`],
//! [`headers`], [`link_holder`], [`telemetry`].

pub mod api;
pub mod cli;
pub mod config;
pub mod csrf;
pub mod divisions;
pub mod families;
pub mod fieldwork;
pub mod filters;
pub mod functions;
pub mod headers;
pub mod health;
pub mod limits;
pub mod link_holder;
pub mod links;
pub mod listen;
mod look;
mod pages;
pub mod pictures;
pub mod posts;
pub mod proxies;
pub mod purge;
pub mod router;
pub mod site;
pub mod state;
pub mod telemetry;
