//! `/api/v1/openapi.json`

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::support::contract::validator;
use crate::support::{described, migrant, sites, submission};

#[tokio::test]
async fn the_description_lists_every_route() {
    let site = sites().await.remove(0);
    let answer = site.get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
    let document = answer.json();
    assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let mut listed = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        listed.extend(operations.as_object().unwrap().keys().map(|method| format!("{method} {path}")));
    }
    let expected = [
        "get /api/v1/divisions",
        "get /api/v1/forms/{form}",
        "get /api/v1/submissions/{id}",
        "post /api/v1/assessments",
        "post /api/v1/submissions",
        "post /api/v1/token",
    ];
    assert_eq!(listed, expected.map(str::to_owned).into());
}

#[test]
fn every_reference_of_the_description_leads_somewhere() {
    let document = described();
    let mut references = BTreeSet::new();
    collect(document, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            references.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|value| collect(value, references));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn requests_that_the_site_takes_fit_the_description_and_wrong_ones_do_not() {
    let document = described();
    let schema =
        |path: &str| document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    let submissions = validator(document, &schema("/api/v1/submissions"));
    let assessments = validator(document, &schema("/api/v1/assessments"));
    assert!(submissions.is_valid(&submission(&migrant())));
    assert!(assessments.is_valid(&json!({"form": "migrant", "answers": migrant()})));
    let mut unknown = migrant();
    unknown["shoe_size"] = "36".into();
    assert!(!submissions.is_valid(&submission(&unknown)));
    let mut text_for_yes = migrant();
    text_for_yes["hukou_registered"] = "true".into();
    assert!(!submissions.is_valid(&submission(&text_for_yes)));
    assert!(!assessments.is_valid(&json!({"form": "nomad", "answers": {}})));
}

#[test]
fn ids_versions_and_ways_of_collecting_are_described_as_the_site_takes_them() {
    let document = described();
    let schema = validator(document, &json!({"$ref": "#/components/schemas/SubmissionRequest"}));
    for (name, wrong) in
        [("id", "0192f0c1-0000-4000-8000-000000000000"), ("form_version", "2023-1"), ("channel", "carrier_pigeon")]
    {
        let mut body = submission(&migrant());
        body[name] = wrong.into();
        assert!(!schema.is_valid(&body), "{name}");
    }
    // Other inputs are ignored (RFC 6749, 3.2).
    let token = validator(document, &json!({"$ref": "#/components/schemas/TokenRequest"}));
    assert!(token.is_valid(&json!({"grant_type": "client_credentials", "audience": "x"})));
    assert!(!token.is_valid(&json!({"grant_type": "password"})));
}

#[test]
fn the_answers_of_both_forms_are_described_from_their_declarations() {
    let document = described();
    for (name, kind) in
        [("MigrantAnswers", domain::form::FormKind::Migrant), ("LeftBehindAnswers", domain::form::FormKind::LeftBehind)]
    {
        let described = document["components"]["schemas"][name]["properties"].as_object().unwrap();
        let declared: BTreeSet<_> = domain::forms::form(kind).fields().map(|field| field.key).collect();
        assert_eq!(described.keys().map(String::as_str).collect::<BTreeSet<_>>(), declared);
    }
}
