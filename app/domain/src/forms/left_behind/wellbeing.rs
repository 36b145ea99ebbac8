//! LB-12 … LB-18: health, health services, insurance, disability.

use crate::form::{Condition, Part, Section};
use crate::forms::common::{disability, health};
use crate::forms::options;

/// 健康状况, 免费接受基本公共卫生服务, 纳入医保情况.
pub const HEALTH: Section = Section {
    name: "health",
    title: "孩子身体怎么样？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &health::fields(
        ["LB-12", "LB-13", "LB-14", "LB-15"],
        options::SERVICE_LEFT_BEHIND,
        options::INSURANCE_LEFT_BEHIND,
    ),
};

/// 残疾类别, 残疾等级, 接受康复救助情况.
pub const DISABILITY: Section = Section {
    name: "disability",
    title: "孩子有残疾吗？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &disability::fields(["LB-16", "LB-16a", "LB-17", "LB-18"]),
};
