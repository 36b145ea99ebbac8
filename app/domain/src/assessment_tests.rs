use super::*;
use crate::divisions::{Address, DivisionCode};
use crate::eligibility::Policy;
use crate::form::Value;
use crate::routing::Deployment;
use jiff::civil::date;

fn answers() -> Answers {
    let place = |code: &str| Value::Address(Address { division_code: code.to_owned(), ..Address::default() });
    let text = |text: &str| Value::Text(text.to_owned());
    [
        ("child_birth_date", text("2015-03-08")),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place("411628001")),
        ("current_address", place("120104001")),
        ("left_hukou_date", text("2026-05-22")),
        ("living_with", text("both_parents")),
        ("help_requested", Value::Bool(true)),
    ]
    .into_iter()
    .collect()
}

fn assessed(answers: &Answers) -> serde_json::Value {
    let deployment = Deployment::new("天津市", [DivisionCode::parse("120000").unwrap()]);
    let context = CheckContext {
        today: date(2026, 11, 21),
        policy: Policy::named("tianjin").unwrap(),
        deployment: &deployment,
        facts: crate::checks::Facts::default(),
    };
    serde_json::to_value(assess(FormKind::Migrant, answers, &context)).unwrap()
}

fn names(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_answer_has_exactly_the_parts_of_the_interface() {
    let json = assessed(&answers());
    let parts = ["class", "divisions", "findings", "ledger", "left_behind", "monitoring", "owner", "statistical"];
    assert_eq!(names(&json), parts);
    assert_eq!(json["divisions"], crate::divisions::TABLE_VERSION);
    assert_eq!(names(&json["monitoring"]), ["due", "reasons", "result"]);
    assert_eq!(names(&json["monitoring"]["reasons"][0]), ["clause", "code", "text"]);
    assert_eq!(json["monitoring"]["due"], "2026-11-22");
    assert_eq!(
        json["owner"],
        serde_json::json!({"county": "120104", "township": "120104001", "inside_deployment": true})
    );
    let findings = json["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| names(finding) == ["field", "level", "message", "rule"]));
}

#[test]
fn the_ledger_names_rows() {
    let mut answers = answers();
    answers.set("left_hukou_date", Value::Text("2020-01-01".to_owned()));
    let json = assessed(&answers);
    assert_eq!(json["class"], "M1");
    assert_eq!(json["ledger"], serde_json::json!([{"row": 6, "automatic": true}]));
}

#[test]
fn the_day_on_the_form_decides_over_today() {
    let mut answers = answers();
    answers.set("report_date", Value::Text("2026-11-22".to_owned()));
    assert_eq!(assessed(&answers)["monitoring"]["result"], "IN");
}

#[test]
fn a_missing_address_leaves_the_owner_null() {
    let mut answers = answers();
    answers.remove("current_address");
    let owner = serde_json::json!({"county": null, "township": null, "inside_deployment": false});
    assert_eq!(assessed(&answers)["owner"], owner);
}
