//! V-03, V-23, V-24, V-28, V-29.

use super::*;

#[test]
fn v_03_father_and_mother_are_not_swapped() {
    migrant()
        .with(
            r#"{"father_id": {"type": "resident_id", "number": "120101198601019985"},
                "mother_id": {"type": "resident_id", "number": "120101198503089971"}}"#,
        )
        .gives(&["V-03 warning father_id", "V-03 warning mother_id"]);
}

/// Rules 13.3: the papers of foreign residents are for adults.
#[test]
fn v_03_the_sample_card_of_a_foreign_resident_is_a_mans() {
    let card = |parent: &str| {
        migrant().with(&format!(
            r#"{{"{parent}_id": {{"type": "foreign_pr_2023", "number": "932682198501010017"}}, "{parent}_hukou_address": null}}"#
        ))
    };
    card("father").gives(&[]);
    card("mother").gives(&["V-03 warning mother_id"]);
    migrant()
        .with(
            r#"{"mother_id": {"type": "foreign_pr_2017", "number": "KAZ110090123105"}, "mother_hukou_address": null}"#,
        )
        .gives(&[]);
}

/// Rules 13.3: parents' ID missing, status normal.
#[test]
fn v_23_a_parent_has_name_paper_and_home() {
    migrant().with(r#"{"father_name": null, "father_id": null, "father_current_address": null}"#).gives(&[
        "V-23 error father_name",
        "V-23 error father_id",
        "V-23 error father_current_address",
    ]);
    migrant().with(r#"{"mother_id": {"type": "none", "number": "", "reason": "证件丢失，正在补办"}}"#).gives(&[]);
}

#[test]
fn v_23_a_word_about_the_parent_is_enough() {
    let gone = r#"{"father_status": "deceased", "father_name": null, "father_id": null, "father_phone": null,
        "father_hukou_address": null, "father_current_address": null, "living_with": "one_parent"}"#;
    migrant().with(gone).gives(&[]);
    migrant().with(gone).with(r#"{"father_status": "normal"}"#).gives(&[
        "V-23 error father_name",
        "V-23 error father_id",
        "V-23 error father_current_address",
    ]);
}

#[test]
fn v_24_one_adult_can_be_called() {
    migrant().with(r#"{"father_phone": null}"#).gives(&[]);
    migrant().with(r#"{"father_phone": null, "mother_phone": null}"#).gives(&["V-24 error father_phone"]);
    migrant()
        .with(r#"{"father_phone": "12345", "mother_phone": null}"#)
        .gives(&["type error father_phone", "V-24 error father_phone"]);
    left_behind().with(r#"{"father_phone": null, "mother_phone": null}"#).gives(&[]);
}

#[test]
fn v_28_parents_are_14_years_older_and_a_mother_at_most_55() {
    let mother =
        |number: &str| migrant().with(&format!(r#"{{"mother_id": {{"type": "resident_id", "number": "{number}"}}}}"#));
    // Born 2001-03-09 and 2001-03-08: 13 and 14 years before the child.
    mother(&valid("12010120010309998")).gives(&["V-28 warning mother_id"]);
    mother(&valid("12010120010308998")).gives(&[]);
    // Born 1960-03-07 and 1960-03-08: a day more than 55 years, and 55 years.
    mother(&valid("12010119600307998")).gives(&["V-28 warning mother_id"]);
    mother(&valid("12010119600308998")).gives(&[]);
    migrant()
        .with(&format!(r#"{{"father_id": {{"type": "resident_id", "number": "{}"}}}}"#, valid("12010119400308997")))
        .gives(&[]);
}

/// Seventeen digits with their check character.
fn valid(digits: &str) -> String {
    let mut number = digits.to_owned();
    number.push(char::from(crate::values::national_id::check_character(digits.as_bytes())));
    number
}

#[test]
fn v_29_one_phone_for_many_children_is_pointed_out() {
    let busy = |field| migrant().knowing(Facts { busy_phone: Some(field), ..Facts::default() });
    busy("father_phone").gives(&["V-29 warning father_phone"]);
    busy("mother_phone").gives(&["V-29 warning mother_phone"]);
    // A number that the answers no longer hold is no fault of theirs.
    busy("other_guardian_phone").gives(&[]);
}
