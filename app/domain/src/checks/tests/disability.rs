//! V-13 – V-16.

use super::*;

/// A child with a hearing disability of the second grade.
fn disabled() -> Family {
    migrant().with(
        r#"{"health_status": ["disabled"], "disability_type": "hearing", "disability_grade": "2", "rehab_aid_received": true}"#,
    )
}

#[test]
fn v_13_multiple_names_at_least_two_types() {
    disabled().gives(&[]);
    let multiple = |detail: &str| {
        disabled().with(&format!(r#"{{"disability_type": "multiple", "disability_types_detail": {detail}}}"#))
    };
    multiple(r#"["hearing", "speech"]"#).gives(&[]);
    multiple(r#"["hearing"]"#).gives(&["V-13 error disability_types_detail"]);
    multiple("null").gives(&["V-13 error disability_types_detail"]);
}

#[test]
fn v_13_otherwise_the_detail_is_empty() {
    disabled()
        .with(r#"{"disability_types_detail": ["hearing", "speech"]}"#)
        .gives(&["V-13 error disability_types_detail"])
        .mended_by_the_fix_of("V-13")
        .gives(&[]);
}

#[test]
fn v_14_no_disability_has_no_grade() {
    migrant().with(r#"{"disability_grade": "none"}"#).gives(&[]);
    migrant()
        .with(r#"{"disability_grade": "2"}"#)
        .gives(&["V-14 error disability_grade"])
        .mended_by_the_fix_of("V-14")
        .gives(&[]);
}

#[test]
fn v_14_a_disability_without_grade_is_not_assessed_yet() {
    disabled().with(r#"{"disability_grade": "none"}"#).gives(&["V-14 warning disability_grade"]);
    disabled().with(r#"{"disability_grade": null}"#).gives(&["required error disability_grade"]);
}

#[test]
fn v_15_health_and_disability_agree() {
    disabled()
        .with(r#"{"health_status": ["chronic_illness"]}"#)
        .gives(&["V-15 error health_status"])
        .mended_by_the_fix_of("V-15")
        .gives(&[]);
    migrant()
        .with(r#"{"health_status": ["disabled", "chronic_illness"]}"#)
        .gives(&["V-15 error health_status"])
        .mended_by_the_fix_of("V-15")
        .gives(&[]);
}

#[test]
fn v_15_healthy_excludes_all_others() {
    migrant()
        .with(r#"{"health_status": ["healthy", "chronic_illness"]}"#)
        .gives(&["V-15 error health_status"])
        .mended_by_the_fix_of("V-15")
        .gives(&[]);
}

#[test]
fn v_16_rehabilitation_without_disability_is_possible() {
    migrant()
        .with(r#"{"health_status": ["psych_behavioral"], "rehab_aid_received": true}"#)
        .gives(&["V-16 warning rehab_aid_received"]);
    migrant().with(r#"{"rehab_aid_received": false}"#).gives(&[]);
}
