//! Pages, components and server functions: the same code renders on the server and lives on the phone.
//!
//! Read in this order: [`shell`] (the document), [`app`] (the routes), [`declaration`] (what a family's
//! phone knows while it fills in), [`pages`], [`components`], [`api`].

pub mod api;
pub mod app;
pub mod command;
pub mod components;
pub mod declaration;
pub mod fieldwork;
pub mod local_path;
pub mod notice;
pub mod pages;
pub mod places;
pub mod platform;
pub mod sheet;
pub mod shell;

pub use app::App;
pub use shell::{Style, shell};
