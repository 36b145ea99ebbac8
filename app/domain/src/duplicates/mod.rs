//! The same child (V-10): how strongly two records look like one child, and why.
//!
//! The weights stand in one table, [`Reason::points`], so that a clerk can add them up again. How two values compare
//! (homophones, lunar dates) is found out on the server; here the finding becomes points, and points a level.
//!
//! | module | holds |
//! | --- | --- |
//! | `reason`, `evidence` | the weights; from what agrees to points and a level |
//! | `choose` | which of several candidates a row means |
//! | [`merge`] | two records of one child become one |

mod choose;
mod evidence;
pub mod merge;
mod reason;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use choose::{Choice, choose};
pub use evidence::{Adults, Birth, Evidence, Number, PersonName, Shared, score};
pub use reason::Reason;

/// How sure a suspicion is. Each level is decided by a person; none merges anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 40 points or more; twins are never above it.
    Possible,
    /// 60 points or more, or the same number with something else that differs.
    Probable,
    /// Same number, same or similar name, same birth date as far as both tell it.
    Certain,
}

impl Level {
    /// All levels, the surest last.
    pub const ALL: [Self; 3] = [Self::Possible, Self::Probable, Self::Certain];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Probable => "probable",
            Self::Certain => "certain",
        }
    }

    /// The level of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// In words for the supervisor.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Possible => "有可能是同一个孩子",
            Self::Probable => "很可能是同一个孩子",
            Self::Certain => "基本确定是同一个孩子",
        }
    }
}

/// A suspicion with what it is built on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Sum of the points.
    pub points: i32,
    /// How sure.
    pub level: Level,
    /// What speaks for and against it.
    pub reasons: Vec<Reason>,
}
