//! 卫健, 疾控 and civil affairs.

use super::*;
use crate::comparison::answer::{Livelihood, Service, Vaccination};
use crate::comparison::columns::ServiceResult;
use crate::form::Answers;

fn service(received: ServiceResult) -> Answer {
    record(Record::Health06(Service { received: Some(received), on: None }))
}

fn declared(answers: Answers, service: &str) -> Answers {
    with(answers, "health_service_0_6y", text(service))
}

#[test]
fn of_a_migrant_child_it_matters_where_it_was_served() {
    for (theirs, ours) in [
        (ServiceResult::Here, "at_residence"),
        (ServiceResult::Elsewhere, "at_hukou"),
        (ServiceResult::NotReceived, "not_received"),
    ] {
        for said in ["at_residence", "at_hukou", "not_received"] {
            let answers = declared(k4(), said);
            let outcome = compare(Item::Health06, &migrant(&answers), &service(theirs), DAY);
            let expected = if said == ours { ItemState::Matched } else { ItemState::Mismatch };
            assert_eq!(outcome.state, expected, "{said} {theirs:?}");
        }
    }
}

#[test]
fn of_a_left_behind_child_only_whether() {
    let answers = declared(with(k4(), "current_address", place("120119100", "")), "received");
    for theirs in [ServiceResult::Here, ServiceResult::Elsewhere] {
        assert_eq!(compare(Item::Health06, &left_behind(&answers), &service(theirs), DAY).state, ItemState::Matched);
    }
}

#[test]
fn no_record_is_unclear_where_another_place_holds_the_file() {
    let none = |answers: &Answers| compare(Item::Health06, &migrant(answers), &no_record(), DAY);
    assert_eq!(none(&declared(k4(), "not_received")).state, ItemState::Matched);
    assert_eq!(none(&declared(k4(), "at_hukou")).state, ItemState::Unclear);
    let here = none(&declared(k4(), "at_residence"));
    assert_eq!((here.state, stated(&here)), (ItemState::Mismatch, Some("not_received")));
    let away = declared(with(k4(), "current_address", place("310115", "")), "received");
    assert_eq!(compare(Item::Health06, &left_behind(&away), &no_record(), DAY).state, ItemState::Unclear);
}

/// county.md C-103: six years old on the form, seven when it is compared.
#[test]
fn c_103_a_service_that_the_child_outgrew_is_not_compared() {
    let outcome = compare(Item::Health06, &migrant(&k5()), &service(ServiceResult::NotReceived), DAY);
    assert_eq!(outcome, Outcome::of(ItemState::NotApplicable));
    assert!(k5().value("health_service_0_6y").is_some(), "the answer of the form stays");
}

#[test]
fn missing_vaccines_are_proposed_for_referral() {
    let theirs = |missing: &[&str]| {
        let missing = missing.iter().map(|name| (*name).to_owned()).collect();
        record(Record::Vaccination(Vaccination { missing, ..Vaccination::default() }))
    };
    let outcome = compare(Item::Vaccination, &migrant(&k4()), &theirs(&["麻腮风疫苗"]), DAY);
    assert_eq!((outcome.state, outcome.proposals), (ItemState::Matched, vec![Proposal::Vaccination]));
    assert_eq!(compare(Item::Vaccination, &migrant(&k4()), &theirs(&[]), DAY), Outcome::of(ItemState::Matched));
}

#[test]
fn support_is_compared_as_a_set() {
    let answers = with(k1(), "livelihood_support", several(&["dibao", "charity"]));
    let theirs = |support: &[&str]| {
        let support = support.iter().map(|code| (*code).to_owned()).collect();
        record(Record::Livelihood(Livelihood { difficulty: vec![], support }))
    };
    let outcome = compare(Item::Livelihood, &migrant(&answers), &theirs(&["charity", "dibao"]), DAY);
    assert_eq!(outcome.state, ItemState::Matched);
    let outcome = compare(Item::Livelihood, &migrant(&answers), &theirs(&["dibao"]), DAY);
    assert_eq!(fields(&outcome), ["livelihood_support"]);
}

#[test]
fn what_speaks_of_every_item_needs_no_record() {
    for (statement, state) in [
        (Statement::CannotTell, ItemState::Unclear),
        (Statement::Corrected, ItemState::DeptCorrected),
        (Statement::Agrees, ItemState::Matched),
    ] {
        for item in [Item::Identity, Item::Schooling, Item::Insurance] {
            assert_eq!(compare(item, &migrant(&k1()), &says(statement.clone()), DAY), Outcome::of(state));
        }
    }
    let another = record(Record::Health06(Service::default()));
    assert_eq!(compare(Item::Insurance, &migrant(&k1()), &another, DAY).state, ItemState::Unclear);
}
