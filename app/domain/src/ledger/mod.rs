//! 重点关爱服务对象信息台账: whom to care for most, how often to look, and where needs go (N 三; T 四(二), 四(四); rules 8, DT-K,
//! DT-N).
//!
//! | module | holds |
//! | --- | --- |
//! | `trigger` | DT-K: the rows that are true for a child |
//! | `risk` | the grade, and how it may change |
//! | `alert` | who is told at once |
//! | [`entry`] | states of an entry, what opens one, what keeps one open |
//! | [`visit`] | which visits count, when the next is due, on whose list it stands |
//! | `need`, `results`, `referral`, [`tracking`] | DT-N: the table of needs and what may be done, which a child has, the way of a referral |
//! | [`report`] | mandatory reports |

mod alert;
pub mod entry;
mod need;
mod referral;
pub mod report;
mod results;
mod risk;
pub mod tracking;
mod trigger;
pub mod visit;

#[cfg(test)]
mod tests;

pub use alert::{Alert, alerts};
pub use need::{Need, NeedRow, Term};
pub use referral::{Referral, referrals};
pub use risk::{Risk, RiskChange, RiskFault, reassess_by};
pub use trigger::{Trigger, facts_of, triggers};
