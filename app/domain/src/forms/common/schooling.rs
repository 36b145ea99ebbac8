//! 儿童基本信息, schooling. Whether a child is in school follows V-30.

use super::conditions::{IN_SCHOOL, SCHOOL_STAGE};
use crate::form::Condition::{All, Any, Filled, Is, Not};
use crate::form::Department::Education;
use crate::form::Sensitivity::{S1, S2};
use crate::form::{Asker, Field, FieldKind};
use crate::forms::build::YES_NO;
use crate::forms::options;

/// 就学情况.
pub const STAGE: Field = Field::new("schooling_stage", "就学情况", FieldKind::Single { options: options::SCHOOLING })
    .ask("孩子现在上什么学？", "")
    .required()
    .held(S2, Education)
    .rules(&["V-30", "V-31", "V-32", "V-33"]);

/// 学业状况.
pub const ACADEMIC_STATUS: Field =
    Field::new("academic_status", "学业状况", FieldKind::Single { options: options::ACADEMIC })
        .ask("孩子现在还在上学吗？", "")
        .required_when(SCHOOL_STAGE)
        .when(All(&[Filled("schooling_stage"), Not(&Is("schooling_stage", "unable_to_attend"))]))
        .held(S2, Education)
        .rules(&["V-30", "V-31", "V-33"]);

/// 就读学校; under 学龄前 it carries the kindergarten.
pub const SCHOOL_NAME: Field = Field::new("school_name", "就读学校", FieldKind::Text { max: 100 })
    .ask("在哪所学校（幼儿园）？", "请写学校全名。没有上幼儿园的不用填。")
    .required_when(IN_SCHOOL)
    .when(Any(&[SCHOOL_STAGE, Is("schooling_stage", "preschool")]))
    .held(S2, Education)
    .rules(&["V-30"]);

/// 是否学校寄宿.
pub const BOARDING: Field = Field::new("is_boarding", "是否学校寄宿", YES_NO)
    .ask("孩子在学校住宿吗？", "")
    .required_when(IN_SCHOOL)
    .when(Any(&[IN_SCHOOL, All(&[Is("schooling_stage", "preschool"), Filled("school_name")])]))
    .held(S1, Education)
    .rules(&["V-30"]);

/// The school's own code, when a worker knows it.
pub const SCHOOL_CODE: Field = Field::new("school_code", "学校标识码", FieldKind::Text { max: 20 })
    .ask("学校的标识码是多少？", "")
    .when(Filled("school_name"))
    .held(S1, Education)
    .by(Asker::Worker);

/// The screen, under the numbers of 就学情况, 就读学校, 是否学校寄宿 and 学业状况.
pub const fn fields(numbers: [&'static str; 4]) -> [Field; 5] {
    let [stage, school, boarding, academic] = numbers;
    [STAGE.no(stage), ACADEMIC_STATUS.no(academic), SCHOOL_NAME.no(school), BOARDING.no(boarding), SCHOOL_CODE]
}
