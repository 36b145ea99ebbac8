//! The end of what is kept (access.md F.3): periods, holds, lists that another person approves, and the erasure itself, which
//! destroys a child's key and with it everything that was sealed of it.
//!
//! | module | holds |
//! | --- | --- |
//! | `shred` | the erasure of one record |
//! | `log` | which records were erased, outside of the database |
//! | `holds` | what is kept from being erased |
//! | `due` | which records have had their time |
//! | `propose`, `request` | lists: made by the job, and of what a guardian wants erased |
//! | `decide`, `view` | another person's word on a list; what pages show of it |
//! | `carry_out` | an approved list is carried out |
//! | `nightly` | the job |
//!
//! How long what is kept is [`domain::retention`].

mod carry_out;
mod decide;
mod due;
mod duty;
pub mod holds;
pub mod log;
pub mod nightly;
mod propose;
mod request;
pub mod rows;
mod shred;
pub mod tables;
mod view;

pub use carry_out::carry_out;
pub use decide::decide;
pub use request::{Asked, ask};
pub use shred::{Certificate, repeat, shred};
pub use view::{BatchView, MOST_ITEMS, all, one};
