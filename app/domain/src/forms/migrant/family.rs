//! MC-44, MC-45: 家庭生活情况.

use crate::form::{Condition, Part, Section};
use crate::forms::common::family::fields;

/// 家庭困难情况, 生活保障情况.
pub const SECTION: Section = Section {
    name: "family",
    title: "家里的生活情况",
    part: Part::FamilyLife,
    asked: Condition::Always,
    fields: &fields(["MC-44", "MC-45"]),
};
