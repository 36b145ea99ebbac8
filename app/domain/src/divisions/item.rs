//! Divisions as the picker shows them.

use serde::{Deserialize, Serialize};

/// One division in a list or a search result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionItem {
    /// 6, 9 or 12 digits.
    pub code: String,
    /// Name as published, e.g. 长虹街道.
    pub name: String,
    /// `province`, `prefecture`, `county`, `township`, `village`.
    pub level: String,
    /// Names from the province down, without the pseudo-levels, e.g. `天津市/南开区/长虹街道`.
    pub path: String,
    /// Whether the table holds anything below it.
    pub has_children: bool,
}
