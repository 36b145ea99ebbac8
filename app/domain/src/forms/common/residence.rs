//! 儿童基本信息, where the child is registered and lives, and how it is cared for.

use super::conditions::NO_HUKOU;
use crate::form::Condition::{Answered, Not};
use crate::form::Department::{CivilAffairs, PublicSecurity};
use crate::form::Sensitivity::S3;
use crate::form::{Asker, Choice, Field, FieldKind};
use crate::forms::build::YES_NO;

/// 户籍地址: the owner of a left-behind child's record follows from it.
pub const HUKOU_ADDRESS: Field = Field::new("hukou_address", "户籍地址", FieldKind::Address)
    .ask("孩子的户口在哪里？", "照户口簿首页上的地址填，选到乡镇或街道。")
    .required_when(Answered("hukou_registered", true))
    .when(Not(&NO_HUKOU))
    .held(S3, PublicSecurity)
    .rules(&["V-06", "V-07", "V-12"]);

/// 现居住地: the owner of a migrant child's record follows from it.
pub const CURRENT_ADDRESS: Field = Field::new("current_address", "现居住地", FieldKind::Address)
    .ask("孩子现在住在哪里？", "选到乡镇或街道，再写小区、门牌或村组。")
    .required()
    .held(S3, CivilAffairs)
    .rules(&["V-12"]);

/// 流浪, known to a worker; a trigger of the key-care ledger.
pub const HOMELESS: Field = Field::new("homeless_flag", "流浪", YES_NO)
    .ask("孩子有没有离家在外流浪？", "")
    .held(S3, CivilAffairs)
    .by(Asker::Worker);

/// The day on which 流浪 was found.
pub const HOMELESS_SINCE: Field = Field::new("homeless_since", "发现流浪日期", FieldKind::Date)
    .ask("是哪天发现孩子在流浪的？", "")
    .when(Answered("homeless_flag", true))
    .held(S3, CivilAffairs)
    .by(Asker::Worker);

/// What the degrees of 监护情况 mean, for whoever judges them (N 一(二), dictionary D-GUARD).
pub const GUARDIANSHIP_SCALE: [(&str, &str); 4] = [
    ("较好", "照顾的人很尽心，孩子的生活、学习和身心健康都有保障。"),
    ("一般", "基本能照顾，但孩子在行为或心理上可能出问题。"),
    ("较差", "没有得到有效照顾，很可能出问题或已经出了问题。"),
    ("具体情形", "有后面列出的情形的，请选具体情形。"),
];

/// 监护情况 with the options of one form and the rules that speak about it there.
pub const fn guardianship(options: &'static [Choice], rules: &'static [&'static str]) -> Field {
    Field::new("guardianship_status", "监护情况", FieldKind::Single { options })
        .ask("孩子平时有人照顾吗？照顾得怎么样？", "如实选就好，是为了看看要不要帮忙，不是要责怪谁。")
        .required()
        .held(S3, CivilAffairs)
        .rules(rules)
}
