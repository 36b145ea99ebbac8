//! V-03, V-21, V-22, V-25, V-36 – V-38: who cares for the child.

use super::*;

/// A child that lives with its grandfather.
fn with_guardian() -> Family {
    migrant().with(
        r#"{"living_with": "other_guardian", "other_guardian_name": "张老明", "other_guardian_relation": "祖父",
        "other_guardian_id": {"type": "resident_id", "number": "110105194912310070"},
        "other_guardian_phone": "022-23456789",
        "other_guardian_hukou_address": {"division_code": "411628", "detail": ""},
        "other_guardian_current_address": {"division_code": "120104001", "detail": ""}}"#,
    )
}

fn valid(digits: &str) -> String {
    let mut number = digits.to_owned();
    number.push(char::from(crate::values::national_id::check_character(digits.as_bytes())));
    number
}

fn paper(field: &str, digits: &str) -> String {
    format!(r#"{{"{field}": {{"type": "resident_id", "number": "{}"}}}}"#, valid(digits))
}

#[test]
fn v_03_a_grandmother_is_a_woman() {
    left_behind().with(&paper("entrusted_carer_id", "12010119600501997")).gives(&["V-03 warning entrusted_carer_id"]);
    with_guardian().with(&paper("other_guardian_id", "11010519491231002")).gives(&["V-03 warning other_guardian_id"]);
    left_behind()
        .with(&paper("entrusted_carer_id", "12010119600501997"))
        .with(r#"{"entrusted_carer_relation": "other", "entrusted_carer_relation_other": "舅舅"}"#)
        .gives(&[]);
}

#[test]
fn v_21_another_guardian_is_described_in_full() {
    with_guardian().with(&paper("other_guardian_id", "11010519491231001")).gives(&[]);
    migrant().with(r#"{"living_with": "other_guardian"}"#).gives(&[
        "V-21 error other_guardian_name",
        "V-21 error other_guardian_relation",
        "V-21 error other_guardian_id",
        "V-21 error other_guardian_phone",
        "V-21 error other_guardian_hukou_address",
        "V-21 error other_guardian_current_address",
    ]);
}

#[test]
fn v_21_beside_both_parents_another_guardian_is_unusual() {
    migrant().with(r#"{"other_guardian_name": "张老明"}"#).gives(&["V-21 warning other_guardian_name"]);
    migrant().with(r#"{"other_guardian_name": "张老明", "living_with": "one_parent"}"#).gives(&[]);
}

#[test]
fn v_22_a_child_that_nobody_cares_for_is_reported_at_once() {
    migrant().with(r#"{"guardianship_status": "unattended"}"#).gives(&["V-22 alert guardianship_status"]);
    migrant().with(r#"{"guardianship_status": "poor"}"#).gives(&[]);
}

/// Rules E-16, dictionary D-LIVEWITH: living alone is a screening value and raises a safety alert.
#[test]
fn v_22_a_child_that_lives_alone_is_reported_at_once() {
    migrant().with(r#"{"living_with": "none"}"#).gives(&["V-22 alert living_with", "type error living_with"]);
}

#[test]
fn v_25_a_carer_is_of_age() {
    // Born 2008-11-22 and 2008-11-21: 17 and 18 years old.
    left_behind().with(&paper("entrusted_carer_id", "12010120081122998")).gives(&["V-25 override entrusted_carer_id"]);
    left_behind().with(&paper("entrusted_carer_id", "12010120081121998")).gives(&[]);
}

#[test]
fn v_25_a_carer_is_neither_father_nor_mother() {
    left_behind()
        .with(r#"{"entrusted_carer_id": {"type": "resident_id", "number": "120101198601019985"}}"#)
        .gives(&["V-25 override entrusted_carer_id"]);
}

/// Rules E-56.
#[test]
fn v_36_both_away_and_nobody_entrusted_is_reported_at_once() {
    let nobody = left_behind().with(
        r#"{"has_entrusted_carer": false, "entrusted_carer_relation": null, "entrusted_carer_phone": null,
        "entrusted_carer_name": null, "entrusted_carer_id": null, "entrusted_carer_hukou_address": null,
        "entrusted_carer_current_address": null}"#,
    );
    nobody
        .gives(&["V-36 alert has_entrusted_carer", "V-36 override guardianship_status"])
        .with(r#"{"guardianship_status": "unattended"}"#)
        .gives(&["V-36 alert has_entrusted_carer", "V-22 alert guardianship_status"]);
}

#[test]
fn v_36_a_carer_who_falls_short_is_a_carer() {
    left_behind().with(r#"{"guardianship_status": "entrusted_insufficient"}"#).gives(&[]);
    left_behind()
        .with(r#"{"guardianship_status": "entrusted_insufficient", "has_entrusted_carer": null}"#)
        .gives(&["V-36 error guardianship_status", "required error has_entrusted_carer"]);
}

#[test]
fn v_36_without_a_carer_the_section_is_empty() {
    let found = left_behind().with(r#"{"has_entrusted_carer": false}"#).findings();
    let errors: Vec<String> = found.iter().filter(|finding| finding.level == Level::Error).map(told).collect();
    assert_eq!(errors.len(), 6);
    assert!(errors.contains(&"V-36 error entrusted_carer_phone".to_owned()));
}

#[test]
fn v_36_with_a_carer_the_section_is_needed() {
    left_behind().with(r#"{"entrusted_carer_name": null}"#).gives(&["required error entrusted_carer_name"]);
}

#[test]
fn v_37_a_ground_of_exclusion_stops_the_entrustment() {
    left_behind()
        .with(r#"{"entrusted_carer_exclusions": ["addiction"]}"#)
        .gives(&["V-37 override entrusted_carer_exclusions"]);
    left_behind().with(r#"{"entrusted_carer_exclusions": ["none"]}"#).gives(&[]);
}

#[test]
fn v_38_the_carer_lives_in_the_childs_township() {
    let at = |code: &str| {
        left_behind()
            .with(&format!(r#"{{"entrusted_carer_current_address": {{"division_code": "{code}", "detail": ""}}}}"#))
    };
    at("120119100001").gives(&[]);
    at("120119101").gives(&["V-38 warning entrusted_carer_current_address"]);
    at("411628001").gives(&["V-38 warning entrusted_carer_current_address"]);
}
