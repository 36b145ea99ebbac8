//! MC-14, MC-15: since when the child is away; MC-11, MC-16: with whom, and how it is cared for.

use crate::form::Condition::Always;
use crate::form::Department::CivilAffairs;
use crate::form::Sensitivity::S1;
use crate::form::{Choice, Field, FieldKind, Part, Section};
use crate::forms::common::residence::guardianship;
use crate::forms::options;

/// 离开户籍地日期, 来现居住地日期.
pub const SECTION: Section = Section {
    name: "moving",
    title: "孩子是什么时候来的？",
    part: Part::Child,
    asked: Always,
    fields: &[LEFT_HUKOU.no("MC-14").required(), ARRIVED],
};

/// 共同居住人, 监护情况.
pub const COMPANY: Section = Section {
    name: "living_with",
    title: "孩子跟谁一起住？",
    part: Part::Child,
    asked: Always,
    fields: &[
        living_with(options::LIVING_WITH).no("MC-11"),
        guardianship(options::GUARDIANSHIP_MIGRANT, &["V-22"]).no("MC-16"),
    ],
};

/// 离开户籍地日期; for a child who never lived at the hukou place, the date of birth (V-09).
pub const LEFT_HUKOU: Field = Field::new("left_hukou_date", "离开户籍地日期", FieldKind::Date)
    .ask("孩子是哪天离开户口所在地的？", "没在那里住过的，点下面的按钮，填出生日期。记不清日子，填大概的日期。")
    .held(S1, CivilAffairs)
    .rules(&["V-08", "V-09"]);

const ARRIVED: Field = Field::new("arrived_residence_date", "来现居住地日期", FieldKind::Date)
    .no("MC-15")
    .ask("孩子是哪天来到现在住的地方的？", "")
    .required()
    .held(S1, CivilAffairs)
    .rules(&["V-08"]);

/// 共同居住人, with the printed options or, in screening, one more.
pub const fn living_with(options: &'static [Choice]) -> Field {
    Field::new("living_with", "共同居住人", FieldKind::Single { options })
        .ask("孩子现在跟谁一起住？", "爷爷奶奶、姥姥姥爷（外公外婆）或别的亲属照顾的，选“其他监护人”。")
        .required()
        .held(S1, CivilAffairs)
        .rules(&["V-20", "V-21", "V-22"])
}
