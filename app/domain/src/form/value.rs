//! One answer, in the shape in which it travels: the JSON of the interface, the draft, the sealed
//! document. A value may still be wrong (a draft keeps what was typed); the checks say so.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

use crate::divisions::Address;
use crate::values::{Paper, text};

/// An answer to one field. JSON: boolean, array of strings, object or string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// 是/否, 有/无.
    Bool(bool),
    /// Codes of a multiple choice, in the order of the list.
    Choices(Vec<String>),
    /// A place: `{"division_code","detail"}`.
    Address(Address),
    /// An adult's paper: `{"type","number"}`.
    Paper(Paper),
    /// Text, a date `YYYY-MM-DD`, the code of a single choice, a number or phone as typed.
    Text(String),
}

impl Value {
    /// Nothing was said: no choice, no place, no text of which a person sees anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Bool(_) => false,
            Self::Choices(codes) => codes.is_empty(),
            Self::Address(a) => [&a.division_code, &a.detail, &a.outside].into_iter().all(|part| text::is_empty(part)),
            Self::Paper(p) => text::is_empty(&p.number) && text::is_empty(&p.reason) && p.kind != "none",
            Self::Text(text) => text::is_empty(text),
        }
    }

    /// The text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// The shapes by number, for formats that do not name them (between page and server).
#[derive(Serialize, Deserialize)]
#[serde(remote = "Value")]
enum Numbered {
    Bool(bool),
    Choices(Vec<String>),
    Address(Address),
    Paper(Paper),
    Text(String),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return Numbered::serialize(self, serializer);
        }
        match self {
            Self::Bool(yes) => serializer.serialize_bool(*yes),
            Self::Choices(codes) => codes.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Address(a) => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("division_code", &a.division_code)?;
                map.serialize_entry("detail", &a.detail)?;
                for (name, text) in [("division_path", &a.division_path), ("outside", &a.outside), ("raw", &a.raw)] {
                    if !text.is_empty() {
                        map.serialize_entry(name, text)?;
                    }
                }
                map.end()
            }
            Self::Paper(p) => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("type", &p.kind)?;
                map.serialize_entry("number", &p.number)?;
                if !p.reason.is_empty() {
                    map.serialize_entry("reason", &p.reason)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(ValueVisitor)
        } else {
            Numbered::deserialize(deserializer)
        }
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a boolean, an array of strings, an address or a paper")
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut codes = Vec::new();
        while let Some(code) = seq.next_element::<String>()? {
            codes.push(code);
        }
        Ok(Value::Choices(codes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let (mut address, mut paper, mut is_paper) = (Address::default(), Paper::default(), false);
        while let Some(name) = map.next_key::<String>()? {
            let text = map.next_value::<Option<String>>()?.unwrap_or_default();
            match name.as_str() {
                "division_code" => address.division_code = text,
                "detail" => address.detail = text,
                "division_path" => address.division_path = text,
                "outside" => address.outside = text,
                "raw" => address.raw = text,
                "type" => (paper.kind, is_paper) = (text, true),
                "number" => (paper.number, is_paper) = (text, true),
                "reason" => (paper.reason, is_paper) = (text, true),
                other => return Err(de::Error::unknown_field(other, &["division_code", "detail", "type", "number"])),
            }
        }
        Ok(if is_paper { Value::Paper(paper) } else { Value::Address(address) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_survives_json() {
        for json in [
            r#"true"#,
            r#"["dibao","other"]"#,
            r#"{"division_code":"120104001","detail":"1号"}"#,
            r#"{"type":"resident_id","number":"11010519491231002X"}"#,
            r#""2015-03-08""#,
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }

    #[test]
    fn what_nobody_sees_is_no_answer() {
        for json in [
            r#""\u200b\u3164""#,
            r#"{"division_code":"","detail":"\u2800"}"#,
            r#"{"type":"passport","number":"\ufffd"}"#,
        ] {
            assert!(serde_json::from_str::<Value>(json).unwrap().is_empty(), "{json}");
        }
    }

    #[test]
    fn an_unknown_part_of_an_address_is_named() {
        let error = serde_json::from_str::<Value>(r#"{"division_code":"12","street":"x"}"#).unwrap_err();
        assert!(error.to_string().contains("street"));
    }
}
