//! Pages of the officials: the review page. Every route here is lazy.

pub mod desk;
mod windows;
