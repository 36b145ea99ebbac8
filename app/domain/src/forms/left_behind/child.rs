//! LB-03 … LB-08: who the child is.

use crate::form::{Condition, Part, Section};
use crate::forms::common::child::fields;

/// 姓名 … 是否登记户口.
pub const SECTION: Section = Section {
    name: "child",
    title: "孩子是谁？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &fields(["LB-03", "LB-04", "LB-05", "LB-06", "LB-07", "LB-08"]),
};
