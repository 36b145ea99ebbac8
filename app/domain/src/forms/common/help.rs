//! Help that the family asks for, and who gave the information. Supplementary: never printed.

use crate::form::Condition::{Always, Answered, Contains};
use crate::form::Sensitivity::{S1, S2, S3};
use crate::form::{Asker, Department, Field, FieldKind, Part, Section};
use crate::forms::build::YES_NO;
use crate::forms::options;

/// The screen.
pub const SECTION: Section =
    Section { name: "help", title: "需要帮忙吗？", part: Part::Supplementary, asked: Always, fields: &FIELDS };

static FIELDS: [Field; 6] = [
    Field::new("help_requested", "是否提出救助帮扶需求", YES_NO)
        .ask("您家需要政府帮忙吗？", "选“是”，村（社区）的工作人员会在提交后联系您。")
        .held(S3, Department::CivilAffairs),
    Field::new("needs", "需求类型", FieldKind::Multi { options: options::NEEDS, exclusive: "" })
        .ask("希望在哪方面得到帮助？", "可以选几项。")
        .required()
        .when(Answered("help_requested", true))
        .held(S3, Department::CivilAffairs),
    Field::new("needs_other", "需求类型（其他）", FieldKind::Text { max: 100 })
        .ask("是什么样的帮助？", "")
        .required()
        .when(Contains("needs", "other"))
        .held(S3, Department::CivilAffairs),
    Field::new("help_requested_at", "提出需求日期", FieldKind::Date)
        .when(Answered("help_requested", true))
        .held(S1, Department::None)
        .by(Asker::System),
    Field::new("informant_name", "信息提供人姓名", FieldKind::PersonName)
        .ask("您叫什么名字？", "就是现在填这张表的人。")
        .held(S2, Department::None),
    Field::new("informant_relation", "信息提供人与儿童关系", FieldKind::Text { max: 20 })
        .ask("您是孩子的什么人？", "")
        .held(S1, Department::None)
        .suggest(options::INFORMANT_RELATIONS),
];
