//! What a backup says of itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The format that this program writes.
pub(super) const FORMAT: u32 = 1;

/// The first line of a backup; kept in a database that was restored until it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the lines.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// The steps of migration that the database had.
    pub steps: Vec<String>,
    /// Rows of each table.
    pub counts: BTreeMap<String, u64>,
    /// The newest batch of each county's chain of the trail.
    pub tips: BTreeMap<String, Tip>,
    /// Lines of the erasure log at that time; `None` when no log was named.
    pub erasures: Option<u64>,
}

/// The newest batch of a county.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tip {
    /// Its number.
    pub n: i64,
    /// Its hash, hexadecimal.
    pub hash: String,
}

impl Manifest {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts.values().sum()
    }
}
