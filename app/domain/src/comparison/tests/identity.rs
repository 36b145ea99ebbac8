//! 公安: who the child is, and whether it is registered where it lives.

use super::*;
use crate::comparison::answer::{Identity, Permit};
use crate::comparison::columns::{CheckResult, HouseholdStatus};
use crate::divisions::DivisionCode;

fn identity(theirs: Identity) -> Outcome {
    compare(Item::Identity, &migrant(&k1()), &record(Record::Identity(theirs)), DAY)
}

fn code(code: &str) -> Option<DivisionCode> {
    DivisionCode::parse(code).ok()
}

fn confirmed() -> Identity {
    Identity {
        name_check: Some(CheckResult::Agrees),
        number_check: Some(CheckResult::Agrees),
        household_status: Some(HouseholdStatus::Registered),
        ..Identity::default()
    }
}

#[test]
fn what_is_confirmed_or_written_otherwise_matches() {
    assert_eq!(identity(confirmed()), Outcome::of(ItemState::Matched));
    let spaced = identity(Identity { name: Some("王 示一".into()), ..confirmed() });
    assert_eq!((spaced.state, spaced.notes), (ItemState::Matched, vec![Note::Equivalent]));
    let same_county = identity(Identity { hukou_county: code("411628"), ..confirmed() });
    assert_eq!(same_county.state, ItemState::Matched);
}

#[test]
fn every_field_that_differs_is_listed() {
    let outcome = identity(Identity {
        name: Some("王示二".into()),
        sex: Some("2".into()),
        birth_date: Some(date(2015, 3, 9)),
        ethnicity: Some("03".into()),
        ..confirmed()
    });
    assert_eq!(fields(&outcome), ["child_name", "child_sex", "child_ethnicity", "child_birth_date"]);
    assert_eq!(outcome.severity(Item::Identity), Severity::Red);
    let unnamed = identity(Identity { number_check: Some(CheckResult::Differs), ..Identity::default() });
    assert_eq!(fields(&unnamed), ["child_id_number"]);
}

#[test]
fn nobody_and_no_record_are_not_found() {
    let nobody = identity(Identity { name_check: Some(CheckResult::Nobody), ..Identity::default() });
    assert_eq!(nobody.state, ItemState::NotFound);
    let none = compare(Item::Identity, &migrant(&k1()), &no_record(), DAY);
    assert_eq!(none.state, ItemState::NotFound);
    assert!(none.opens_discrepancy());
}

#[test]
fn a_death_is_proposed_as_an_exit() {
    let outcome = identity(Identity { household_status: Some(HouseholdStatus::Deceased), ..confirmed() });
    assert_eq!((outcome.state, outcome.proposals), (ItemState::Mismatch, vec![Proposal::Deceased]));
}

/// county.md C-38: the hukou is now where the child lives; a person confirms before the record moves.
#[test]
fn c_38_a_hukou_that_moved_to_the_residence_is_proposed_as_an_exit() {
    let outcome = identity(Identity { hukou_county: code("120104"), ..confirmed() });
    assert_eq!(outcome.state, ItemState::Mismatch);
    assert_eq!(outcome.proposals, [Proposal::HukouMoved]);
    assert_eq!(fields(&outcome), ["hukou_address"]);
    let elsewhere = identity(Identity { hukou_county: code("310115"), ..confirmed() });
    assert_eq!((elsewhere.state, elsewhere.proposals.len()), (ItemState::Mismatch, 0));
    let gone = identity(Identity { household_status: Some(HouseholdStatus::MovedOut), ..Identity::default() });
    assert_eq!(fields(&gone), ["hukou_address"]);
}

#[test]
fn an_old_code_of_the_county_is_the_same_county() {
    let answers = with(k1(), "hukou_address", place("500157", ""));
    let theirs = Identity { hukou_county: code("500105"), ..confirmed() };
    let outcome = compare(Item::Identity, &migrant(&answers), &record(Record::Identity(theirs)), DAY);
    assert_eq!((outcome.state, outcome.notes), (ItemState::Matched, vec![Note::Equivalent]));
}

fn permit(declared: &str, answer: &Answer) -> Outcome {
    let answers = with(k1(), "residence_registration", text(declared));
    compare(Item::ResidencePermit, &migrant(&answers), answer, DAY)
}

/// county.md C-37: a permit that was not endorsed in time is none.
#[test]
fn c_37_an_expired_permit_counts_as_unregistered() {
    let until = |day| {
        let registration = Some("residence_permit".to_owned());
        record(Record::ResidencePermit(Permit { registration, valid_until: Some(day), ..Permit::default() }))
    };
    let outcome = permit("residence_permit", &until(date(2026, 10, 31)));
    assert_eq!((outcome.state, stated(&outcome)), (ItemState::Mismatch, Some("unregistered")));
    assert_eq!(outcome.notes, [Note::PermitExpired]);
    assert_eq!(Note::PermitExpired.label(), "已过期");
    assert_eq!(permit("residence_permit", &until(DAY)).state, ItemState::Matched, "good until today");
}

#[test]
fn without_a_record_a_child_is_unregistered() {
    assert_eq!(permit("unregistered", &no_record()).state, ItemState::Matched);
    assert_eq!(permit("temporary_registration", &no_record()).state, ItemState::Mismatch);
}
