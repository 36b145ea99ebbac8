//! 残疾类别, 残疾等级 and 接受康复救助情况.

use super::conditions::{DISABLED, MAYBE_DISABLED};
use crate::form::Condition::{Any, Is};
use crate::form::Department::DisabledPersonsFederation;
use crate::form::Sensitivity::S3;
use crate::form::{Field, FieldKind};
use crate::forms::build::YES_NO;
use crate::forms::options;

/// 残疾类别.
pub const TYPE: Field = Field::new("disability_type", "残疾类别", FieldKind::Single { options: options::DISABILITY })
    .ask("孩子有残疾吗？是哪一类？", "没有残疾请选“无”。有残疾人证的，照证上的类别选。")
    .required()
    .held(S3, DisabledPersonsFederation)
    .rules(&["V-13", "V-14", "V-15", "V-16", "V-27"]);

/// 列明具体残疾类别: the printed note under 多重残疾.
pub const TYPES_DETAIL: Field = Field::new(
    "disability_types_detail",
    "列明具体残疾类别",
    FieldKind::Multi { options: options::DISABILITY_SPECIFIC, exclusive: "" },
)
.ask("具体是哪几类？", "至少选两类。")
.required()
.when(Is("disability_type", "multiple"))
.held(S3, DisabledPersonsFederation)
.rules(&["V-13"]);

/// 残疾等级.
pub const GRADE: Field = Field::new("disability_grade", "残疾等级", FieldKind::Single { options: options::GRADE })
    .ask("孩子的残疾是几级？", "照残疾人证填，一级最重。还没有评等级的，选“无”。")
    .required()
    .when(DISABLED)
    .held(S3, DisabledPersonsFederation)
    .rules(&["V-14"]);

/// 接受康复救助情况; also offered to a child who may be waiting for an assessment (V-16).
pub const REHAB_AID: Field = Field::new("rehab_aid_received", "接受康复救助情况", YES_NO)
    .ask("孩子得到过康复救助吗？", "例如免费的康复训练、手术或辅助器具。")
    .required_when(DISABLED)
    .when(Any(&[DISABLED, MAYBE_DISABLED]))
    .held(S3, DisabledPersonsFederation)
    .rules(&["V-16"]);

/// The screen, under the numbers of the four rows in printed order.
pub const fn fields(numbers: [&'static str; 4]) -> [Field; 4] {
    let [kind, detail, grade, rehab] = numbers;
    [TYPE.no(kind), TYPES_DETAIL.no(detail), GRADE.no(grade), REHAB_AID.no(rehab)]
}
