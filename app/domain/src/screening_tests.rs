//! Families at the first page.

use jiff::civil::{Date, date};

use super::*;
use crate::divisions::Address;
use crate::form::Value;

const TODAY: Date = date(2026, 11, 21);

fn policy() -> &'static Policy {
    Policy::named("tianjin").unwrap()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn place(code: &str) -> Value {
    Value::Address(Address { division_code: code.to_owned(), ..Address::default() })
}

fn child(born: &str, hukou: &str, home: &str, with: &str) -> Answers {
    [
        ("child_birth_date", text(born)),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place(hukou)),
        ("current_address", place(home)),
        ("living_with", text(with)),
    ]
    .into_iter()
    .collect()
}

fn with(mut answers: Answers, more: &[(&str, Value)]) -> Answers {
    for (key, value) in more {
        answers.set(*key, value.clone());
    }
    answers
}

/// The names of the groups that are asked, with the answers already complete.
fn asked(answers: &Answers) -> Vec<&'static str> {
    let mut names = Vec::new();
    while let Some(section) = next(names.last().copied(), answers, policy(), TODAY) {
        names.push(section.name);
    }
    names
}

#[test]
fn a_family_of_three_gets_three_different_answers() {
    let left = [("left_hukou_date", text("2020-02-10"))];
    let eldest = child("2010-11-21", "411628001", "120104001", "both_parents");
    assert_eq!(asked(&eldest), ["basics"]);
    let Screening::NotNeeded { reasons, counted: false, .. } = outcome(&eldest, policy(), TODAY) else {
        panic!("sixteen today");
    };
    assert_eq!(reasons.len(), 1);
    assert_eq!(reasons[0].code, ReasonCode::Age16Plus);

    let second = with(child("2015-03-08", "411628001", "120104001", "both_parents"), &left);
    assert_eq!(asked(&second), ["basics", "moved"]);
    assert!(matches!(outcome(&second, policy(), TODAY), Screening::Form(FormKind::Migrant, _)));

    let youngest = with(child("2018-05-01", "120101001", "120104001", "both_parents"), &left);
    let Screening::NotNeeded { reasons, counted: true, .. } = outcome(&youngest, policy(), TODAY) else {
        panic!("two districts of Tianjin");
    };
    assert!(reasons.iter().any(|reason| reason.code == ReasonCode::ExemptDistricts));
}

#[test]
fn a_child_with_its_grandparents_at_home_is_asked_about_its_parents_only() {
    let answers = child("2015-03-08", "120119100", "120119100", "other_guardian");
    assert_eq!(asked(&answers), ["basics", "parents"]);
    let away = with(
        answers.clone(),
        &[
            ("father_away_for_work", Value::Bool(true)),
            ("father_work_place", place("310115")),
            ("father_away_since", text("2025-01-01")),
            ("mother_away_for_work", Value::Bool(true)),
            ("mother_work_place", place("310115")),
            ("mother_away_since", text("2025-01-01")),
        ],
    );
    assert!(matches!(outcome(&away, policy(), TODAY), Screening::Form(FormKind::LeftBehind, _)));
    // Nothing said about the parents: a person decides, nobody is turned away.
    assert!(matches!(outcome(&answers, policy(), TODAY), Screening::Review(FormKind::LeftBehind, _)));
}

#[test]
fn a_parent_at_home_who_is_able_ends_the_screening() {
    let answers = with(
        child("2015-03-08", "120119100", "120119100", "one_parent"),
        &[
            ("father_away_for_work", Value::Bool(true)),
            ("father_work_place", place("310115")),
            ("father_away_since", text("2025-01-01")),
            ("mother_away_for_work", Value::Bool(false)),
            ("mother_guardianship_capacity", text("full")),
        ],
    );
    let Screening::NotNeeded { reasons, .. } = outcome(&answers, policy(), TODAY) else { panic!("the mother is able") };
    assert!(reasons.iter().any(|reason| reason.code == ReasonCode::OtherParentAble));
}

#[test]
fn a_child_without_hukou_goes_to_a_person() {
    let mut answers = child("2015-03-08", "411628001", "120104001", "both_parents");
    answers.remove("hukou_address");
    answers.set("hukou_registered", Value::Bool(false));
    assert_eq!(asked(&answers), ["basics"]);
    assert!(matches!(outcome(&answers, policy(), TODAY), Screening::Review(FormKind::Migrant, _)));
}

#[test]
fn a_child_who_lives_alone_is_never_quietly_sent_away() {
    let answers = with(
        child("2015-03-08", "411628001", "120104001", "none"),
        &[
            ("left_hukou_date", text("2020-01-01")),
            ("father_away_for_work", Value::Bool(false)),
            ("mother_away_for_work", Value::Bool(false)),
        ],
    );
    assert!(matches!(outcome(&answers, policy(), TODAY), Screening::Alert(_)));
}

#[test]
fn the_form_begins_with_what_was_said() {
    let answers = child("2015-03-08", "411628001", "120104001", "both_parents");
    assert_eq!(start(FormKind::Migrant, &answers), answers);
    assert!(start(FormKind::LeftBehind, &answers).value("living_with").is_none());
    let alone = child("2015-03-08", "411628001", "120104001", "none");
    assert!(start(FormKind::Migrant, &alone).value("living_with").is_none());
}

#[test]
fn the_form_of_a_child_who_lives_alone_asks_for_help_until_the_family_says_otherwise() {
    let alone = child("2015-03-08", "411628001", "120104001", "none");
    let begun = start(FormKind::Migrant, &alone);
    assert_eq!(begun.value("help_requested"), Some(&Value::Bool(true)));
    assert_eq!(begun.value("needs"), Some(&Value::Choices(vec!["guardianship".to_owned()])));
    let refused = with(alone, &[("help_requested", Value::Bool(false))]);
    let begun = start(FormKind::Migrant, &refused);
    assert_eq!((begun.value("help_requested"), begun.value("needs")), (Some(&Value::Bool(false)), None));
}

#[test]
fn every_question_is_one_of_the_forms() {
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        let known = [FormKind::Migrant, FormKind::LeftBehind]
            .into_iter()
            .filter_map(|kind| crate::forms::form(kind).field(field.key))
            .any(|original| original.label == field.label && original.question == field.question);
        assert!(known, "{}", field.key);
    }
}

#[test]
fn the_form_begins_with_what_a_brother_or_sister_brought_along_but_not_with_what_it_does_not_know() {
    let brought = [
        ("family_difficulty", Value::Choices(vec!["dibao".to_owned()])),
        ("livelihood_support", Value::Choices(vec!["none".to_owned()])),
        ("housing_type", text("rented")),
        ("father_name", text("陈建国")),
    ];
    let answers = with(child("2015-03-08", "411628001", "120104001", "none"), &brought);
    let begun = start(FormKind::Migrant, &answers);
    for (key, value) in &brought {
        assert_eq!(begun.value(key), Some(value), "{key}");
    }
    assert_eq!(begun.value("living_with"), None, "a value that only screening knows");
    assert_eq!(start(FormKind::LeftBehind, &answers).value("housing_type"), None);
}
