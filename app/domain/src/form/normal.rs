//! The one form in which an answer is kept.

use super::answers::Answers;
use super::field::FieldKind;
use super::section::Form;
use super::value::Value;
use crate::divisions::Address;
use crate::values::{Paper, Phone, name, national_id, text};

/// The answer to a field of this kind as it is stored, checked, hashed and compared. Every door goes through here:
/// posted forms, the live page, the interface for programs, what a worker's phone sends. What is wrong stays wrong,
/// for the checks to name; what is no more than another way of typing is gone.
#[must_use]
pub fn normal_form(kind: FieldKind, value: Value) -> Value {
    match (kind, value) {
        (FieldKind::Address, Value::Address(place)) => Value::Address(Address {
            detail: text::clean(&place.detail),
            outside: text::clean(&place.outside),
            ..place
        }),
        (FieldKind::PersonId, Value::Paper(paper)) => Value::Paper(Paper {
            number: national_id::normalise(&paper.number),
            reason: text::clean(&paper.reason),
            ..paper
        }),
        (kind, Value::Text(typed)) => Value::Text(match kind {
            FieldKind::NationalId => national_id::normalise(&typed),
            FieldKind::PersonName => name::normalise(&typed),
            FieldKind::Phone => {
                Phone::parse(&typed).map_or_else(|_| text::clean(&typed), |phone| phone.as_str().to_owned())
            }
            _ => text::clean(&typed),
        }),
        (_, value) => value,
    }
}

/// Brings all answers of a form to their normal form. Answers of which nothing is left are gone.
pub fn prepare(form: &Form, answers: &mut Answers) {
    for field in form.fields() {
        if let Some(value) = answers.remove(field.key) {
            answers.set(field.key, normal_form(field.kind, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::FormKind;
    use crate::forms::form;

    #[test]
    fn every_part_of_an_answer_is_spelled_as_one() {
        for (kind, value, normal) in [
            (FieldKind::PersonName, r#""Lu\u0308\u200b  Wei""#, r#""Lü Wei""#),
            (FieldKind::Text { max: 9 }, r#"" ⻓春\u0020\u0020村 ""#, r#""长春 村""#),
            (FieldKind::NationalId, r#""１２０１０１ 20150308-9976""#, r#""120101201503089976""#),
            (FieldKind::Phone, r#""+86 138-0013-8000""#, r#""13800138000""#),
            (FieldKind::Phone, r#""138\u200b 0""#, r#""138 0""#),
            (
                FieldKind::Address,
                r#"{"division_code":"120104001","detail":"Rue\u00a0Jose\u0301","outside":"\u202e法国"}"#,
                r#"{"division_code":"120104001","detail":"Rue José","outside":"法国"}"#,
            ),
            (
                FieldKind::PersonId,
                r#"{"type":"none","number":"\u3164","reason":"⼀时\ufe00丢失"}"#,
                r#"{"type":"none","number":"","reason":"一时丢失"}"#,
            ),
        ] {
            let value: Value = serde_json::from_str(value).unwrap();
            assert_eq!(normal_form(kind, value), serde_json::from_str(normal).unwrap());
        }
    }

    proptest! {
        #[test]
        fn the_normal_form_of_a_normal_form_is_itself(raw in "[\\PC\u{200B}\u{308}\u{F914}⽟⻓ -]{0,16}") {
            for field in form(FormKind::Migrant).fields() {
                let values = [
                    Value::Text(raw.clone()),
                    Value::Address(Address { detail: raw.clone(), outside: raw.clone(), ..Address::default() }),
                    Value::Paper(Paper { kind: "none".into(), number: raw.clone(), reason: raw.clone() }),
                ];
                for value in values {
                    let once = normal_form(field.kind, value);
                    prop_assert_eq!(normal_form(field.kind, once.clone()), once);
                }
            }
        }
    }
}
