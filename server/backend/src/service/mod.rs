//! What users do, one noun a file: pages, programs and the command line call these and nothing below.

pub mod accounts;
mod bounds;
pub mod checking;
mod correction;
pub mod declarations;
pub mod divisions;
mod draft_limits;
pub mod draft_purge;
pub mod drafts;
pub(crate) mod facts;
pub mod fieldwork;
pub mod glance;
pub mod link_holder;
pub mod links;
pub mod notices;
mod pass;
pub mod review;
pub mod statuses;
pub mod submissions;
