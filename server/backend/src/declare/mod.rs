//! A declaration comes in: a family's drafts by its link, checking, and the way into the register.
//!
//! [`declarations`] is what a family does, [`submissions`] what every declaration goes through: [`checking`], then
//! [`writer`], which makes it durable. [`correction`] is the way back of what was returned.

pub mod checking;
pub mod content;
pub(crate) mod correction;
pub mod declarations;
pub(crate) mod draft_limits;
pub mod draft_purge;
pub mod drafts;
pub(crate) mod facts;
pub mod glance;
pub mod guardian;
pub(crate) mod pass;
pub mod renewal;
pub mod rows;
pub mod statuses;
pub mod submissions;
pub mod tables;
pub mod unchecked;
pub mod writer;
