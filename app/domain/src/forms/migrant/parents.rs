//! MC-28 … MC-37: father and mother; and, for a child who lives with another guardian, where the
//! parents are, because such a child may be left-behind as well (rules DT-X).

use crate::form::Condition::{Always, Is};
use crate::form::{Part, Section};
use crate::forms::common::{father, mother, parent};

/// 父亲.
pub const FATHER: Section = Section {
    name: "father",
    title: "孩子的爸爸",
    part: Part::Parents,
    asked: Always,
    fields: &father::fields(["MC-28", "MC-29", "MC-30", "MC-31", "MC-32"]),
};

/// 母亲.
pub const MOTHER: Section = Section {
    name: "mother",
    title: "孩子的妈妈",
    part: Part::Parents,
    asked: Always,
    fields: &mother::fields(["MC-33", "MC-34", "MC-35", "MC-36", "MC-37"]),
};

/// Work away from home.
pub const WORK: Section = Section {
    name: "work",
    title: "爸爸妈妈在外地打工吗？",
    part: Part::Supplementary,
    asked: Is("living_with", "other_guardian"),
    fields: &parent::WORK,
};

/// Guardianship capability, asked when it is in doubt.
pub const CAPACITY: Section = Section {
    name: "capacity",
    title: "爸爸妈妈能照顾孩子吗？",
    part: Part::Supplementary,
    asked: Always,
    fields: &parent::CAPACITY,
};
