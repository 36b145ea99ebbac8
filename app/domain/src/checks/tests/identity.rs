//! V-01 – V-06, V-10, V-11: who the child is.

use super::*;

fn id(number: &str) -> String {
    ["{\"child_id_number\": \"", number, "\"}"].concat()
}

/// Rules 13.3, wrong numbers in a child's field.
#[test]
fn v_01_a_number_is_18_characters_with_a_real_date_and_the_right_check_character() {
    for wrong in [
        "110105491231002",
        "110105194912310021",
        "120101201502299971",
        "120101209913019993",
        "120101201602309962",
        "999999201503089975",
        "932682198501010017",
        "12010120150308997",
    ] {
        migrant().with(&id(wrong)).gives(&["V-01 error child_id_number"]);
    }
}

/// As in a parent's field, the paper is named to which the number belongs.
#[test]
fn v_01_a_number_of_the_permanent_residence_card_is_named() {
    let said = |number: &str| {
        let found = migrant().with(&id(number)).findings();
        found.into_iter().find(|finding| finding.rule == "V-01").unwrap().message
    };
    let card = said("932682198501010017");
    assert!(card.contains("外国人永久居留身份证") && card.contains("请对照户口簿填写"), "{card}");
    assert!(!said("999999201503089975").contains("外国人永久居留身份证"));
}

#[test]
fn v_01_a_number_is_read_however_it_is_typed() {
    migrant().with(&id("１２０１０１ 20150308-9976")).gives(&[]);
}

#[test]
fn v_01_the_day_inside_the_number_has_come() {
    let tomorrow = "12010120261122999";
    let check = char::from(crate::values::national_id::check_character(tomorrow.as_bytes()));
    let family = migrant().with(&id(&format!("{tomorrow}{check}")));
    assert!(family.findings().iter().any(|finding| told(finding) == "V-01 error child_id_number"));
}

/// Rules 13.3: `120101201503089976` with birth date 2015-03-09.
#[test]
fn v_02_the_birth_date_is_the_one_in_the_number() {
    migrant()
        .with(r#"{"child_birth_date": "2015-03-09"}"#)
        .gives(&["V-02 override child_birth_date"])
        .mended_by_the_fix_of("V-02")
        .gives(&[]);
}

/// Rules 13.3: `120101201503089976` with child_sex 女.
#[test]
fn v_03_the_sex_is_the_one_in_the_number() {
    migrant().with(r#"{"child_sex": "2"}"#).gives(&["V-03 override child_sex"]).mended_by_the_fix_of("V-03").gives(&[]);
}

/// Rules 13.3: the former 大港区 (in an adult's number) and the former 蓟县 (in a child's) are known.
#[test]
fn v_04_codes_of_former_counties_are_no_reason_to_warn() {
    migrant().with(r#"{"mother_id": {"type": "resident_id", "number": "120109198504059986"}}"#).gives(&[]);
    migrant().with(r#"{"child_id_number": "120225201503089972", "hukou_address": {"division_code": "120119100", "detail": ""}}"#).gives(&[]);
}

#[test]
fn v_04_an_unknown_place_of_first_registration_is_only_a_warning() {
    migrant().with(&id("129999201503089973")).gives(&["V-04 warning child_id_number"]);
}

#[test]
fn v_05_born_by_the_day_of_the_report_and_not_yet_18() {
    let born = |day: &str| {
        let changes = [
            r#"{"child_id_number": null, "child_id_pending_reason": "正在办理", "left_hukou_date": null,
               "arrived_residence_date": null, "child_birth_date": ""#,
            day,
            "\"}",
        ];
        let found = migrant().with(&changes.concat()).findings();
        found.iter().any(|finding| told(finding) == "V-05 error child_birth_date")
    };
    assert!(born("2026-11-22"));
    assert!(!born("2026-11-21"));
    assert!(born("2008-11-21"), "18 today");
    assert!(!born("2008-11-22"), "17: out of scope, but no error");
    assert!(!born("2010-11-21"), "16: out of scope, but no error");
}

#[test]
fn v_06_a_registered_child_has_number_and_hukou_address() {
    migrant()
        .with(r#"{"child_id_number": null, "hukou_address": null}"#)
        .gives(&["V-06 error child_id_number", "V-06 error hukou_address"]);
}

#[test]
fn v_06_a_number_in_process_needs_a_reason() {
    migrant()
        .with(r#"{"child_id_number": null, "child_id_pending_reason": "新生儿，正在办理"}"#)
        .gives(&["V-06 override child_id_number"]);
}

#[test]
fn v_06_an_unregistered_child_has_neither() {
    migrant()
        .with(r#"{"hukou_registered": false}"#)
        .gives(&["V-06 error child_id_number", "V-06 error hukou_address"])
        .mended_by_the_fix_of("V-06")
        .gives(&[]);
    migrant()
        .with(r#"{"hukou_registered": false, "child_id_number": null, "hukou_address": null, "birth_certificate_no": "A120000001"}"#)
        .gives(&[]);
}

/// Rules E-22, E-23: a Hong Kong, Macau or Taiwan child has a number without a mainland hukou.
#[test]
fn v_06_the_number_of_a_residence_permit_goes_without_hukou() {
    for (number, sex, born) in [
        ("810000201406129982", "2", "2014-06-12"),
        ("820000201507209975", "1", "2015-07-20"),
        ("830000201310019985", "2", "2013-10-01"),
    ] {
        let changes = format!(
            r#"{{"hukou_registered": false, "hukou_address": null, "child_id_number": "{number}", "child_sex": "{sex}",
                "child_birth_date": "{born}"}}"#
        );
        migrant().with(&changes).gives(&[]);
    }
}

/// Rules 13.3: the same number on two active records.
#[test]
fn v_10_a_child_that_may_be_registered_already_is_pointed_out() {
    let facts = Facts { same_child: true, ..Facts::default() };
    migrant().knowing(facts).gives(&["V-10 warning child_id_number"]);
    migrant()
        .with(r#"{"hukou_registered": false, "child_id_number": null, "hukou_address": null}"#)
        .knowing(facts)
        .gives(&["V-10 warning child_name"]);
}

/// Rules 13.3: the child's number equals the mother's.
#[test]
fn v_11_the_childs_number_is_no_adults() {
    let found = migrant().with(r#"{"mother_id": {"type": "resident_id", "number": "120101201503089976"}}"#).findings();
    assert!(found.iter().any(|finding| told(finding) == "V-11 error mother_id"));
}

#[test]
fn v_11_the_fathers_number_is_not_the_mothers() {
    migrant()
        .with(r#"{"mother_id": {"type": "resident_id", "number": "120101198503089971"}}"#)
        .gives(&["V-03 warning mother_id", "V-11 error mother_id"]);
}
