//! Answers that follow from another answer when the question itself is not put.

use crate::form::Condition;
use crate::form::defaults::{Default, Implied};

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
