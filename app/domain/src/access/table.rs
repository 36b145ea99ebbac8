//! The rows of `access.toml`, as the build script writes them.

use super::codes::{Action, Condition, Group, Level, Relation, Role};
use super::row::{Bound, Duty, Flags, GROUPS, May, On, SecondFactor, See, Sees};
use crate::form::Sensitivity;

include!(concat!(env!("OUT_DIR"), "/access_rows.rs"));
