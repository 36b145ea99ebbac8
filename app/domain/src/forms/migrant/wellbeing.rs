//! MC-21 … MC-27: health, health services, insurance, disability.

use crate::form::{Condition, Part, Section};
use crate::forms::common::{disability, health};
use crate::forms::options;

/// 健康状况, 免费接受基本公共卫生服务, 纳入医保情况.
pub const HEALTH: Section = Section {
    name: "health",
    title: "孩子身体怎么样？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &health::fields(["MC-21", "MC-22", "MC-23", "MC-24"], options::SERVICE_MIGRANT, options::INSURANCE_MIGRANT),
};

/// 残疾类别, 残疾等级, 接受康复救助情况.
pub const DISABILITY: Section = Section {
    name: "disability",
    title: "孩子有残疾吗？",
    part: Part::Child,
    asked: Condition::Always,
    fields: &disability::fields(["MC-25", "MC-25a", "MC-26", "MC-27"]),
};
