//! MC-17 … MC-20: schooling.

use crate::form::{Condition, Part, Section};
use crate::forms::common::schooling::fields;

/// 就学情况, 就读学校, 是否学校寄宿, 学业状况.
pub const SECTION: Section = Section {
    name: "schooling",
    title: "孩子上学怎么样？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &fields(["MC-17", "MC-18", "MC-19", "MC-20"]),
};
