//! Where requests arrive: living pages and their functions, forms without JavaScript, programs, phones, files.

pub mod api;
pub mod divisions;
pub mod families;
pub mod health;
pub mod identity;
pub mod links;
pub(crate) mod pages;
pub mod pictures;
pub mod posts;
pub mod push;
