//! What pages show: the shapes that services give and pages read, the same on both sides, one file a subject.
//!
//! Nothing here decides anything. Times are Unix milliseconds (UTC), days are calendar dates in
//! Asia/Shanghai, ids are UUID strings.
//!
//! | module | holds |
//! | --- | --- |
//! | [`access`] | who is signed in |
//! | [`declare`] | the declaration as a family meets it: draft, receipt, status |
//! | [`fieldwork`] | what field work added to a record; a worker's phone |
//! | [`links`] | links through which families declare |
//! | [`notice`] | the notice (告知书), and what a family agrees to |
//! | [`review`] | the queue and the record as a reviewer meets them |

pub mod access;
pub mod declare;
pub mod fieldwork;
pub mod links;
pub mod notice;
pub mod review;
