//! Answers that follow from another answer when the question itself is not put.

use crate::form::{Condition, Value};

/// An answer that follows.
#[derive(Clone, Copy, Debug)]
pub struct Default {
    /// The field that gets the answer.
    pub field: &'static str,
    /// The answer.
    pub answer: Implied,
    /// When it follows.
    pub when: Condition,
    /// Whether it also replaces a different answer (forced) or only fills an empty place.
    pub forced: bool,
}

/// An answer, as data.
#[derive(Clone, Copy, Debug)]
pub enum Implied {
    /// 否.
    No,
    /// The code of a single choice.
    Code(&'static str),
}

impl From<Implied> for Value {
    fn from(implied: Implied) -> Self {
        match implied {
            Implied::No => Self::Bool(false),
            Implied::Code(code) => Self::Text(code.to_owned()),
        }
    }
}

/// No disability: grade 无 (V-14, forced) and no rehabilitation aid unless said (MC-27). Before school
/// age: not boarding (MC-19).
pub const DEFAULTS: &[Default] = &[
    Default {
        field: "disability_grade",
        answer: Implied::Code("none"),
        when: Condition::Is("disability_type", "none"),
        forced: true,
    },
    Default {
        field: "rehab_aid_received",
        answer: Implied::No,
        when: Condition::Is("disability_type", "none"),
        forced: false,
    },
    Default {
        field: "is_boarding",
        answer: Implied::No,
        when: Condition::Is("schooling_stage", "preschool"),
        forced: false,
    },
];
