//! The table row by row.

mod fields;
mod projection;
mod roles;
mod rows;
mod rules;
mod vectors;

use std::sync::LazyLock;

use super::source::{self, Table};

/// The file, as the build script read it.
static SOURCE: LazyLock<Table> = LazyLock::new(|| source::parse(include_str!("../access.toml")).unwrap());
