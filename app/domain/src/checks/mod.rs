//! Whether answers may be submitted: the declaration's own checks (type, length, option, required level)
//! and the rules V-01 – V-41, one subject a file.
//!
//! A check reads answers as they are: an answer that is there although its field is not asked is checked
//! too. Whoever checks a draft takes such answers away first ([`crate::form::journey`], `prune`).
//!
//! | module | holds |
//! | --- | --- |
//! | `check` | the check of a form or a section, and what stops a submission |
//! | `context` | what a check knows beside the answers |
//! | `findings` | a check in the making: findings and the fixes they offer |
//! | `declaration` | what a field's own declaration asks |
//! | `adult` | an adult of the form, as the rules read him or her |
//! | `header` … `livelihood` | the rules, in the order of the form |

mod adult;
mod away;
mod carers;
mod check;
mod context;
mod declaration;
mod disability;
mod findings;
mod header;
mod health;
mod identity;
mod livelihood;
mod parents;
mod residence;
mod schooling;
#[cfg(test)]
mod tests;

pub use check::{blocking, check, check_section, unknown_fields};
pub use context::{CHILDREN_PER_PHONE, CheckContext, Facts, PHONES};
