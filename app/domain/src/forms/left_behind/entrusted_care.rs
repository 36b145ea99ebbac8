//! LB-35 … LB-41: 委托照顾状况. 受委托监护人 and 受委托照顾人 are both printed and mean one person.

use crate::form::Condition::{All, Always, Is};
use crate::form::Department::{CivilAffairs, PublicSecurity};
use crate::form::Sensitivity::{S1, S2, S3};
use crate::form::{Asker, Field, FieldKind, Part, Section};
use crate::forms::build::HAS_HAS_NOT;
use crate::forms::common::conditions::ENTRUSTED;
use crate::forms::options;

/// 委托照顾状况.
pub const SECTION: Section = Section {
    name: "entrusted_care",
    title: "现在谁在帮爸爸妈妈照顾孩子？",
    part: Part::EntrustedCare,
    asked: Always,
    fields: &[
        Field::new("has_entrusted_carer", "有无受委托监护人", HAS_HAS_NOT)
            .no("LB-35")
            .ask("爸爸妈妈有没有把孩子托给别人照顾？", "")
            .required()
            .held(S1, CivilAffairs)
            .rules(&["V-36"]),
        Field::new("entrusted_carer_name", "受委托照顾人姓名", FieldKind::PersonName)
            .no("LB-38")
            .ask("照顾孩子的人叫什么名字？", "")
            .required()
            .when(ENTRUSTED)
            .held(S2, PublicSecurity)
            .rules(&["V-25", "V-36"]),
        Field::new(
            "entrusted_carer_relation",
            "受委托监护人与儿童关系",
            FieldKind::Single { options: options::ENTRUSTED_RELATION },
        )
        .no("LB-36")
        .ask("他（她）是孩子的什么人？", "")
        .required()
        .when(ENTRUSTED)
        .held(S1, CivilAffairs)
        .rules(&["V-03", "V-25", "V-36"]),
        Field::new("entrusted_carer_relation_other", "受委托监护人与儿童关系（其他）", FieldKind::Text { max: 50 })
            .ask("是什么关系？", "例如姑姑、舅舅、邻居。")
            .required()
            .when(All(&[ENTRUSTED, Is("entrusted_carer_relation", "other")]))
            .held(S1, CivilAffairs)
            .rules(&["V-36"]),
        Field::new("entrusted_carer_id", "公民身份号码", FieldKind::PersonId)
            .no("LB-39")
            .ask("照顾孩子的人身份证号是多少？", "")
            .required()
            .when(ENTRUSTED)
            .held(S3, PublicSecurity)
            .rules(&["V-03", "V-04", "V-11", "V-25", "V-36", "V-37"]),
        Field::new("entrusted_carer_phone", "联系方式", FieldKind::Phone)
            .no("LB-37")
            .ask("照顾孩子的人电话是多少？", "")
            .required()
            .when(ENTRUSTED)
            .held(S3, CivilAffairs)
            .rules(&["V-24", "V-29", "V-36"]),
        Field::new("entrusted_carer_hukou_address", "户籍地", FieldKind::Address)
            .no("LB-40")
            .ask("照顾孩子的人户口在哪里？", "选到县（区）就可以。")
            .required()
            .when(ENTRUSTED)
            .held(S3, PublicSecurity)
            .rules(&["V-12", "V-36"]),
        Field::new("entrusted_carer_current_address", "现居住地", FieldKind::Address)
            .no("LB-41")
            .ask("照顾孩子的人现在住在哪里？", "")
            .required()
            .when(ENTRUSTED)
            .held(S3, CivilAffairs)
            .rules(&["V-12", "V-36", "V-38"]),
        Field::new(
            "entrusted_carer_exclusions",
            "受委托监护人核查",
            FieldKind::Multi { options: options::CARER_EXCLUSIONS, exclusive: "none" },
        )
        .ask("核查时发现下列情形了吗？", "《未成年人保护法》第二十二条列出的、不得作为被委托人的情形。")
        .when(ENTRUSTED)
        .held(S3, CivilAffairs)
        .rules(&["V-37"])
        .by(Asker::Worker),
    ],
};
