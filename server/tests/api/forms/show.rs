use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use domain::form::FormKind;

use crate::support::sites;

#[tokio::test]
async fn both_forms_are_declared_field_by_field() {
    for site in sites().await {
        for kind in [FormKind::Migrant, FormKind::LeftBehind] {
            let answer = site.get(&format!("/api/v1/forms/{}", kind.name())).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(answer.header(header::CACHE_CONTROL).contains("max-age"));
            let shown = answer.json();
            assert_eq!(shown["form"], kind.name());
            assert_eq!(shown["version"], "2024-17");
            let names: Vec<String> = shown["sections"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|section| section["fields"].as_array().unwrap())
                .map(|field| field["name"].as_str().unwrap().to_owned())
                .collect();
            let declared: Vec<&str> = domain::forms::form(kind).fields().map(|field| field.key).collect();
            assert_eq!(names, declared);
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        }
    }
}

#[tokio::test]
async fn options_come_with_code_and_printed_label() {
    let site = sites().await.remove(0);
    let shown = site.get("/api/v1/forms/migrant").await.json();
    let fields = shown["sections"].as_array().unwrap().iter().flat_map(|s| s["fields"].as_array().unwrap());
    let sex = fields.into_iter().find(|field| field["name"] == "child_sex").unwrap();
    assert_eq!(sex["type"], "single");
    assert_eq!(sex["required"], "always");
    assert_eq!(sex["options"][0], serde_json::json!({"code": "1", "label": "男"}));
}

#[tokio::test]
async fn an_unknown_form_is_not_found() {
    let site = sites().await.remove(0);
    let answer = site.get("/api/v1/forms/nomad").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.problem(), "unknown_form");
}
