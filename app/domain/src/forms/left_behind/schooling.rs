//! LB-19 … LB-22: schooling.

use crate::form::{Condition, Part, Section};
use crate::forms::common::schooling::fields;

/// 就学情况, 就读学校, 学业状况, 是否学校寄宿.
pub const SECTION: Section = Section {
    name: "schooling",
    title: "孩子上学怎么样？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &fields(["LB-19", "LB-20", "LB-22", "LB-21"]),
};
