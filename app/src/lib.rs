//! Living pages, a folder a subject, and the server functions that they call: the same code renders on the server and
//! lives on the phone. Officials' documents are elsewhere (`server/office`).
//!
//! Read in this order: [`shell`] (the document), [`app`] (the routes), [`declare`] (what a family does), [`fieldwork`]
//! (the worker's day), [`review`] (the township's page). They stand on [`question`] (one screen of the form),
//! [`places`] (administrative divisions), [`wire`] (asking the server) and [`ui`] (parts that know nothing of either).

pub mod addresses;
pub mod app;
pub mod codec;
pub mod declaration;
pub mod declare;
pub mod downloads;
pub mod fieldwork;
pub mod home;
pub mod links;
pub mod local_path;
pub mod paper;
pub mod places;
pub mod platform;
pub mod question;
pub mod review;
pub mod shell;
pub mod ui;
pub mod wire;

pub use app::App;
pub use shell::{Style, shell};
