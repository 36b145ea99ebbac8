//! Phones that lost: a family is still reached there.

use crate::form::{Answers, FieldKind, FormKind, Value};
use crate::forms::form;

/// The numbers of either side that the merged answers do not hold under any field, with the field under which they stood.
pub(super) fn given_way(kind: FormKind, merged: &Answers, sides: [&Answers; 2]) -> Vec<(&'static str, String)> {
    let phones: Vec<&'static str> =
        form(kind).fields().filter(|field| field.kind == FieldKind::Phone).map(|field| field.key).collect();
    let number = |answers: &Answers, key: &str| answers.value(key).and_then(Value::as_text).map(str::to_owned);
    let held: Vec<String> = phones.iter().filter_map(|key| number(merged, key)).collect();
    let mut lost: Vec<(&'static str, String)> = Vec::new();
    for answers in sides {
        for key in &phones {
            let Some(phone) = number(answers, key) else { continue };
            if !held.contains(&phone) && !lost.iter().any(|(_, known)| *known == phone) {
                lost.push((key, phone));
            }
        }
    }
    lost
}
