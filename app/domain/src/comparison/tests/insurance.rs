//! 医保 and 残联.

use super::*;
use crate::comparison::answer::{Disability, Insurance};
use crate::comparison::columns::{Card, InsuranceStatus};
use crate::divisions::DivisionCode;

fn insured(place: Option<&str>) -> Answer {
    let place = place.map(|code| DivisionCode::parse(code).unwrap());
    record(Record::Insurance(Insurance { status: Some(InsuranceStatus::Insured), place, ..Insurance::default() }))
}

fn declared(insurance: &str, answer: &Answer) -> Outcome {
    compare(Item::Insurance, &migrant(&with(k1(), "medical_insurance", text(insurance))), answer, DAY)
}

/// county.md C-30: Tianjin pools for all its districts.
#[test]
fn c_30_a_pooling_area_that_holds_the_residence_matches() {
    assert_eq!(declared("at_residence", &insured(Some("120000"))).state, ItemState::Matched);
}

/// county.md C-31
#[test]
fn c_31_insured_at_the_hukou_place_and_declared_here_is_a_mismatch() {
    let outcome = declared("at_residence", &insured(Some("411628")));
    assert_eq!((outcome.state, stated(&outcome)), (ItemState::Mismatch, Some("at_hukou")));
}

/// county.md C-32
#[test]
fn c_32_insured_in_a_third_place_is_a_mismatch_of_its_own() {
    let outcome = declared("at_hukou", &insured(Some("310115")));
    assert_eq!((outcome.state, outcome.notes.as_slice()), (ItemState::Mismatch, &[Note::InsuredElsewhere][..]));
    assert_eq!(Note::InsuredElsewhere.label(), "参保于其他地区");
}

/// county.md C-33
#[test]
fn c_33_a_left_behind_child_is_insured_wherever_it_is() {
    let k3 = k3();
    assert_eq!(compare(Item::Insurance, &left_behind(&k3), &insured(Some("310115")), DAY).state, ItemState::Matched);
}

#[test]
fn a_pooling_area_that_holds_both_places_agrees_with_either() {
    let home = with(k1(), "hukou_address", place("120119100", ""));
    for said in ["at_residence", "at_hukou"] {
        let answers = with(home.clone(), "medical_insurance", text(said));
        let outcome = compare(Item::Insurance, &migrant(&answers), &insured(Some("120000")), DAY);
        assert_eq!(outcome.state, ItemState::Matched, "{said}");
    }
    let none = with(home, "medical_insurance", text("none"));
    let outcome = compare(Item::Insurance, &migrant(&none), &insured(Some("120000")), DAY);
    assert_eq!(stated(&outcome), Some("at_residence"));
}

/// county.md C-101: no record is what this office sees, uninsured what it knows.
#[test]
fn c_101_what_an_office_does_not_see_and_what_it_knows_are_told_apart() {
    assert_eq!(declared("at_hukou", &no_record()).state, ItemState::Unclear);
    let status = |status| record(Record::Insurance(Insurance { status: Some(status), ..Insurance::default() }));
    for status in [status(InsuranceStatus::Uninsured), status(InsuranceStatus::Suspended)] {
        let outcome = declared("at_hukou", &status);
        assert_eq!((outcome.state, stated(&outcome)), (ItemState::Mismatch, Some("none")));
    }
    assert_eq!(declared("at_hukou", &insured(None)).state, ItemState::Unclear);
    assert_eq!(declared("none", &no_record()).state, ItemState::Matched);
    assert_eq!(declared("at_residence", &no_record()).state, ItemState::Mismatch);
}

fn disabled(kind: &str, grade: &str, answer: &Answer) -> Outcome {
    let answers = with(with(k1(), "disability_type", text(kind)), "disability_grade", text(grade));
    compare(Item::Disability, &migrant(&answers), answer, DAY)
}

fn card(card: Card, kind: Option<&str>, grade: Option<&str>) -> Answer {
    let owned = |code: Option<&str>| code.map(str::to_owned);
    record(Record::Disability(Disability {
        card: Some(card),
        kind: owned(kind),
        grade: owned(grade),
        ..Disability::default()
    }))
}

/// county.md C-27
#[test]
fn c_27_no_record_and_no_disability_agree() {
    assert_eq!(disabled("none", "none", &no_record()).state, ItemState::Matched);
}

/// county.md C-28
#[test]
fn c_28_no_record_of_a_declared_disability_is_a_mismatch() {
    let outcome = disabled("physical", "2", &no_record());
    assert_eq!((outcome.state, stated(&outcome)), (ItemState::Mismatch, Some("none")));
    assert_eq!(disabled("physical", "2", &card(Card::Cancelled, None, None)).state, ItemState::Mismatch);
}

/// county.md C-29: an expired card is no proof that there is no disability.
#[test]
fn c_29_an_expired_card_is_told_as_such() {
    let outcome = disabled("physical", "2", &card(Card::Expired, None, None));
    assert_eq!((outcome.state, outcome.notes), (ItemState::Mismatch, vec![Note::CardExpired]));
    assert!(outcome.differences.is_empty(), "the disability itself is not disputed");
}

#[test]
fn type_grade_and_detail_are_compared_and_a_missing_grade_is_taken_from_the_card() {
    let valid = card(Card::Valid, Some("physical"), Some("2"));
    assert_eq!(disabled("physical", "2", &valid).state, ItemState::Matched);
    assert_eq!(fields(&disabled("hearing", "3", &valid)), ["disability_type", "disability_grade"]);
    let graded = disabled("physical", "none", &valid);
    assert_eq!((fields(&graded), graded.notes.as_slice()), (vec!["disability_grade"], &[Note::GradeGiven][..]));
    let mut several = k1();
    several.set("disability_type", text("multiple"));
    several.set("disability_types_detail", self::several(&["speech", "hearing"]));
    several.set("disability_grade", text("1"));
    let theirs = |detail: &[&str]| {
        record(Record::Disability(Disability {
            card: Some(Card::Valid),
            kind: Some("multiple".into()),
            detail: detail.iter().map(|code| (*code).to_owned()).collect(),
            grade: Some("1".into()),
            ..Disability::default()
        }))
    };
    let outcome = compare(Item::Disability, &migrant(&several), &theirs(&["hearing", "speech"]), DAY);
    assert_eq!(outcome.state, ItemState::Matched, "as a set");
    let outcome = compare(Item::Disability, &migrant(&several), &theirs(&["hearing", "visual"]), DAY);
    assert_eq!(fields(&outcome), ["disability_types_detail"]);
}

#[test]
fn help_with_rehabilitation_differs_by_itself() {
    let theirs = Disability {
        card: Some(Card::Valid),
        kind: Some("physical".into()),
        rehab: Some(true),
        ..Disability::default()
    };
    let outcome = disabled("physical", "2", &record(Record::Disability(theirs)));
    assert_eq!(fields(&outcome), ["rehab_aid_received"]);
}
