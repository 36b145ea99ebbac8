//! Breaches (个人信息安全事件, access.md F.5; 个人信息保护法 第五十七条): what happened, to which data of how many children, what
//! was done, who was told and when. A record grows and is never deleted.
//!
//! | module | holds |
//! | --- | --- |
//! | `record` | recording one, and what becomes of it |
//! | `plan` | kinds, steps and the hours of the county's plan |
//! | `touched` | which records an account opened or took out in a period |

mod plan;
mod record;
pub mod rows;
pub mod tables;
mod touched;

pub use plan::{Kind, Plan, Step, setting_of};
pub use record::{Asked, Breach, Note, Story, Told, all, note, one, record};
pub use touched::{AskedTouched, Touched, TouchedRecord, touched};
