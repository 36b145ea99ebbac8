//! LB-23 … LB-34: father, mother, their work away from home and who of them can care for the child.

use crate::form::Condition::Always;
use crate::form::Department::CivilAffairs;
use crate::form::Sensitivity::{S1, S3};
use crate::form::{Field, Part, Section};
use crate::forms::build::YES_NO;
use crate::forms::common::{father, mother, parent};

/// 父亲.
pub const FATHER: Section = Section {
    name: "father",
    title: "孩子的爸爸",
    part: Part::Parents,
    asked: Always,
    fields: &father::fields(["LB-23", "LB-24", "LB-25", "LB-26", "LB-27"]),
};

/// 母亲.
pub const MOTHER: Section = Section {
    name: "mother",
    title: "孩子的妈妈",
    part: Part::Parents,
    asked: Always,
    fields: &mother::fields(["LB-28", "LB-29", "LB-30", "LB-31", "LB-32"]),
};

/// Work away from home: the facts behind LB-33 and LB-34.
pub const WORK: Section = Section {
    name: "work",
    title: "爸爸妈妈在外地打工吗？",
    part: Part::Supplementary,
    asked: Always,
    fields: &parent::WORK,
};

/// 父母双方同时外出; 父母一方外出、另一方无监护能力; and the capability of the one who stays.
pub const AWAY: Section = Section {
    name: "parents_away",
    title: "家里还有爸爸或妈妈照顾孩子吗？",
    part: Part::Parents,
    asked: Always,
    fields: &away_fields(),
};

const BOTH_AWAY: Field = Field::new("both_parents_away", "父母双方同时外出", YES_NO)
    .no("LB-33")
    .ask("爸爸妈妈两个人都在外地打工吗？", "")
    .required()
    .held(S1, CivilAffairs)
    .rules(&["V-34", "V-36"]);

const ONE_AWAY: Field = Field::new("one_away_other_incapable", "父母一方外出、另一方无监护能力", YES_NO)
    .no("LB-34")
    .ask("是不是一个在外地打工，另一个照顾不了孩子？", "照顾不了，是指因为重病、重残等原因没有能力照顾。")
    .required()
    .held(S3, CivilAffairs)
    .rules(&["V-34", "V-35"]);

const fn away_fields() -> [Field; 12] {
    let [a, b, c, d, e, f, g, h, i, j] = parent::CAPACITY;
    [BOTH_AWAY, ONE_AWAY, a, b, c, d, e, f, g, h, i, j]
}
