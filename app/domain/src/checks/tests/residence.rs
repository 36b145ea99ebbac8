//! V-07 – V-09, V-12, V-20.

use super::*;

fn hukou(code: &str) -> String {
    format!(r#"{{"hukou_address": {{"division_code": "{code}", "detail": "某村"}}}}"#)
}

#[test]
fn v_07_the_hukou_county_exists() {
    migrant().with(&hukou("419999001")).gives(&["V-07 error hukou_address"]);
}

/// 蓟县 (120225) became 蓟州区 (120119) in 2016.
#[test]
fn v_07_an_abolished_county_is_replaced_except_in_an_import() {
    migrant().with(&hukou("120225100")).gives(&["V-07 error hukou_address"]).mended_by_the_fix_of("V-07");
    migrant().with(&hukou("120225100")).knowing(Facts { imported: true, ..Facts::default() }).gives(&[]);
}

#[test]
fn v_08_dates_must_run_forward() {
    migrant().with(r#"{"left_hukou_date": "2021-03-02"}"#).gives(&["V-08 error arrived_residence_date"]);
    migrant().with(r#"{"arrived_residence_date": "2026-11-22"}"#).gives(&["V-08 error arrived_residence_date"]);
    migrant()
        .with(r#"{"left_hukou_date": null, "arrived_residence_date": "2015-03-07"}"#)
        .gives(&["required error left_hukou_date", "V-08 error arrived_residence_date"]);
}

#[test]
fn v_08_all_on_one_day_is_forward() {
    migrant().with(r#"{"left_hukou_date": "2015-03-08", "arrived_residence_date": "2015-03-08"}"#).gives(&[]);
}

#[test]
fn v_09_leaving_before_birth_is_mended_with_the_birth_date() {
    migrant()
        .with(r#"{"left_hukou_date": "2015-03-07"}"#)
        .gives(&["V-08 error left_hukou_date", "V-09 override left_hukou_date"])
        .mended_by_the_fix_of("V-09")
        .gives(&[]);
}

#[test]
fn v_12_the_county_is_always_needed_for_the_child() {
    migrant().with(&hukou("410000")).gives(&["V-12 error hukou_address"]);
    migrant().with(&hukou("411600")).gives(&["V-12 error hukou_address"]);
    migrant().with(&hukou("")).gives(&["V-12 error hukou_address"]);
}

#[test]
fn v_12_the_township_is_needed_inside_the_deployment() {
    migrant()
        .with(r#"{"current_address": {"division_code": "120104", "detail": "某小区"}}"#)
        .gives(&["V-12 error current_address"]);
    migrant()
        .with(r#"{"father_current_address": {"division_code": "120104", "detail": "某小区"}}"#)
        .gives(&["V-12 error father_current_address"]);
}

#[test]
fn v_12_elsewhere_a_missing_township_is_a_warning_unless_both_are_in_one_county() {
    migrant().with(&hukou("411628")).gives(&["V-12 warning hukou_address"]);
    let mut family = migrant().with(&hukou("120104"));
    family.deployment = "310000";
    family.gives(&["V-12 error hukou_address"]);
}

#[test]
fn v_12_for_the_hukou_of_a_parent_the_county_is_enough() {
    migrant().with(r#"{"father_hukou_address": {"division_code": "120104", "detail": ""}}"#).gives(&[]);
    migrant()
        .with(r#"{"father_hukou_address": {"division_code": "120000", "detail": ""}}"#)
        .gives(&["type error father_hukou_address"]);
}

#[test]
fn v_12_a_parent_may_live_outside_the_mainland() {
    migrant()
        .with(r#"{"living_with": "one_parent", "father_current_address": {"division_code": "", "detail": "", "outside": "日本"}}"#)
        .gives(&[]);
}

#[test]
fn v_20_parents_with_whom_the_child_lives_live_in_the_same_county() {
    let away = r#"{"father_current_address": {"division_code": "310115", "detail": ""}}"#;
    migrant().with(away).gives(&["V-20 warning living_with"]);
    migrant().with(away).with(r#"{"living_with": "one_parent"}"#).gives(&[]);
    migrant()
        .with(away)
        .with(r#"{"living_with": "one_parent", "mother_current_address": {"division_code": "310115", "detail": ""}}"#)
        .gives(&["V-20 warning living_with"]);
}
