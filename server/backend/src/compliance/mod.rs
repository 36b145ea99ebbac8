//! The yearly pack (年度合规审计材料, access.md F.4; 个人信息保护法 第五十四条, 儿童个人信息网络保护规定): what was done with personal
//! data in a year, counted out of the trail and the tables. Every line is counted; nothing is written by hand.
//!
//! | module | holds |
//! | --- | --- |
//! | `pack` | the pack of an area and year |
//! | `inventory` | what the program itself says: who sees which group, how long what is kept |
//! | `section` | a table |
//! | `counted` | what the trail and the tables say |

mod counted;
mod inventory;
mod pack;
mod rows;
mod section;

pub use pack::{FIRST_YEAR, Pack, pack};
pub use section::Section;
