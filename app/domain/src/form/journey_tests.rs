//! Journeys through the forms, as families and workers make them.

use jiff::civil::{Date, date};

use super::*;
use crate::form::FormKind;
use crate::forms::form;

const TODAY: Date = date(2026, 11, 21);

fn answers(json: &str) -> Answers {
    serde_json::from_str(json).unwrap()
}

fn names(sections: &[&'static Section]) -> Vec<&'static str> {
    sections.iter().map(|section| section.name).collect()
}

fn keys(form: &'static Form, section: &str, answers: &Answers) -> Vec<&'static str> {
    let section = form.section(section).unwrap();
    Journey::family(form, answers, TODAY).fields(section).iter().map(|field| field.key).collect()
}

#[test]
fn a_migrant_family_walks_from_the_child_to_the_help() {
    let form = form(FormKind::Migrant);
    let said = answers(r#"{"living_with":"both_parents"}"#);
    let journey = Journey::family(form, &said, TODAY);
    assert_eq!(
        names(&journey.sections()),
        [
            "child",
            "residence",
            "moving",
            "living_with",
            "schooling",
            "health",
            "disability",
            "father",
            "mother",
            "family",
            "help",
        ]
    );
    assert_eq!(journey.progress("child"), Some(Progress { position: 1, total: 11 }));
    assert_eq!(journey.progress("help"), Some(Progress { position: 11, total: 11 }));
    assert_eq!(journey.progress("other_guardian"), None);
    assert_eq!(journey.previous("child").map(|section| section.name), None);
    assert_eq!(journey.next("mother").map(|section| section.name), Some("family"));
    assert_eq!(journey.next("help").map(|section| section.name), None);
    assert_eq!(journey.next("nowhere").map(|section| section.name), None);
}

#[test]
fn another_guardian_opens_screens_and_the_way_goes_on_from_a_closed_one() {
    let form = form(FormKind::Migrant);
    let guardian = answers(r#"{"living_with":"other_guardian"}"#);
    let journey = Journey::family(form, &guardian, TODAY);
    assert_eq!(journey.next("mother").map(|section| section.name), Some("work"));
    assert_eq!(journey.next("work").map(|section| section.name), Some("other_guardian"));
    let parents = answers(r#"{"living_with":"both_parents"}"#);
    let journey = Journey::family(form, &parents, TODAY);
    assert_eq!(journey.next("other_guardian").map(|section| section.name), Some("family"));
    assert_eq!(journey.previous("other_guardian").map(|section| section.name), Some("mother"));
}

#[test]
fn two_parents_who_cannot_act_need_a_guardian() {
    let form = form(FormKind::Migrant);
    let one = answers(r#"{"living_with":"one_parent","father_status":"deceased","mother_status":"normal"}"#);
    assert!(!names(&sections(form, &one, TODAY)).contains(&"other_guardian"));
    let both = answers(r#"{"living_with":"one_parent","father_status":"deceased","mother_status":"missing"}"#);
    assert!(names(&sections(form, &both, TODAY)).contains(&"other_guardian"));
}

#[test]
fn a_family_is_not_asked_what_only_a_worker_judges() {
    for kind in [FormKind::Migrant, FormKind::LeftBehind] {
        let form = form(kind);
        let said = answers(
            r#"{"father_status":"imprisoned","has_entrusted_carer":true,"guardianship_status":"no_capacity",
                "mother_guardianship_capacity":"impaired"}"#,
        );
        let family = Journey::family(form, &said, TODAY);
        let worker = Journey::worker(form, &said, TODAY);
        let all = |journey: Journey<'_>| -> Vec<&'static str> {
            journey.sections().into_iter().flat_map(|s| journey.fields(s)).map(|field| field.key).collect()
        };
        let (family, worker) = (all(family), all(worker));
        for key in ["father_capacity_judged_by", "mother_capacity_basis", "homeless_flag", "report_date"] {
            assert!(!family.contains(&key), "{key}");
            assert!(worker.contains(&key), "{key}");
        }
        assert!(family.contains(&"mother_capacity_reason"));
        assert!(!worker.contains(&"reporting_unit"));
        assert!(applies(form, "reporting_unit", &said, TODAY));
    }
}

#[test]
fn no_screen_of_a_family_asks_more_than_seven_things() {
    for kind in [FormKind::Migrant, FormKind::LeftBehind] {
        let form = form(kind);
        for said in [
            "{}",
            r#"{"hukou_registered":true,"child_birth_date":"2024-01-01","schooling_stage":"primary",
                "academic_status":"enrolled","disability_type":"multiple","living_with":"other_guardian"}"#,
            r#"{"father_away_for_work":true,"mother_away_for_work":true,"has_entrusted_carer":true}"#,
            r#"{"father_away_for_work":true,"mother_guardianship_capacity":"none","one_away_other_incapable":true}"#,
        ] {
            let said = answers(said);
            let journey = Journey::family(form, &said, TODAY);
            for section in journey.sections() {
                assert!(journey.fields(section).len() <= 7, "{kind:?} {}", section.name);
            }
        }
    }
}

#[test]
fn the_services_follow_the_age() {
    // Rules 13.4, as of 2026-11-21.
    for (born, services) in [("2023-10-22", 2), ("2023-10-21", 1), ("2019-11-22", 1), ("2019-11-21", 0)] {
        for kind in [FormKind::Migrant, FormKind::LeftBehind] {
            let said = answers(&format!(r#"{{"child_birth_date":"{born}"}}"#));
            let asked = keys(form(kind), "health", &said);
            assert_eq!(asked.iter().filter(|key| key.contains("_service_")).count(), services, "{born}");
        }
    }
}

#[test]
fn schooling_unfolds_as_it_is_answered() {
    let form = form(FormKind::LeftBehind);
    let asked = |json: &str| keys(form, "schooling", &answers(json));
    assert_eq!(asked("{}"), ["schooling_stage"]);
    assert_eq!(asked(r#"{"schooling_stage":"unable_to_attend"}"#), ["schooling_stage"]);
    assert_eq!(asked(r#"{"schooling_stage":"out_of_school"}"#), ["schooling_stage", "academic_status"]);
    assert_eq!(
        asked(r#"{"schooling_stage":"primary","academic_status":"enrolled"}"#),
        ["schooling_stage", "academic_status", "school_name", "is_boarding"]
    );
    assert_eq!(
        asked(r#"{"schooling_stage":"primary","academic_status":"graduated"}"#),
        ["schooling_stage", "academic_status", "school_name"]
    );
}

#[test]
fn pruning_follows_the_chain_of_closed_questions() {
    let form = form(FormKind::LeftBehind);
    let said = answers(
        r#"{"child_name":"李明","has_entrusted_carer":false,"entrusted_carer_relation":"other",
            "entrusted_carer_relation_other":"邻居","entrusted_carer_exclusions":["none"],"living_with":"one_parent",
            "disability_type":"multiple","disability_types_detail":["visual","mental"],"disability_grade":"2"}"#,
    );
    let kept = prune(form, &said, TODAY);
    let left: Vec<&str> = kept.iter().map(|(key, _)| key).collect();
    assert_eq!(
        left,
        ["child_name", "disability_grade", "disability_type", "disability_types_detail", "has_entrusted_carer"]
    );
    assert_eq!(prune(form, &kept, TODAY), kept);
}

#[test]
fn no_disability_settles_grade_and_aid() {
    let form = form(FormKind::Migrant);
    let said = answers(r#"{"disability_type":"none","disability_grade":"2","health_status":["healthy"]}"#);
    let kept = prune(form, &said, TODAY);
    assert_eq!(
        kept,
        answers(
            r#"{"disability_type":"none","disability_grade":"none","health_status":["healthy"],
                "rehab_aid_received":false}"#
        )
    );
    // A child in rehabilitation before its assessment keeps the answer (V-16).
    let said = answers(r#"{"disability_type":"none","rehab_aid_received":true}"#);
    assert_eq!(prune(form, &said, TODAY).value("rehab_aid_received"), Some(&Value::Bool(true)));
}

#[test]
fn a_dead_father_is_not_asked_for_his_number() {
    let form = form(FormKind::Migrant);
    assert_eq!(keys(form, "father", &answers(r#"{"father_status":"deceased"}"#)), ["father_status"]);
    assert_eq!(
        keys(form, "father", &answers(r#"{"father_status":"imprisoned"}"#)),
        ["father_status", "father_name", "father_id", "father_hukou_address"]
    );
    assert_eq!(keys(form, "father", &answers("{}")).len(), 6);
}
