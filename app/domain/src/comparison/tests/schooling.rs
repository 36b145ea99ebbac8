//! 教育.

use super::*;
use crate::comparison::answer::Schooling;
use crate::comparison::columns::RollPlace;
use crate::form::{Answers, Value};

fn at(stage: &str, school: Option<&str>) -> Schooling {
    Schooling { stage: Some(stage.into()), school: school.map(str::to_owned), ..Schooling::default() }
}

fn told(answers: &Answers, theirs: Schooling) -> Outcome {
    compare(Item::Schooling, &migrant(answers), &record(Record::Schooling(theirs)), DAY)
}

/// county.md C-35: one school, written in two ways.
#[test]
fn c_35_the_same_school_written_otherwise_is_equivalent() {
    let outcome = told(&k1(), at("primary", Some("长虹小学（南开区）")));
    assert_eq!((outcome.state, outcome.notes), (ItemState::Matched, vec![Note::Equivalent]));
    let same = told(&k1(), at("primary", Some("南开区长虹小学")));
    assert_eq!(same, Outcome::of(ItemState::Matched));
    let coded = with(k1(), "school_code", text("3112000123"));
    let by_code = Schooling { school_code: Some("3112000123".into()), ..at("primary", Some("另一所小学")) };
    assert_eq!(told(&coded, by_code).state, ItemState::Matched);
}

/// county.md C-36: of school age, and no school knows the child. Its referral: `ledger`.
#[test]
fn c_36_a_pupil_of_whom_education_has_no_record_raises_v_33() {
    let outcome = compare(Item::Schooling, &migrant(&k1()), &no_record(), DAY);
    assert_eq!((outcome.state, outcome.alert), (ItemState::Mismatch, Some(Alert::OutOfSchool)));
    let roll = Schooling { roll: Some(RollPlace::Nowhere), ..Schooling::default() };
    assert_eq!(told(&k1(), roll).alert, Some(Alert::OutOfSchool));
    let dropped =
        Schooling { academic_status: Some("dropped_out".into()), ..at("primary", Some("南开区长虹小学")) };
    assert_eq!(told(&k1(), dropped).alert, Some(Alert::OutOfSchool));
    let another = told(&k1(), at("primary", Some("南开区第二小学")));
    assert_eq!((another.state, another.alert), (ItemState::Mismatch, None), "it is at school all the same");
}

/// county.md C-102: the departments of the hukou county cannot see a school in Shanghai.
#[test]
fn c_102_a_school_in_another_place_is_not_missed() {
    let outcome = compare(Item::Schooling, &left_behind(&k6()), &no_record(), DAY);
    assert_eq!((outcome.state, outcome.alert), (ItemState::Unclear, None));
    let next_district = with(k1(), "school_name", text("和平区岳阳道小学"));
    let outcome = compare(Item::Schooling, &migrant(&next_district), &no_record(), DAY);
    assert_eq!((outcome.state, outcome.alert), (ItemState::Unclear, None));
}

#[test]
fn a_small_child_in_no_kindergarten_matches() {
    assert_eq!(compare(Item::Schooling, &migrant(&k4()), &no_record(), DAY).state, ItemState::Matched);
    assert_eq!(told(&k4(), at("no_kindergarten", None)).state, ItemState::Matched);
    let kindergarten = told(&k4(), at("kindergarten", Some("南开区第一幼儿园")));
    assert_eq!(fields(&kindergarten), ["school_name"]);
    assert_eq!(kindergarten.alert, None);
}

#[test]
fn status_and_boarding_count_only_where_both_say_something() {
    let unsaid = told(&k1(), at("primary", Some("南开区长虹小学")));
    assert_eq!(unsaid.state, ItemState::Matched);
    let boards = Schooling { boarding: Some(true), ..at("primary", Some("南开区长虹小学")) };
    let outcome = told(&k1(), boards);
    assert_eq!(outcome.differences[0].department, Some(Value::Bool(true)));
    let suspended =
        Schooling { academic_status: Some("suspended".into()), ..at("primary", Some("南开区长虹小学")) };
    assert_eq!(fields(&told(&k1(), suspended)), ["academic_status"]);
    assert_eq!(fields(&told(&k1(), at("junior_secondary", Some("南开区长虹小学")))), ["schooling_stage"]);
}
