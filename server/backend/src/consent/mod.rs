//! Notices in versions, and what guardians said to them (个人信息保护法 第十四、十五、十七、二十九、三十一条; 儿童个人信息网络保护规定
//! 第八至十条).
//!
//! A county publishes its notices by two persons; until it has published one, that of the deployment is in force
//! ([`crate::notice`]). Only a published version can be agreed to, by whichever door.
//!
//! | file | holds |
//! | --- | --- |
//! | `kinds` | which notices there are, and what can be said to them |
//! | `in_force` | which version is shown, and which may be agreed to |
//! | `publish` | proposing a version, and another person's word on it |
//! | `evidence` | what was said of a record |
//! | `basis` | on what each use of which answers rests |

mod basis;
mod evidence;
mod in_force;
mod kinds;
mod publish;
pub mod rows;
pub mod tables;

pub use basis::{LAWFUL_BASIS, LawfulBasis};
pub use evidence::{Said, newest, say};
pub use in_force::{adopt, in_force, may_be_agreed_to, separate, text, was_published};
pub use kinds::{Basis, ByWhom, Given, How, NoticeKind};
pub use publish::{NewVersion, Published, VersionState, confirm, decline, propose, versions};
