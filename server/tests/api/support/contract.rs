//! The published description, held against what the site really answers.

use std::sync::OnceLock;

use axum::http::{Method, header};
use serde_json::{Value, json};

use super::Answer;

/// The description.
pub(crate) fn described() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(&server::doors::api::description().unwrap()).unwrap())
}

/// A validator for a schema of the description.
pub(crate) fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let schema = json!({ "allOf": [schema], "components": document["components"] });
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The path as the description writes it.
fn template(path: &str) -> &str {
    match path {
        _ if path.starts_with("/api/v1/forms/") => "/api/v1/forms/{form}",
        _ if path.starts_with("/api/v1/submissions/") => "/api/v1/submissions/{id}",
        _ => path,
    }
}

/// Panics when the description does not foresee the answer.
pub(crate) fn hold(method: &Method, path: &str, answer: &Answer) {
    let document = described();
    let operation = &document["paths"][template(path)][method.as_str().to_lowercase()];
    if operation.is_null() {
        return;
    }
    let response = &operation["responses"][answer.status.as_str()];
    assert!(!response.is_null(), "{method} {path}: {} is not described: {}", answer.status, answer.text());
    let schema = &response["content"][answer.header(header::CONTENT_TYPE)]["schema"];
    assert!(!schema.is_null(), "{method} {path}: the media type of {} is not described", answer.status);
    let body = answer.json();
    let errors: Vec<_> =
        validator(document, schema).iter_errors(&body).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{method} {path} {}: {errors:#?}\n{body:#}", answer.status);
}
