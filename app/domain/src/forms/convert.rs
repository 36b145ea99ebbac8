//! From one form to the other, when a child returns home or is taken along (dictionary 5).
//! The old version stays as it was; this makes the answers with which the new one begins.

use crate::form::{Answers, Asker, Field, Form, FormKind, Required, Value};

/// What becomes of a code whose meaning differs between the forms.
enum Mapped {
    /// The other form's code.
    To(&'static str),
    /// No certain counterpart: a person is asked.
    Ask,
}

/// Fields of a version rather than of the child: the new version gets its own.
const OF_THE_VERSION: &[&str] = &["reporting_unit", "report_date", "collection_method", "collector"];

/// The answers to the form `to` that can be taken over from answers to the form `from`, and the keys of
/// the fields that a person must still be asked: those whose meaning changed and those that only the new
/// form has.
#[must_use]
pub fn convert(from: FormKind, to: FormKind, answers: &Answers) -> (Answers, Vec<&'static str>) {
    if from == to {
        return (answers.clone(), Vec::new());
    }
    let (old, new) = (super::form(from), super::form(to));
    let mut converted = Answers::default();
    let mut prompts = Vec::new();
    for field in new.fields() {
        let key = field.key;
        if OF_THE_VERSION.contains(&key) {
            continue;
        }
        match answers.value(key) {
            Some(value) => match value.as_text().and_then(|code| mapping(key, code)) {
                None => converted.set(key, value.clone()),
                Some(Mapped::To(code)) => converted.set(key, Value::Text(code.to_owned())),
                Some(Mapped::Ask) => prompts.push(key),
            },
            None if lacking(old, key) && field.asker == Asker::Family && counts(field) => prompts.push(key),
            None => {}
        }
    }
    (converted, prompts)
}

/// Printed, or needed.
fn counts(field: &Field) -> bool {
    field.required != Required::Optional || !field.number.is_empty()
}

fn lacking(form: &Form, key: &str) -> bool {
    form.field(key).is_none()
}

fn mapping(key: &str, code: &str) -> Option<Mapped> {
    Some(match (key, code) {
        ("medical_insurance", "at_hukou" | "at_residence") => Mapped::To("insured"),
        ("health_service_0_6y" | "tcm_service_0_36m", "at_hukou" | "at_residence") => Mapped::To("received"),
        ("medical_insurance", "insured")
        | ("health_service_0_6y" | "tcm_service_0_36m", "received")
        | ("guardianship_status", "insufficient_capacity" | "entrusted_insufficient") => Mapped::Ask,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use FormKind::{LeftBehind, Migrant};

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, code)| (*key, Value::Text((*code).to_owned()))).collect()
    }

    fn code<'a>(answers: &'a Answers, key: &str) -> Option<&'a str> {
        answers.value(key).and_then(Value::as_text)
    }

    #[test]
    fn a_child_who_returns_keeps_what_both_forms_know() {
        let migrant = answers(&[
            ("child_name", "王小明"),
            ("medical_insurance", "at_residence"),
            ("health_service_0_6y", "not_received"),
            ("guardianship_status", "good"),
            ("housing_type", "rented"),
            ("report_date", "2026-01-01"),
        ]);
        let (left_behind, prompts) = convert(Migrant, LeftBehind, &migrant);
        assert_eq!(code(&left_behind, "child_name"), Some("王小明"));
        assert_eq!(code(&left_behind, "medical_insurance"), Some("insured"));
        assert_eq!(code(&left_behind, "health_service_0_6y"), Some("not_received"));
        assert_eq!(code(&left_behind, "guardianship_status"), Some("good"));
        assert_eq!(code(&left_behind, "housing_type"), None);
        assert_eq!(code(&left_behind, "report_date"), None);
        assert!(prompts.contains(&"both_parents_away") && prompts.contains(&"has_entrusted_carer"));
    }

    #[test]
    fn a_child_taken_along_is_asked_where_it_is_insured() {
        let left_behind = answers(&[
            ("medical_insurance", "insured"),
            ("tcm_service_0_36m", "received"),
            ("guardianship_status", "entrusted_insufficient"),
        ]);
        let (migrant, prompts) = convert(LeftBehind, Migrant, &left_behind);
        assert!(migrant.is_empty());
        for key in ["medical_insurance", "tcm_service_0_36m", "guardianship_status", "living_with", "left_hukou_date"] {
            assert!(prompts.contains(&key), "{key}");
        }
    }

    #[test]
    fn no_converted_code_is_unknown_to_the_new_form() {
        for (from, to) in [(Migrant, LeftBehind), (LeftBehind, Migrant)] {
            for field in super::super::form(from).fields() {
                for option in field.options() {
                    let (converted, _) = convert(from, to, &answers(&[(field.key, option.code)]));
                    if let Some(code) = code(&converted, field.key) {
                        let known = super::super::form(to).field(field.key).unwrap().option_label(code);
                        assert!(known.is_some(), "{} {code}", field.key);
                    }
                }
            }
        }
    }
}
