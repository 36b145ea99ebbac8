//! What was done by a post without a script: told once, by the page that it leads to.

use domain::review::Action;
use domain::view::review::BatchOutcome;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActOutcome {
    /// A decision about a record.
    Decided(Action),
    /// Whether another record is of the same child.
    Settled {
        /// 同一个孩子
        same_child: bool,
    },
    /// A record was given back to the queue.
    Released,
    /// Records approved together.
    Approved {
        /// How many were.
        approved: usize,
        /// How many were not.
        left: usize,
        /// Why not, in words.
        why: Vec<String>,
    },
}

impl From<BatchOutcome> for ActOutcome {
    fn from(outcome: BatchOutcome) -> Self {
        let why: Vec<String> = outcome.left.into_iter().map(|(_, why)| why).collect();
        Self::Approved { approved: outcome.approved.len(), left: why.len(), why }
    }
}

/// What the page that is being rendered has to tell; a living page tells by itself.
#[must_use]
pub fn just_done() -> Option<ActOutcome> {
    #[cfg(feature = "ssr")]
    return flashed().map(|flash| flash.outcome);
    #[cfg(not(feature = "ssr"))]
    None
}

/// The flash that an act without a script leaves for the page that it leads to.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flashed {
    /// What was done.
    pub outcome: ActOutcome,
    /// What was searched for when it was done.
    pub search: Option<String>,
}

/// What the act that led here has done.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn flashed() -> Option<Flashed> {
    crate::wire::context::extension().ok().flatten()
}
