//! Pages of the officials: the review desk and the printed entry. Every route here is lazy.

pub mod desk;
pub(super) mod printed;
pub mod villages;
mod windows;
