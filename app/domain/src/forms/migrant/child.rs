//! MC-03 … MC-08: who the child is.

use crate::form::{Condition, Part, Section};
use crate::forms::common::child::fields;

/// 姓名 … 是否登记户口.
pub const SECTION: Section = Section {
    name: "child",
    title: "孩子是谁？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &fields(["MC-03", "MC-04", "MC-05", "MC-06", "MC-07", "MC-08"]),
};
