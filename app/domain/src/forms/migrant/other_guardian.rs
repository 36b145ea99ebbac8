//! MC-38 … MC-43: 其他监护人基本信息. Needed when the child lives with such a guardian, or when
//! neither parent can act (V-21).

use crate::form::Condition::{Any, Is};
use crate::form::Department::{CivilAffairs, PublicSecurity};
use crate::form::Sensitivity::{S1, S2, S3};
use crate::form::{Field, FieldKind, Part, Section};
use crate::forms::common::conditions::BOTH_UNABLE;
use crate::forms::options::GUARDIAN_RELATIONS;

/// 其他监护人基本信息.
pub const SECTION: Section = Section {
    name: "other_guardian",
    title: "照顾孩子的监护人",
    part: Part::OtherGuardian,
    asked: Any(&[Is("living_with", "other_guardian"), BOTH_UNABLE]),
    fields: &[
        Field::new("other_guardian_name", "姓名", FieldKind::PersonName)
            .no("MC-38")
            .ask("这位监护人叫什么名字？", "")
            .required()
            .held(S2, PublicSecurity)
            .rules(&["V-21"]),
        Field::new("other_guardian_relation", "与儿童关系", FieldKind::Text { max: 50 })
            .no("MC-39")
            .ask("他（她）是孩子的什么人？", "")
            .required()
            .held(S1, CivilAffairs)
            .rules(&["V-21"])
            .suggest(GUARDIAN_RELATIONS),
        Field::new("other_guardian_id", "公民身份号码", FieldKind::PersonId)
            .no("MC-40")
            .ask("这位监护人的身份证号是多少？", "")
            .required()
            .held(S3, PublicSecurity)
            .rules(&["V-03", "V-04", "V-11", "V-21", "V-25"]),
        Field::new("other_guardian_phone", "联系方式", FieldKind::Phone)
            .no("MC-41")
            .ask("这位监护人的电话是多少？", "")
            .required()
            .held(S3, CivilAffairs)
            .rules(&["V-21", "V-24", "V-29"]),
        Field::new("other_guardian_hukou_address", "户籍地址", FieldKind::Address)
            .no("MC-42")
            .ask("这位监护人的户口在哪里？", "选到县（区）就可以。")
            .required()
            .held(S3, PublicSecurity)
            .rules(&["V-12", "V-21"]),
        Field::new("other_guardian_current_address", "现居住地", FieldKind::Address)
            .no("MC-43")
            .ask("这位监护人现在住在哪里？", "")
            .required()
            .held(S3, CivilAffairs)
            .rules(&["V-12", "V-21"]),
    ],
};
