//! A guardian's rights over a child's data (个人信息保护法 第四十四至五十条; 儿童个人信息网络保护规定 第十九、二十条): to see it, to
//! have a copy, to know who looked, to ask, to take consent back. And the officer for children's data, who answers.
//!
//! | file | holds |
//! | --- | --- |
//! | `my_child` | what a guardian is shown of a record, and takes along as a copy |
//! | `guardian` | who comes as a guardian, and what the access table gives |
//! | `looks` | who looked at it: day, role and unit |
//! | `choices` | what is agreed to apart from the register, refused or taken back |
//! | `ask` | a request, and the day on which it is due |
//! | `handle` | what waits for the officer, and the answer |
//! | `measures` | adults who are not let in as guardians |

mod ask;
mod choices;
mod guardian;
mod handle;
mod looks;
mod measures;
mod my_child;
mod rows;

pub use crate::register::measures::{Adult, Measure};
pub use crate::register::requests::{RequestKind, RequestState, RequestWords};
pub use ask::{Asked, ask};
pub use choices::{Choice, Word, choose};
pub use handle::{Answer, Waiting, WaitingRequest, handle, take_up, waiting};
pub use looks::{Look, Looks, looks};
pub use measures::{HeldMeasure, held_measures, lift_measure, record_measure};
pub use my_child::{How, MyChild, copied, my_child};
