//! Pages, grouped by who uses them. A family downloads `declare` only; the rest comes by lazy routes.

pub mod declare;
pub mod downloads;
mod fieldwork;
pub mod home;
pub mod links;
mod practice;
pub mod print;
pub mod review;
