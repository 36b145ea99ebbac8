//! V-17 – V-19.

use super::*;

/// Rules 13.4, as of 2026-11-21: which service applies, told by what a child without answers is asked for.
fn asked(born: &str, as_of: &str) -> (bool, bool) {
    let changes = format!(
        r#"{{"report_date": "{as_of}", "child_birth_date": "{born}", "child_id_number": null,
            "child_id_pending_reason": "正在办理", "left_hukou_date": "{born}"}}"#
    );
    let mut family = migrant().with(&changes);
    family.today = crate::values::date::parse(as_of).unwrap();
    let found: Vec<String> = family.findings().iter().map(told).collect();
    let has = |told: &str| found.iter().any(|found| found == told);
    (has("V-18 error tcm_service_0_36m"), has("V-17 error health_service_0_6y"))
}

#[test]
fn v_17_v_18_r_13_4_the_services_are_asked_up_to_6_years_and_36_months() {
    for (born, as_of, expected) in [
        ("2023-10-22", "2026-11-21", (true, true)),
        ("2023-10-21", "2026-11-21", (false, true)),
        ("2019-11-22", "2026-11-21", (false, true)),
        ("2019-11-21", "2026-11-21", (false, false)),
        ("2020-02-29", "2027-02-27", (false, true)),
        ("2020-02-29", "2027-02-28", (false, false)),
    ] {
        assert_eq!(asked(born, as_of), expected, "born {born}, as of {as_of}");
    }
}

#[test]
fn v_17_an_older_child_has_outgrown_the_service() {
    migrant()
        .with(r#"{"health_service_0_6y": "at_hukou"}"#)
        .gives(&["V-17 error health_service_0_6y"])
        .mended_by_the_fix_of("V-17")
        .gives(&[]);
}

#[test]
fn v_18_an_older_child_has_outgrown_the_service() {
    left_behind()
        .with(r#"{"tcm_service_0_36m": "received"}"#)
        .gives(&["V-18 error tcm_service_0_36m"])
        .mended_by_the_fix_of("V-18")
        .gives(&[]);
}

#[test]
fn v_19_a_young_child_in_no_service_is_pointed_to_one() {
    left_behind().with(r#"{"health_service_0_6y": "not_received"}"#).gives(&["V-19 warning health_service_0_6y"]);
}

#[test]
fn v_19_a_child_without_insurance_is_pointed_to_it() {
    migrant().with(r#"{"medical_insurance": "none"}"#).gives(&["V-19 warning medical_insurance"]);
    migrant().with(r#"{"medical_insurance": "at_hukou"}"#).gives(&[]);
}
