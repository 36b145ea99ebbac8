use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{migrant, sites};

const PATH: &str = "/api/v1/assessments";

fn request(answers: &Value) -> Value {
    json!({"form": "migrant", "as_of": "2026-11-21", "policy": "tianjin", "answers": answers})
}

#[tokio::test]
async fn a_child_from_another_province_is_in_scope_with_clause_and_owner() {
    for site in sites().await {
        let before = site.everything().await;
        let answer = site.post(PATH, &request(&migrant())).await;
        assert_eq!(answer.status, StatusCode::OK);
        let said = answer.json();
        assert_eq!(said["monitoring"]["result"], "IN");
        assert_eq!(said["statistical"]["result"], "IN");
        assert_eq!(said["left_behind"]["result"], "OUT");
        assert_eq!(said["class"], "M1");
        assert_eq!(said["divisions"], domain::divisions::TABLE_VERSION);
        assert_eq!(said["owner"], json!({"county": "120104", "township": "120104001", "inside_deployment": true}));
        assert!(!said["monitoring"]["reasons"][0]["clause"].as_str().unwrap().is_empty());
        assert_eq!(said["findings"], json!([]));
        assert_eq!(site.everything().await, before, "an assessment stores nothing");
    }
}

#[tokio::test]
async fn a_day_short_of_six_months_says_when_to_come_again() {
    let site = sites().await.remove(0);
    let mut answers = migrant();
    answers["left_hukou_date"] = "2026-05-22".into();
    answers["arrived_residence_date"] = "2026-05-22".into();
    let said = site.post(PATH, &request(&answers)).await.json();
    assert_eq!(said["monitoring"]["result"], "OUT");
    assert_eq!(said["monitoring"]["reasons"][0]["code"], "UNDER_6_MONTHS");
    assert_eq!(said["monitoring"]["due"], "2026-11-22");
}

#[tokio::test]
async fn missing_answers_are_findings_not_failures() {
    let site = sites().await.remove(0);
    let answer = site.post(PATH, &request(&json!({"child_name": "示例"}))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["owner"]["county"], Value::Null);
    assert!(answer.json()["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "required"));
}

#[tokio::test]
async fn the_day_and_the_policy_may_be_left_out() {
    let site = sites().await.remove(0);
    let answer = site.post(PATH, &json!({"form": "migrant", "answers": migrant()})).await;
    assert_eq!(answer.json()["monitoring"]["result"], "IN");
}

#[tokio::test]
async fn another_policy_exempts_no_districts() {
    let site = sites().await.remove(0);
    let mut answers = migrant();
    answers["hukou_address"] = json!({"division_code": "120101001", "detail": "1号"});
    let mut request = request(&answers);
    assert_eq!(site.post(PATH, &request).await.json()["monitoring"]["reasons"][0]["code"], "EXEMPT_DISTRICTS");
    request["policy"] = "national".into();
    let said = site.post(PATH, &request).await.json();
    assert_eq!(said["monitoring"]["reasons"][0]["code"], "CENTRAL_URBAN_UNCONFIGURED");
}

#[tokio::test]
async fn what_is_named_wrongly_is_named_back() {
    let site = sites().await.remove(0);
    let with = |name: &str, value: Value| {
        let mut request = request(&migrant());
        request[name] = value;
        request
    };
    let mut unknown = migrant();
    unknown["shoe_size"] = "36".into();
    let mut text_for_yes = migrant();
    text_for_yes["hukou_registered"] = "true".into();
    let mut number = migrant();
    number["child_sex"] = 1.into();
    let mut text_for_many = migrant();
    text_for_many["health_status"] = "healthy".into();
    for (body, status, code, field) in [
        (with("policy", "beijing".into()), 422, "unknown_policy", Value::Null),
        (with("form", "nomad".into()), 404, "unknown_form", Value::Null),
        (with("as_of", "2026-02-30".into()), 400, "malformed", "as_of".into()),
        (with("colour", "red".into()), 422, "unknown_field", "colour".into()),
        (request(&unknown), 422, "unknown_field", "shoe_size".into()),
        (request(&text_for_yes), 400, "malformed", "hukou_registered".into()),
        (request(&number), 400, "malformed", "child_sex".into()),
        (request(&text_for_many), 400, "malformed", "health_status".into()),
    ] {
        let answer = site.post(PATH, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
        assert_eq!(answer.problem(), code);
        assert_eq!(answer.json()["field"], field);
    }
}
