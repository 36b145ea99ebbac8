//! One value of a row: in a database, and in a line of JSON.

use anyhow::{Context, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{DbBackend, DbErr, QueryResult, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Smallint,
    Int,
    Bigint,
    Bool,
    /// In JSON as base64.
    Bytes,
    /// In JSON in its usual text; SQLite keeps its sixteen bytes.
    Uuid,
}

impl Kind {
    /// What a column of this declared type holds; `None` for a type that the register does not use.
    pub(super) fn declared(as_type: &str, backend: DbBackend) -> Option<Self> {
        Some(match as_type {
            "text" | "varchar" | "character varying" => Self::Text,
            "smallint" => Self::Smallint,
            // SQLite calls every whole number so.
            "integer" if backend == DbBackend::Sqlite => Self::Bigint,
            "integer" => Self::Int,
            "bigint" => Self::Bigint,
            "boolean" => Self::Bool,
            "blob" | "bytea" => Self::Bytes,
            "uuid" | "uuid_text" => Self::Uuid,
            _ => return None,
        })
    }

    /// The value in this place of a row.
    ///
    /// # Errors
    /// If it is of another kind.
    pub(super) fn read(self, row: &QueryResult, place: usize) -> Result<Json, DbErr> {
        Ok(match self {
            Self::Text => row.try_get_by_index::<Option<String>>(place)?.into(),
            Self::Smallint => row.try_get_by_index::<Option<i16>>(place)?.into(),
            Self::Int => row.try_get_by_index::<Option<i32>>(place)?.into(),
            Self::Bigint => row.try_get_by_index::<Option<i64>>(place)?.into(),
            Self::Bool => row.try_get_by_index::<Option<bool>>(place)?.into(),
            Self::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(place)?.map(|bytes| STANDARD.encode(bytes)).into(),
            Self::Uuid => row.try_get_by_index::<Option<Uuid>>(place)?.map(|id| id.to_string()).into(),
        })
    }

    /// The value as a database takes it. The words of an error do not quote it.
    ///
    /// # Errors
    /// If the JSON is of another kind.
    pub(super) fn value(self, json: Json) -> anyhow::Result<Value> {
        let text = |json: Json| match json {
            Json::Null => Ok(None),
            Json::String(text) => Ok(Some(text)),
            _ => bail!("a value is no text"),
        };
        let number = |json: &Json| {
            ensure!(json.is_null() || json.is_i64(), "a value is no number");
            Ok(json.as_i64())
        };
        Ok(match self {
            Self::Text => text(json)?.into(),
            Self::Smallint => number(&json)?.map(i16::try_from).transpose().context("a number is too large")?.into(),
            Self::Int => number(&json)?.map(i32::try_from).transpose().context("a number is too large")?.into(),
            Self::Bigint => number(&json)?.into(),
            Self::Bool => {
                ensure!(json.is_null() || json.is_boolean(), "a value is neither true nor false");
                json.as_bool().into()
            }
            Self::Bytes => {
                text(json)?.map(|text| STANDARD.decode(text)).transpose().ok().context("bytes are no base64")?.into()
            }
            Self::Uuid => {
                text(json)?.map(|text| text.parse::<Uuid>()).transpose().ok().context("an id is none")?.into()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_another_kind_is_refused_without_being_quoted() {
        for (kind, json) in [
            (Kind::Text, Json::from(7)),
            (Kind::Int, Json::from(i64::MAX)),
            (Kind::Bigint, Json::from("张三")),
            (Kind::Bool, Json::from(1)),
            (Kind::Bytes, Json::from("张三")),
            (Kind::Uuid, Json::from("张三")),
        ] {
            let words = format!("{:#}", kind.value(json).unwrap_err());
            assert!(!words.contains('张'), "{words}");
        }
        assert_eq!(Kind::Bytes.value(Json::Null).unwrap(), Value::from(None::<Vec<u8>>));
        assert_eq!(Kind::Int.value(Json::from(-3)).unwrap(), Value::from(Some(-3_i32)));
    }
}
