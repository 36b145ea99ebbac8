//! V-30 – V-33.

use super::*;

#[test]
fn v_30_in_school_means_a_school_and_a_word_on_boarding() {
    migrant()
        .with(r#"{"school_name": null, "is_boarding": null, "academic_status": "suspended"}"#)
        .gives(&["V-30 error school_name", "V-30 error is_boarding"]);
}

#[test]
fn v_30_without_school_no_school_and_no_boarding() {
    migrant()
        .with(r#"{"schooling_stage": "unable_to_attend", "academic_status": null, "is_boarding": null}"#)
        .gives(&["V-30 error school_name"])
        .mended_by_the_fix_of("V-30")
        .gives(&[]);
}

#[test]
fn v_30_a_child_in_kindergarten_is_enrolled() {
    let kindergarten = r#"{"school_name": "某幼儿园", "academic_status": "enrolled"}"#;
    left_behind().with(kindergarten).gives(&[]);
    left_behind()
        .with(kindergarten)
        .with(r#"{"academic_status": "graduated"}"#)
        .gives(&["V-30 error academic_status"])
        .mended_by_the_fix_of("V-30");
}

#[test]
fn v_31_out_of_school_is_not_enrolled() {
    let out = |status: &str| {
        let status = if status.is_empty() { "null".to_owned() } else { format!("\"{status}\"") };
        migrant().with(&format!(
            r#"{{"schooling_stage": "out_of_school", "school_name": null, "is_boarding": null, "academic_status": {status}}}"#
        ))
    };
    for wrong in ["enrolled", "suspended"] {
        out(wrong).gives(&["V-31 error academic_status", "V-33 alert schooling_stage"]);
    }
    for allowed in ["dropped_out", "graduated", "completed", "incomplete", ""] {
        out(allowed).gives(&["V-33 alert schooling_stage"]);
    }
}

#[test]
fn v_31_dropped_out_of_a_stage_is_perhaps_out_of_school() {
    migrant()
        .with(r#"{"academic_status": "dropped_out"}"#)
        .gives(&["V-31 override schooling_stage", "V-33 alert schooling_stage"])
        .mended_by_the_fix_of("V-31")
        .gives(&["V-33 alert schooling_stage"]);
}

#[test]
fn v_32_the_stage_fits_the_age() {
    let unusual = |born: &str, stage: &str| {
        let changes = format!(
            r#"{{"child_birth_date": "{born}", "schooling_stage": "{stage}", "child_id_number": null,
                "child_id_pending_reason": "正在办理"}}"#
        );
        migrant().with(&changes).findings().iter().any(|finding| told(finding) == "V-32 warning schooling_stage")
    };
    for (born, stage, expected) in [
        ("2019-11-21", "preschool", true),
        ("2019-11-22", "preschool", false),
        ("2021-11-22", "primary", true),
        ("2021-11-21", "primary", false),
        ("2011-11-21", "primary", true),
        ("2011-11-22", "primary", false),
        ("2016-11-22", "junior_secondary", true),
        ("2016-11-21", "junior_secondary", false),
        ("2013-11-22", "senior_secondary", true),
        ("2013-11-21", "secondary_vocational", false),
        ("2023-11-22", "special_education", true),
        ("2023-11-21", "special_education", false),
        ("2023-11-22", "out_of_school", true),
        ("2023-11-22", "unable_to_attend", false),
    ] {
        assert_eq!(unusual(born, stage), expected, "{stage}, born {born}");
    }
}

#[test]
fn v_33_a_child_of_school_age_out_of_school_is_referred() {
    let born = |day: &str| {
        let changes = format!(
            r#"{{"child_birth_date": "{day}", "schooling_stage": "out_of_school", "academic_status": null,
                "school_name": null, "is_boarding": null, "child_id_number": null, "child_id_pending_reason": "正在办理"}}"#
        );
        migrant().with(&changes).findings().iter().any(|finding| told(finding) == "V-33 alert schooling_stage")
    };
    assert!(born("2020-11-21"), "6 today");
    assert!(!born("2020-11-22"), "5");
    assert!(born("2010-11-22"), "15");
    assert!(!born("2010-11-21"), "16 today");
}
