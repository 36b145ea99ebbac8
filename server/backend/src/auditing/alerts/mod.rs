//! Reading out of the ordinary (异常提醒): rules over the trail, evaluated every minute; a notice names rule, role and person,
//! never what was read.
//!
//! | file | holds |
//! | --- | --- |
//! | `rule` | the rules and their limits; a county may have its own |
//! | `findings` | which rule is broken by what was looked at: a pure function |
//! | `evaluate` | the job: every county, each notice once |
//! | `handle` | the list of an area, and closing |

mod evaluate;
mod findings;
mod handle;
mod rule;

pub use evaluate::evaluate;
pub(crate) use evaluate::raise_lapsed;
pub use handle::{AlertLine, Alerts, alerts, close_alert};
pub use rule::{Limits, Rule, setting_of};
