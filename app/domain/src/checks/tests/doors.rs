//! Answers from any door end in the same shape.

use super::*;
use crate::problem::Problem;

fn ready(json: &str) -> Result<Answers, Problem> {
    prepared(forms::form(FormKind::Migrant), serde_json::from_str(json).unwrap(), DAY)
}

#[test]
fn answers_are_spelled_as_one_pruned_and_completed() {
    let typed = r#"{"child_name":" 张\u200b三 ","father_phone":"\u3164","father_status":"deceased",
        "father_name":"张大","disability_type":"none","disability_grade":"2"}"#;
    let kept = r#"{"child_name":"张三","father_status":"deceased","disability_type":"none","disability_grade":"none",
        "rehab_aid_received":false}"#;
    assert_eq!(ready(typed), Ok(serde_json::from_str(kept).unwrap()));
}

#[test]
fn a_field_of_another_form_is_named_and_not_dropped() {
    let unknown = Problem::UnknownField { field: "has_entrusted_carer".to_owned() };
    assert_eq!(ready(r#"{"child_name":"张三","has_entrusted_carer":true}"#), Err(unknown));
}

#[test]
fn age_is_that_of_the_report_date() {
    let service = |day: &str| {
        let json = format!(r#"{{"child_birth_date":"2019-11-22","health_service_0_6y":"at_hukou"{day}}}"#);
        ready(&json).unwrap().value("health_service_0_6y").is_some()
    };
    assert!(service(""), "today is the day before the seventh birthday");
    assert!(service(r#","report_date":"2026-11-21""#));
    assert!(!service(r#","report_date":"2026-11-22""#));
}
