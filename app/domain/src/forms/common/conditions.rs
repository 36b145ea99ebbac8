//! Conditions that decide when several fields are asked.

use crate::form::Condition;
use Condition::{All, Answered, Any, Contains, Filled, Is, Not};

/// The child has no registered household (未登记户口).
pub const NO_HUKOU: Condition = Answered("hukou_registered", false);

/// A stage from 小学 to 特殊教育 (V-30).
pub const SCHOOL_STAGE: Condition = Any(&[
    Is("schooling_stage", "primary"),
    Is("schooling_stage", "junior_secondary"),
    Is("schooling_stage", "senior_secondary"),
    Is("schooling_stage", "secondary_vocational"),
    Is("schooling_stage", "special_education"),
]);

/// In school (V-30): such a stage, and 在读 or 休学.
pub const IN_SCHOOL: Condition =
    All(&[SCHOOL_STAGE, Any(&[Is("academic_status", "enrolled"), Is("academic_status", "suspended")])]);

/// A disability was named.
pub const DISABLED: Condition = All(&[Filled("disability_type"), Not(&Is("disability_type", "none"))]);

/// No disability, yet not simply healthy: a child who may be waiting for an assessment (V-16).
pub const MAYBE_DISABLED: Condition =
    All(&[Is("disability_type", "none"), Filled("health_status"), Not(&Contains("health_status", "healthy"))]);

/// The child's father cannot act as guardian: away from life, or without capability.
pub const FATHER_UNABLE: Condition = Any(&[
    All(&[Filled("father_status"), Not(&Is("father_status", "normal"))]),
    Is("father_guardianship_capacity", "none"),
]);

/// The child's mother cannot act as guardian.
pub const MOTHER_UNABLE: Condition = Any(&[
    All(&[Filled("mother_status"), Not(&Is("mother_status", "normal"))]),
    Is("mother_guardianship_capacity", "none"),
]);

/// Neither parent can (V-21).
pub const BOTH_UNABLE: Condition = All(&[FATHER_UNABLE, MOTHER_UNABLE]);

/// A carer was entrusted (有受委托监护人).
pub const ENTRUSTED: Condition = Answered("has_entrusted_carer", true);
