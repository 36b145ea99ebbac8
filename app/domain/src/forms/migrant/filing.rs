//! MC-01, MC-02: 填报单位 and 填报日期.

use crate::form::Section;
use crate::forms::common::filing::{fields, section};

/// 表头.
pub const SECTION: Section = {
    const FIELDS: &[crate::form::Field] = &fields(["MC-01", "MC-02"]);
    section(FIELDS)
};
