//! The generator keeps its promises: valid, deterministic, marked, and with every class and edge in it.

use std::collections::{BTreeMap, HashSet};

use domain::checks::{CheckContext, Facts, blocking, check};
use domain::divisions::DivisionCode;
use domain::eligibility::{Class, Policy, assess};
use domain::form::{FormKind, Value};
use domain::forms::{form, keys};
use domain::routing::Deployment;
use jiff::civil::date;

use super::*;

#[test]
fn samples_pass_the_checks_and_show_every_class() {
    let today = date(2026, 11, 21);
    let samples = Samples::new(7, today).unwrap();
    let policy = Policy::named("tianjin").unwrap();
    let deployment = Deployment::new("天津市", [DivisionCode::parse("120000").unwrap()]);
    let mut classes: BTreeMap<Class, u32> = BTreeMap::new();
    let (mut clean, mut numbers) = (0, HashSet::new());
    for i in 0..4_000 {
        let sample = samples.sample(i, today).unwrap();
        let facts = Facts { asker: sample.asker, ..Facts::default() };
        let context = CheckContext { today, policy, deployment: &deployment, facts };
        let findings = check(form(sample.form), &sample.answers, &context);
        let stops = blocking(&findings, &sample.overrides);
        assert!(stops.is_empty(), "record {i}: {stops:?} {:?}", sample.answers);
        clean += u32::from(findings.is_empty());
        *classes.entry(assess(sample.form, &sample.answers, policy, today).class).or_default() += 1;
        if let (Some(number), None) = (sample.answers.get(keys::CHILD_ID_NUMBER), sample.duplicate_of) {
            assert!(numbers.insert(number), "record {i} repeats a number");
        }
    }
    assert!(clean > 3_000, "only {clean} of 4000 have no finding: {classes:?}");
    for class in [Class::M1, Class::M2, Class::Lb, Class::Review, Class::M0] {
        assert!(classes.get(&class).is_some_and(|count| *count > 3), "{class:?} is missing: {classes:?}");
    }
    let review = classes.get(&Class::Review).unwrap_or(&0) + classes.get(&Class::Overlap).unwrap_or(&0);
    assert!((60..240).contains(&review), "about 3 % need a person: {classes:?}");
}

#[test]
fn the_same_seed_gives_the_same_child_and_another_seed_another() {
    for i in [0, 1, 7, 57, 4_000_000] {
        assert_eq!(sample_submission(3, i).unwrap(), sample_submission(3, i).unwrap());
        assert_ne!(sample_submission(3, i).unwrap().1, sample_submission(4, i).unwrap().1);
    }
    assert!(sample_submission(3, MAX_SAMPLES).is_err());
}

#[test]
fn everybody_is_marked_as_an_example() {
    for i in 0..200 {
        let (_, answers) = sample_submission(1, i).unwrap();
        let marked =
            |key: &str| matches!(answers.value(key), Some(Value::Address(place)) if place.detail.contains("示例数据"));
        assert!(marked("current_address"), "record {i}");
        if let Some(id) = answers.get(keys::CHILD_ID_NUMBER) {
            assert!(("996"..="999").contains(&&id.as_str()[14..17]), "record {i}");
        }
    }
}

#[test]
fn a_duplicate_has_the_child_of_the_record_before() {
    let today = date(2026, 11, 21);
    let samples = Samples::new(1, today).unwrap();
    let mut found = 0;
    for i in (57..2_000).step_by(100) {
        let sample = samples.sample(i, today).unwrap();
        let Some(before) = sample.duplicate_of else { continue };
        let original = samples.sample(before, today).unwrap();
        found += 1;
        for key in ["child_name", "child_birth_date", "child_sex", "father_id"] {
            assert_eq!(sample.answers.value(key), original.answers.value(key), "{key} of {i}");
        }
        assert_eq!(sample.form, FormKind::Migrant);
    }
    assert!(found > 10);
}
