//! V-34, V-35, V-39: the parents of a left-behind child.

use super::*;

/// E-42, E-43: the father is away, the mother is at home and cannot care for the child.
fn one_away() -> Family {
    left_behind().with(
        r#"{"mother_away_for_work": false, "mother_work_place": null, "mother_away_since": null,
        "mother_current_address": {"division_code": "120119100", "detail": "某村1号"},
        "both_parents_away": false, "one_away_other_incapable": true,
        "mother_guardianship_capacity": "impaired", "mother_capacity_reason": "serious_illness"}"#,
    )
}

const JUDGED: &str = r#"{"mother_capacity_judged_by": "渔阳镇", "mother_capacity_judged_at": "2026-11-01",
    "mother_capacity_basis": "诊断证明"}"#;

/// Rules E-57.
#[test]
fn v_34_both_away_and_one_away_exclude_each_other() {
    let found = left_behind().with(r#"{"one_away_other_incapable": true}"#).findings();
    assert!(found.iter().any(|finding| told(finding) == "V-34 error one_away_other_incapable"));
}

/// Rules 4, form cross-check: LB-33 是 ⇔ row 2.
#[test]
fn v_34_lb_33_agrees_with_what_is_told_of_each_parent() {
    left_behind()
        .with(r#"{"both_parents_away": false}"#)
        .gives(&["V-34 error both_parents_away"])
        .mended_by_the_fix_of("V-34")
        .gives(&[]);
    left_behind()
        .with(r#"{"father_away_for_work": false}"#)
        .gives(&["V-34 error both_parents_away"])
        .mended_by_the_fix_of("V-34");
}

/// E-45: away for less than six months; both 否 is a screening result, no error.
#[test]
fn v_34_both_no_is_a_result_and_no_error() {
    left_behind()
        .with(r#"{"both_parents_away": false, "father_away_since": "2026-06-22", "mother_away_since": "2026-06-22"}"#)
        .gives(&[]);
}

/// Rules 4, form cross-check: LB-34 是 ⇔ rows 3, 4, 7.
#[test]
fn v_34_lb_34_agrees_with_what_is_told_of_each_parent() {
    let quiet = |family: Family| family.findings().iter().all(|finding| finding.rule != "V-34");
    assert!(quiet(one_away().with(JUDGED)));
    for wrong in [
        one_away().with(JUDGED).with(r#"{"one_away_other_incapable": false}"#),
        one_away().with(r#"{"one_away_other_incapable": false, "mother_guardianship_capacity": "none"}"#),
        one_away().with(r#"{"mother_guardianship_capacity": "full"}"#),
        one_away().with(r#"{"father_away_for_work": false}"#),
        left_behind().with(r#"{"both_parents_away": null, "one_away_other_incapable": true}"#),
    ] {
        wrong.mended_by_the_fix_of("V-34");
    }
    assert!(quiet(one_away().with(r#"{"one_away_other_incapable": false}"#)), "not judged yet: a person decides");
}

#[test]
fn v_35_a_worker_records_the_judgement() {
    one_away().by_worker().with(JUDGED).gives(&[]);
    one_away().by_worker().gives(&[
        "V-35 error mother_capacity_judged_by",
        "V-35 error mother_capacity_judged_at",
        "V-35 error mother_capacity_basis",
    ]);
    one_away()
        .by_worker()
        .with(JUDGED)
        .with(r#"{"mother_capacity_reason": null}"#)
        .gives(&["V-35 error mother_capacity_reason"]);
}

#[test]
fn v_35_a_family_says_who_and_why_and_is_told_what_follows() {
    one_away().gives(&["V-35 warning one_away_other_incapable"]);
    one_away().with(r#"{"mother_guardianship_capacity": null, "mother_capacity_reason": null}"#).gives(&[
        "V-35 error mother_capacity_reason",
        "V-35 error mother_guardianship_capacity",
        "V-35 warning one_away_other_incapable",
    ]);
}

#[test]
fn v_35_which_parent_must_be_clear() {
    let unclear = one_away().with(
        r#"{"father_away_for_work": null, "mother_away_for_work": null, "mother_guardianship_capacity": null,
        "mother_capacity_reason": null}"#,
    );
    unclear.gives(&["V-35 error one_away_other_incapable"]);
}

/// E-50: a deceased father, judged; the mother is away.
#[test]
fn v_35_a_parent_who_is_gone_is_judged_without_a_reason() {
    left_behind()
        .by_worker()
        .with(
            r#"{"father_status": "deceased", "father_name": null, "father_id": null, "father_phone": null,
            "father_hukou_address": null, "father_current_address": null, "father_away_for_work": null,
            "father_work_place": null, "father_away_since": null, "both_parents_away": false,
            "one_away_other_incapable": true, "father_capacity_judged_by": "渔阳镇",
            "father_capacity_judged_at": "2026-11-01", "father_capacity_basis": "死亡证明"}"#,
        )
        .gives(&[]);
}

/// E-47: both work in other districts of Tianjin.
#[test]
fn v_39_work_in_an_exempt_district_is_not_away() {
    left_behind()
        .with(
            r#"{"father_current_address": {"division_code": "120101001", "detail": ""},
            "mother_current_address": {"division_code": "120119100", "detail": ""}}"#,
        )
        .gives(&["V-39 warning father_current_address", "V-39 warning mother_current_address"]);
    left_behind().with(r#"{"father_current_address": {"division_code": "130102", "detail": ""}}"#).gives(&[]);
}

#[test]
fn v_39_a_parent_who_is_not_away_may_live_at_home() {
    let found = one_away().findings();
    assert!(found.iter().all(|finding| finding.rule != "V-39"));
}
