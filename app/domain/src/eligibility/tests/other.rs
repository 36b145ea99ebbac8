//! Rules 13.4 and 13.5 as far as the verdict is concerned, and the shape of its JSON.

use jiff::civil::date;

use super::{Child, text};
use crate::eligibility::{Outcome, Verdict};
use crate::values::date::{full_months, full_years};

#[test]
fn section_13_4_ages_that_services_depend_on() {
    let day = date(2026, 11, 21);
    for (born, months, years) in [
        (date(2023, 10, 22), 36, 3),
        (date(2023, 10, 21), 37, 3),
        (date(2019, 11, 22), 83, 6),
        (date(2019, 11, 21), 84, 7),
    ] {
        assert_eq!((full_months(born, day), full_years(born, day)), (months, years), "{born}");
    }
    assert_eq!(full_years(date(2020, 2, 29), date(2027, 2, 27)), 6);
    assert_eq!(full_years(date(2020, 2, 29), date(2027, 2, 28)), 7);
    assert_eq!(full_years(date(2012, 2, 29), date(2026, 2, 28)), 14);
}

#[test]
fn the_verdict_holds_for_the_day_it_is_asked_for_and_no_other() {
    // Edited at 23:59, submitted after midnight: the day on the form decides.
    let child = Child::migrant("411628001", "120104001", "2020-01-01").born("2010-11-22");
    assert_eq!(child.on(date(2026, 11, 21)).monitoring.result, Outcome::In);
    assert_eq!(child.on(date(2026, 11, 22)).monitoring.result, Outcome::Out);
    assert_eq!(child.on(date(2026, 11, 21)).as_of, date(2026, 11, 21));
}

#[test]
fn a_verdict_survives_json_and_has_the_shape_of_the_interface() {
    let verdict = Child::migrant("411628001", "120104001", "2026-05-22").verdict();
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["monitoring"]["result"], "OUT");
    assert_eq!(json["monitoring"]["due"], "2026-11-22");
    assert_eq!(json["monitoring"]["reasons"][0]["code"], "UNDER_6_MONTHS");
    assert_eq!(json["class"], "M0");
    assert!(json["left_behind"].get("due").is_none());
    assert_eq!(serde_json::from_value::<Verdict>(json).unwrap(), verdict);
}

#[test]
fn a_malformed_answer_is_a_missing_one() {
    let child = Child::migrant("411628001", "120104001", "2020-01-01");
    for (key, value) in [
        ("child_birth_date", "2015-02-30"),
        ("left_hukou_date", "2020--"),
        ("living_with", "dog"),
        ("hukou_address", "somewhere"),
    ] {
        let verdict = child.clone().with(key, text(value)).verdict();
        assert_eq!(verdict.monitoring.result, Outcome::Review, "{key}");
        assert_eq!(verdict.monitoring, child.clone().without(key).verdict().monitoring, "{key}");
    }
}
