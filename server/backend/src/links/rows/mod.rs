//! Queries on links, as families open them and as their makers see them.

pub mod links;
pub mod made;
