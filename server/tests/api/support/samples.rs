//! Synthetic answers: a child of a family from 鹿邑县 in 南开区, complete and in order.

use serde_json::{Value, json};
use uuid::{NoContext, Timestamp, Uuid};

/// Answers of the migrant form without any finding; in scope.
pub(crate) fn migrant() -> Value {
    serde_json::from_str(include_str!("../../samples/migrant.json")).unwrap()
}

/// A UUIDv7 of the day of the tests.
pub(crate) fn id() -> Uuid {
    Uuid::new_v7(Timestamp::from_unix(NoContext, 1_795_226_400, 0))
}

/// A submission of these answers.
pub(crate) fn submission(answers: &Value) -> Value {
    json!({
        "id": id(),
        "form": "migrant",
        "form_version": "2024-17",
        "channel": "self_report",
        "answers": answers,
        "overrides": [],
    })
}
