//! V-40, V-41, and what the declaration of a field asks.

use super::*;

#[test]
fn v_40_the_unit_is_the_owner_or_above_it() {
    for unit in ["120104001", "120104", "120000"] {
        migrant().with(&format!(r#"{{"reporting_unit": "{unit}"}}"#)).gives(&[]);
    }
    migrant()
        .with(r#"{"reporting_unit": "120101001"}"#)
        .gives(&["V-40 error reporting_unit"])
        .mended_by_the_fix_of("V-40")
        .gives(&[]);
    left_behind().with(r#"{"reporting_unit": "120119101"}"#).gives(&["V-40 error reporting_unit"]);
}

#[test]
fn v_40_the_unit_of_the_worker_stands_for_a_missing_one() {
    let unit = |code: &str, asker| {
        let facts = Facts { unit: DivisionCode::parse(code).ok(), asker, ..Facts::default() };
        migrant().with(r#"{"reporting_unit": null}"#).knowing(facts)
    };
    unit("120104", Asker::Worker).gives(&[]);
    unit("120101", Asker::Worker).gives(&["V-40 error reporting_unit"]);
    unit("120101", Asker::Family).gives(&[]);
}

#[test]
fn v_40_waits_until_the_township_of_the_owner_is_known() {
    migrant()
        .with(r#"{"current_address": {"division_code": "120104", "detail": ""}}"#)
        .gives(&["V-12 error current_address"]);
}

/// E-29: the owner is outside the deployment; the form goes there as a transfer notice.
#[test]
fn v_40_any_unit_may_send_a_transfer_notice() {
    migrant()
        .with(
            r#"{"hukou_address": {"division_code": "120119100", "detail": ""},
            "current_address": {"division_code": "310115", "detail": ""}, "reporting_unit": "120119100",
            "father_current_address": {"division_code": "310115", "detail": ""},
            "mother_current_address": {"division_code": "310115", "detail": ""}}"#,
        )
        .gives(&["V-12 warning current_address"]);
}

#[test]
fn v_41_the_report_is_not_of_tomorrow() {
    migrant()
        .with(r#"{"report_date": "2026-11-22"}"#)
        .gives(&["V-41 error report_date"])
        .mended_by_the_fix_of("V-41")
        .gives(&[]);
}

#[test]
fn v_41_the_report_is_not_of_before_the_notice_except_imported_history() {
    let old = || migrant().with(r#"{"report_date": "2024-04-30", "schooling_stage": "primary"}"#);
    old().gives(&["V-41 error report_date"]);
    old().knowing(Facts { imported: true, ..Facts::default() }).gives(&[]);
    migrant().with(r#"{"report_date": "2024-05-01"}"#).gives(&[]);
}

#[test]
fn v_41_a_version_older_than_the_newest_needs_a_reason() {
    let newest = |day| migrant().knowing(Facts { newest_version: Some(day), ..Facts::default() });
    newest(date(2026, 11, 22)).gives(&["V-41 override report_date"]);
    newest(date(2026, 11, 21)).gives(&[]);
}

/// Rules 13.5: edited at 23:59, submitted after midnight.
#[test]
fn the_as_of_date_is_the_date_on_the_form() {
    let mut family = migrant().with(
        r#"{"child_birth_date": "2019-11-22", "child_id_number": null, "child_id_pending_reason": "正在办理",
        "health_service_0_6y": "at_hukou", "left_hukou_date": "2020-02-10"}"#,
    );
    family.today = date(2026, 11, 22);
    family.gives(&["V-06 override child_id_number"]);
}

#[test]
fn a_family_leaves_the_header_to_the_office() {
    let family = || migrant().with(r#"{"report_date": null, "reporting_unit": null}"#);
    family().gives(&[]);
    family().by_worker().gives(&["required error report_date"]);
}

#[test]
fn what_is_asked_and_needed_is_missed() {
    migrant()
        .with(r#"{"child_name": null, "child_ethnicity": null, "family_difficulty": ["other"], "housing_type": null}"#)
        .gives(&[
            "required error child_name",
            "required error child_ethnicity",
            "required error family_difficulty_other",
            "required error housing_type",
        ]);
}

#[test]
fn an_answer_of_the_wrong_kind_is_found() {
    for (changes, expected) in [
        (r#"{"child_name": "张3"}"#, "type error child_name"),
        (r#"{"child_name": ["张三"]}"#, "type error child_name"),
        (r#"{"arrived_residence_date": "2021-2-30"}"#, "type error arrived_residence_date"),
        (r#"{"child_ethnicity": "99"}"#, "type error child_ethnicity"),
        (r#"{"child_sex": "9"}"#, "type error child_sex"),
        (r#"{"is_boarding": "yes"}"#, "type error is_boarding"),
        (r#"{"family_difficulty": ["rich"]}"#, "type error family_difficulty"),
        (r#"{"family_difficulty": ["rigid_expenditure", "rigid_expenditure"]}"#, "type error family_difficulty"),
        (r#"{"family_difficulty": ["none", "rigid_expenditure"]}"#, "type error family_difficulty"),
        (r#"{"father_phone": "1380013800"}"#, "type error father_phone"),
        (r#"{"father_id": {"type": "resident_id", "number": "120101198503089975"}}"#, "type error father_id"),
        (r#"{"father_id": {"type": "none", "number": "", "reason": ""}}"#, "type error father_id"),
        (r#"{"reporting_unit": "南开区"}"#, "type error reporting_unit"),
        (r#"{"father_hukou_address": {"division_code": "12x", "detail": ""}}"#, "type error father_hukou_address"),
    ] {
        migrant().with(changes).gives(&[expected]);
    }
    let long = format!(r#"{{"school_name": "{}"}}"#, "𬭊".repeat(101));
    migrant().with(&long).gives(&["type error school_name"]);
    migrant().with(&long.replacen('𬭊', "", 1)).gives(&[]);
}

/// Rules 13.3: a 15-digit number of an adult is converted and flagged.
#[test]
fn an_old_number_of_an_adult_is_flagged_and_converted() {
    let family = migrant()
        .with(r#"{"father_id": {"type": "resident_id", "number": "110105751231001"}}"#)
        .gives(&["type warning father_id"])
        .mended_by_the_fix_of("type")
        .gives(&[]);
    let Some(Value::Paper(paper)) = family.answers.value("father_id") else { panic!("the paper is kept") };
    assert_eq!(paper.number.len(), 18);
}

#[test]
fn a_number_of_another_kind_of_paper_is_relabelled() {
    migrant()
        .with(r#"{"father_id": {"type": "resident_id", "number": "932682198501010017"}}"#)
        .gives(&["type error father_id"])
        .mended_by_the_fix_of("type")
        .gives(&[]);
}

#[test]
fn what_nobody_sees_is_not_filled_in() {
    for hidden in ["\\u200b", "\\u202e\\u2066", "\\u3164", "\\u2800", "\\ufffd", "\\u00ad\\ufeff"] {
        migrant().with(&format!(r#"{{"child_name": "{hidden}"}}"#)).gives(&["required error child_name"]);
    }
}

#[test]
fn a_decomposed_name_is_a_name() {
    migrant()
        .with(r#"{"child_name": "Lu\u0308 Wei", "father_name": "Jose\u0301", "mother_name": "Nguye\u0302\u0303n"}"#)
        .gives(&[]);
}

#[test]
fn characters_of_old_fonts_are_named_and_mended_with_one_press() {
    for (answer, field) in [
        (r#"{"child_name": "王\ue863"}"#, "child_name"),
        (r#"{"school_name": "\ue863村小学"}"#, "school_name"),
        (
            r#"{"current_address": {"division_code": "120104001", "detail": "\ue863里3号", "outside": ""}}"#,
            "current_address",
        ),
        (r#"{"mother_id": {"type": "none", "number": "", "reason": "\ue863村失火"}}"#, "mother_id"),
    ] {
        let family = migrant().with(answer);
        let found = family.findings();
        let finding = found.iter().find(|finding| finding.field == field && finding.rule == "type").unwrap();
        assert!(finding.message.contains("旧字库") && finding.message.contains('䶮'), "{}", finding.message);
        let fix = finding.fix.as_ref().unwrap();
        assert_eq!(fix.label, "改成“䶮”");
        assert!(format!("{:?}", fix.set).contains('䶮') && !format!("{:?}", fix.set).contains('\u{E863}'), "{field}");
        let mended = family.mended_by_the_fix_of("type").findings();
        assert!(!mended.iter().any(|finding| finding.field == field && finding.rule == "type"), "{mended:?}");
    }
    let unknown = migrant().with(r#"{"child_name": "王\ue000"}"#).findings();
    assert!(unknown[0].message.contains("第2个字") && unknown[0].fix.is_none(), "{unknown:?}");
}

#[test]
fn what_no_phone_can_show_is_refused_with_what_to_do() {
    for wrong in ["王\\ufffd明", "王\\u0378明", "王\\ufdd0明", "王\\u0007明"] {
        let found = migrant().with(&format!(r#"{{"child_name": "{wrong}"}}"#)).findings();
        assert!(found[0].message.contains("请全部删掉，重新打一遍"), "{wrong}: {found:?}");
    }
}
