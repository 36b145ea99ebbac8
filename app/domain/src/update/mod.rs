//! 动态更新: what a day changes (N 四(三); T 五(四); rules 12, DT-E). The backend runs each day of each county once; here is
//! what that day gives for one record, as a pure function. Making an effect twice makes it once: it is known by its kind and
//! its anchor.
//!
//! | module | holds |
//! | --- | --- |
//! | `kind` | notices, tasks, proposals and moves, with their anchors |
//! | `facts` | what of a record the day looks at |
//! | `next_day` | when to look again |
//! | `reconfirm` | the half-yearly confirmation |
//! | `effects` | what the day gives |
//! | `proposal` | how a proposal is decided, and when the same facts raise it again |

mod effects;
mod facts;
mod kind;
mod next_day;
mod proposal;
mod reconfirm;

#[cfg(test)]
mod tests;

pub use effects::{Effect, effects};
pub use facts::{Confirmations, Evaluation, Pending, RecordFacts};
pub use kind::{Does, EffectKind};
pub use next_day::next_day;
pub use proposal::{
    COUNTY_WD, ProposalAction, ProposalState, Refused, TOWNSHIP_WD, may_raise, next_state, proposal_moves,
};
pub use reconfirm::{Reconfirmation, confirmed_on, reconfirmation};
