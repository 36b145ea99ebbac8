//! Triggers, alerts and referrals that answers suggest.

use jiff::civil::date;

use crate::access::Role;
use crate::divisions::Address;
use crate::eligibility::{Class, Policy, Verdict, assess};
use crate::form::{Answers, Department, FormKind, Value};
use crate::ledger::{Need, Risk, Trigger, alerts, referrals, triggers};

fn place(code: &str) -> Value {
    Value::Address(Address { division_code: code.to_owned(), ..Address::default() })
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn several(codes: &[&str]) -> Value {
    Value::Choices(codes.iter().map(|code| (*code).to_owned()).collect())
}

/// A migrant child in 长虹街道, M1 unless the hukou is nearer.
fn child(hukou: &str) -> Answers {
    [
        ("child_birth_date", text("2015-03-08")),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place(hukou)),
        ("current_address", place("120104001")),
        ("left_hukou_date", text("2020-01-01")),
        ("living_with", text("both_parents")),
    ]
    .into_iter()
    .collect()
}

fn verdict(answers: &Answers) -> Verdict {
    assess(FormKind::Migrant, answers, Policy::named("tianjin").unwrap(), date(2026, 11, 21))
}

fn rows(answers: &Answers) -> Vec<(u8, bool)> {
    triggers(answers, &verdict(answers)).iter().map(|trigger| (trigger.row, trigger.automatic)).collect()
}

fn m1(key: &str, value: Value) -> Vec<(u8, bool)> {
    let mut answers = child("411628001");
    answers.set(key, value);
    rows(&answers)
}

#[test]
fn nothing_told_opens_nothing() {
    assert_eq!(rows(&child("411628001")), []);
    assert_eq!(m1("family_difficulty", several(&["none"])), []);
    assert_eq!(m1("disability_type", text("none")), []);
    assert_eq!(m1("guardianship_status", text("fair")), []);
}

#[test]
fn row_1_difficulty_is_automatic_and_support_alone_is_proposed() {
    assert_eq!(m1("family_difficulty", several(&["dibao"])), [(1, true)]);
    for support in ["dibao", "tekun", "emergency_assistance"] {
        assert_eq!(m1("livelihood_support", several(&[support])), [(1, false)]);
    }
    assert_eq!(m1("livelihood_support", several(&["charity"])), []);
}

#[test]
fn row_2_disability_is_automatic_and_health_alone_is_proposed() {
    assert_eq!(m1("disability_type", text("hearing")), [(2, true)]);
    assert_eq!(m1("health_status", several(&["disabled"])), [(2, false)]);
}

#[test]
fn row_3_lost_guardianship_is_automatic_and_weak_guardianship_is_proposed() {
    for code in ["unattended", "no_capacity"] {
        assert_eq!(m1("guardianship_status", text(code)), [(3, true)], "{code}");
    }
    for code in ["poor", "insufficient_capacity", "entrusted_insufficient"] {
        assert_eq!(m1("guardianship_status", text(code)), [(3, false)], "{code}");
    }
}

#[test]
fn rows_4_and_5_are_automatic_and_a_serious_illness_is_only_proposed() {
    assert_eq!(m1("homeless_flag", Value::Bool(true)), [(4, true)]);
    assert_eq!(m1("livelihood_support", several(&["homeless_relief"])), [(4, true)]);
    assert_eq!(m1("health_status", several(&["psych_behavioral"])), [(5, true)]);
    assert_eq!(m1("health_status", several(&["serious_illness"])), [(0, false)]);
}

#[test]
fn row_6_a_request_counts_in_the_statistical_scope() {
    let help = |hukou: &str| {
        let mut answers = child(hukou);
        answers.set("help_requested", Value::Bool(true));
        rows(&answers)
    };
    assert_eq!(help("411628001"), [(6, true)]);
    assert_eq!(help("120101001"), [(6, true)], "M2");
    assert_eq!(help("120104001"), [], "same township");
    assert_eq!(help("120104"), [(6, false)], "township unknown");
}

#[test]
fn a_child_who_is_only_counted_enters_through_row_6_alone() {
    let mut answers = child("120101001");
    answers.set("family_difficulty", several(&["dibao"]));
    answers.set("disability_type", text("hearing"));
    assert_eq!(rows(&answers), []);
}

#[test]
fn while_a_person_decides_everything_is_proposed() {
    let mut answers = child("411628001");
    answers.remove("left_hukou_date");
    answers.set("family_difficulty", several(&["dibao"]));
    assert_eq!(rows(&answers), [(1, false)]);
}

#[test]
fn v_22_an_unattended_child_is_entered_whatever_the_class() {
    let mut answers = child("120104001");
    answers.set("guardianship_status", text("unattended"));
    assert_eq!(rows(&answers), [(3, true)]);
    let alerts = alerts(&answers, &verdict(&answers));
    assert_eq!(alerts.iter().map(|alert| alert.rule).collect::<Vec<_>>(), ["V-22"]);
    assert_eq!(alerts[0].to, [Role::VillageDirector, Role::TownshipSupervisor, Role::CountyReviewer]);
}

#[test]
fn e_16_a_child_living_alone_is_entered_and_alerted() {
    let mut answers = child("411628001");
    answers.set("living_with", text("none"));
    assert_eq!(rows(&answers), [(3, true)]);
    assert_eq!(alerts(&answers, &verdict(&answers)).iter().map(|alert| alert.rule).collect::<Vec<_>>(), ["DT-M"]);
    assert!(referrals(&answers, &verdict(&answers)).iter().any(|r| r.urgent && r.to() == Department::PublicSecurity));
}

#[test]
fn e_56_both_away_without_carer_is_row_3_with_v_36() {
    let mut answers = child("411628001");
    for (key, value) in [
        ("current_address", place("411628001")),
        ("both_parents_away", Value::Bool(true)),
        ("has_entrusted_carer", Value::Bool(false)),
        ("father_away_for_work", Value::Bool(true)),
        ("father_work_place", place("310115")),
        ("father_away_since", text("2025-01-01")),
        ("mother_away_for_work", Value::Bool(true)),
        ("mother_work_place", place("310115")),
        ("mother_away_since", text("2025-01-01")),
    ] {
        answers.set(key, value);
    }
    let verdict = assess(FormKind::LeftBehind, &answers, Policy::named("tianjin").unwrap(), date(2026, 11, 21));
    assert_eq!(verdict.class, Class::Lb);
    let triggers = triggers(&answers, &verdict);
    assert_eq!(triggers, [Trigger { row: 3, automatic: true }]);
    assert_eq!(Risk::of(&triggers), Some(Risk::High));
    assert_eq!(alerts(&answers, &verdict).iter().map(|alert| alert.rule).collect::<Vec<_>>(), ["V-36"]);
}

#[test]
fn risk_is_high_for_lost_guardianship_and_vagrancy_only() {
    let trigger = |row, automatic| Trigger { row, automatic };
    assert_eq!(Risk::of(&[]), None);
    assert_eq!(Risk::of(&[trigger(1, false)]), Some(Risk::Low));
    assert_eq!(Risk::of(&[trigger(3, false), trigger(2, true)]), Some(Risk::Medium));
    assert_eq!(Risk::of(&[trigger(1, true), trigger(4, true)]), Some(Risk::High));
}

#[test]
fn needs_go_to_the_department_that_answers() {
    for (need, to) in [
        ("schooling", Department::Education),
        ("medical", Department::Health),
        ("psych", Department::Health),
        ("relief", Department::CivilAffairs),
        ("guardianship", Department::CivilAffairs),
        ("rehab", Department::DisabledPersonsFederation),
    ] {
        let mut answers = child("411628001");
        answers.set("needs", several(&[need]));
        let referrals = referrals(&answers, &verdict(&answers));
        assert_eq!(referrals.iter().map(|referral| referral.to()).collect::<Vec<_>>(), [to], "{need}");
    }
}

#[test]
fn the_answers_themselves_show_needs() {
    let shown = |pairs: &[(&str, Value)]| {
        let mut answers = child("411628001");
        for (key, value) in pairs {
            answers.set(*key, value.clone());
        }
        let verdict = verdict(&answers);
        referrals(&answers, &verdict).iter().map(|referral| referral.need.label()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&[("schooling_stage", text("out_of_school"))]), ["就学"]);
    assert_eq!(shown(&[("medical_insurance", text("none"))]), ["参保"]);
    assert_eq!(
        shown(&[("child_birth_date", text("2022-01-01")), ("health_service_0_6y", text("not_received"))]),
        ["健康管理"]
    );
    assert_eq!(shown(&[("hukou_registered", Value::Bool(false)), ("hukou_address", text(""))]), ["户口登记"]);
    assert_eq!(shown(&[("disability_type", text("hearing")), ("disability_grade", text("none"))]), ["残疾评定"]);
}

#[test]
fn a_child_out_of_school_is_referred_urgently() {
    let mut answers = child("411628001");
    answers.set("schooling_stage", text("out_of_school"));
    let referral = referrals(&answers, &verdict(&answers))[0];
    assert_eq!((referral.need, referral.urgent), (Need::Schooling, true));
    answers.remove("schooling_stage");
    answers.set("needs", several(&["schooling"]));
    assert!(!referrals(&answers, &verdict(&answers))[0].urgent, "a wish is no V-33");
}
