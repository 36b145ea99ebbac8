//! What was done by a post without a script: told once, by the page that it leads to.

use domain::review::Action;
use domain::view::review::BatchOutcome;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// A decision about an entry.
    Decided(Action),
    /// Whether another record is of the same child.
    Settled {
        /// 同一个孩子
        same_child: bool,
    },
    /// An entry was given back to the queue.
    Released,
    /// Entries approved together.
    Approved {
        /// How many were.
        approved: usize,
        /// How many were not.
        left: usize,
        /// Why not, in words.
        why: Vec<String>,
    },
}

impl From<BatchOutcome> for Told {
    fn from(outcome: BatchOutcome) -> Self {
        let why: Vec<String> = outcome.left.into_iter().map(|(_, why)| why).collect();
        Self::Approved { approved: outcome.approved.len(), left: why.len(), why }
    }
}

/// What the page that is being rendered has to tell; a living page tells by itself.
#[must_use]
pub fn just_done() -> Option<Told> {
    #[cfg(feature = "ssr")]
    return said().map(|said| said.told);
    #[cfg(not(feature = "ssr"))]
    None
}

/// What an act that led to the page has done, once.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was done.
    pub told: Told,
    /// What was searched for when it was done.
    pub search: Option<String>,
}

/// What the act that led here has done.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn said() -> Option<Said> {
    crate::wire::context::extension().ok().flatten()
}
