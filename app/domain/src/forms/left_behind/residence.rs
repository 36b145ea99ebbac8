//! LB-09 … LB-11: the registered household, where the child really lives, and how it is cared for.

use crate::form::{Condition, Part, Section};
use crate::forms::common::residence::{CURRENT_ADDRESS, HOMELESS, HOMELESS_SINCE, HUKOU_ADDRESS, guardianship};
use crate::forms::options;

/// 户籍地址, 现居住地, 监护情况.
pub const SECTION: Section = Section {
    name: "residence",
    title: "孩子住在哪里，照顾得怎么样？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &[
        HUKOU_ADDRESS.no("LB-09"),
        CURRENT_ADDRESS.no("LB-10"),
        guardianship(options::GUARDIANSHIP_LEFT_BEHIND, &["V-22", "V-36"]).no("LB-11"),
        HOMELESS,
        HOMELESS_SINCE,
    ],
};
