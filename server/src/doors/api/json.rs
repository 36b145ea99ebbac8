//! Reading a request body strictly: JSON only, no unknown name, no name twice, no value of another type.
//! Each refusal names what it refuses.

use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::{Answers, FieldKind, Form, Value};
use domain::problem::Problem;
use gate::ProblemBody;
use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A request body of this type.
#[derive(Debug)]
pub struct StrictJson<T>(pub T);

/// A body with a known list of names, so that an unknown one can be named.
pub trait Body: DeserializeOwned {
    /// The names that the body may have.
    const NAMES: &'static [&'static str];
}

impl<S: Send + Sync, T: Body> FromRequest<S> for StrictJson<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        if !is_json(&request) {
            let body = ProblemBody::protocol(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "The media type is not supported",
                "Send the body as application/json.",
            );
            return Err(body.into_response());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let rejection = rejection.into_response();
            let problem = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::TooLarge
            } else {
                Problem::Malformed { detail: "The body could not be read.".into(), field: None }
            };
            ProblemBody::from(problem).into_response()
        })?;
        // A declaration has some hundred names; what has thousands is not even made into values.
        if bytes.iter().filter(|byte| **byte == b':').count() > MAX_NAMES {
            return Err(ProblemBody::from(Problem::TooLarge).into_response());
        }
        parse(&bytes).map(Self).map_err(|problem| ProblemBody::from(problem).into_response())
    }
}

/// Most colons of a body: one follows each name, some stand in texts.
const MAX_NAMES: usize = 8_192;

fn is_json(request: &Request) -> bool {
    let Some(kind) = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// What editors of Windows put before a text in UTF-8; not a part of it.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a body, with or without a byte order mark.
///
/// # Errors
/// [`Problem::UnknownField`] for a name that the body must not have, else [`Problem::Malformed`] with the
/// place.
pub fn parse<T: Body>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|_| diagnose::<T>(bytes))
}

/// What is wrong with a body that was refused: only now, so that good bodies are read once.
fn diagnose<T: Body>(bytes: &[u8]) -> Problem {
    if let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(bytes)
        && let Some(unknown) = object.keys().find(|name| !T::NAMES.contains(&name.as_str()))
    {
        return Problem::UnknownField { field: unknown.clone() };
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => Problem::Malformed { detail: "Something follows the JSON document.".into(), field: None },
        Err(error) => {
            let path = error.path().to_string();
            let field = path.strip_prefix("answers.").unwrap_or(&path);
            let field = (field != ".").then(|| field.to_owned());
            Problem::Malformed { detail: error.inner().to_string(), field }
        }
    }
}

/// Answers of which no name comes twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StrictAnswers(pub Answers);

impl Serialize for StrictAnswers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StrictAnswers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> Visitor<'de> for Once {
            type Value = Vec<(String, Value)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of answers by field name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut answers: Self::Value = Vec::with_capacity(map.size_hint().unwrap_or(64).min(256));
                while let Some(answer) = map.next_entry()? {
                    answers.push(answer);
                }
                answers.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
                match answers.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                    Some(pair) => Err(de::Error::custom(format!("duplicate field `{}`", pair[0].0))),
                    None => Ok(answers),
                }
            }
        }
        deserializer.deserialize_map(Once).map(|answers| Self(answers.into_iter().collect()))
    }
}

/// More codes in one answer than any field has options.
const MAX_CODES: usize = 64;

/// More bytes than any text has that a person types.
const MAX_TEXT: usize = 16 * 1024;

/// Checks that every answer belongs to the form and has the JSON type of its field.
///
/// # Errors
/// [`Problem::UnknownField`] or [`Problem::Malformed`] at the first field that does not fit.
pub fn fits(form: &Form, answers: &Answers) -> Result<(), Problem> {
    for (name, value) in answers.iter() {
        let Some(field) = form.field(name) else {
            return Err(Problem::UnknownField { field: name.to_owned() });
        };
        let (fits, wanted) = match field.kind {
            FieldKind::Bool { .. } => (matches!(value, Value::Bool(_)), "true or false"),
            FieldKind::Multi { .. } => (matches!(value, Value::Choices(_)), "an array of codes"),
            FieldKind::Address => (matches!(value, Value::Address(_)), "an object {division_code, detail}"),
            FieldKind::PersonId => (matches!(value, Value::Paper(_)), "an object {type, number}"),
            FieldKind::Date => (matches!(value, Value::Text(_)), "a string YYYY-MM-DD"),
            FieldKind::Single { .. } => (matches!(value, Value::Text(_)), "a string with one code"),
            FieldKind::Text { .. }
            | FieldKind::PersonName
            | FieldKind::NationalId
            | FieldKind::Phone
            | FieldKind::Unit => (matches!(value, Value::Text(_)), "a string"),
        };
        if !fits {
            let detail = format!("The answer to `{name}` must be {wanted}.");
            return Err(Problem::Malformed { detail, field: Some(name.to_owned()) });
        }
        // Before normal forms and checks, which make several copies of a text and say something about each code.
        let too_large = match value {
            Value::Choices(codes) if codes.len() > MAX_CODES => Some(format!("more than {MAX_CODES} codes")),
            Value::Text(text) if text.len() > MAX_TEXT => Some(format!("more than {MAX_TEXT} bytes")),
            Value::Address(address) if address.detail.len() > MAX_TEXT => Some(format!("more than {MAX_TEXT} bytes")),
            Value::Paper(paper) if paper.number.len() > MAX_TEXT => Some(format!("more than {MAX_TEXT} bytes")),
            _ => None,
        };
        if let Some(too_large) = too_large {
            let detail = format!("The answer to `{name}` has {too_large}.");
            return Err(Problem::Malformed { detail, field: Some(name.to_owned()) });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        answers: StrictAnswers,
    }
    impl Body for Sample {
        const NAMES: &'static [&'static str] = &["answers"];
    }

    fn refused(json: &str) -> Problem {
        parse::<Sample>(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn an_unknown_name_is_named() {
        assert_eq!(refused(r#"{"answers":{},"colour":1}"#), Problem::UnknownField { field: "colour".into() });
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_body() {
        assert!(parse::<Sample>("\u{FEFF}{\"answers\":{}}".as_bytes()).is_ok());
        assert_eq!(refused("\u{FEFF}{\"answers\":{},\"colour\":1}"), Problem::UnknownField { field: "colour".into() });
        assert_eq!(refused("\u{FEFF}\u{FEFF}{\"answers\":{}}").code(), "malformed");
    }

    #[test]
    fn a_wrong_type_is_refused_at_its_place() {
        for json in [r#"{"answers":{"child_name":5}}"#, r#"{"answers":{"child_name":null}}"#] {
            let problem = refused(json);
            assert_eq!(problem.code(), "malformed");
            assert_eq!(problem.field(), Some("child_name"), "{json}");
        }
    }

    #[test]
    fn a_name_that_comes_twice_is_refused() {
        let Problem::Malformed { detail, .. } = refused(r#"{"answers":{"a":"1","a":"2"}}"#) else {
            panic!("not refused as malformed");
        };
        assert!(detail.contains("duplicate field `a`"), "{detail}");
    }

    #[test]
    fn broken_json_says_where() {
        let Problem::Malformed { detail, .. } = refused(r#"{"answers":"#) else {
            panic!("not refused as malformed");
        };
        assert!(detail.contains("line 1"), "{detail}");
    }

    #[test]
    fn something_after_the_document_is_refused() {
        assert_eq!(refused(r#"{"answers":{}} {}"#).code(), "malformed");
        assert!(parse::<Sample>(br#"{"answers":{"a":"1"}}"#).unwrap().answers.0.value("a").is_some());
    }
}
