//! Rows as PostgreSQL takes them here: each column of theirs as one array.

use std::fmt::Write as _;

use sea_orm::sea_query::ArrayType;
use sea_orm::{ColumnDef, ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};
use uuid::Uuid;

use super::head;
use crate::error::{Error, Result};

/// A column as PostgreSQL takes it: the type, and what stands for NULL inside an array. No column ever holds
/// that value: no text with a control character passes the checks, sealed values are never empty, ids are
/// never nil, instants lie after 1970.
struct Kind {
    name: &'static str,
    array: ArrayType,
    null: (&'static str, Value),
}

fn kind(def: &ColumnDef) -> Option<Kind> {
    let (name, array, null) = match def.get_column_type() {
        ColumnType::Text | ColumnType::String(_) => {
            ("text", ArrayType::String, ("chr(1)", Value::String(Some("\u{1}".to_owned()))))
        }
        ColumnType::Uuid => ("uuid", ArrayType::Uuid, (NIL, Value::Uuid(Some(Uuid::nil())))),
        ColumnType::BigInteger => {
            ("bigint", ArrayType::BigInt, ("(-9223372036854775807)", Value::BigInt(Some(-i64::MAX))))
        }
        ColumnType::Integer => ("integer", ArrayType::Int, ("(-2147483647)", Value::Int(Some(-i32::MAX)))),
        ColumnType::SmallInteger => ("smallint", ArrayType::SmallInt, ("(-32767)", Value::SmallInt(Some(-i16::MAX)))),
        ColumnType::Blob | ColumnType::VarBinary(_) | ColumnType::Binary(_) => {
            ("bytea", ArrayType::Bytes, ("''::bytea", Value::Bytes(Some(Vec::new()))))
        }
        // No value is left over that could stand for NULL.
        ColumnType::Boolean if !def.is_null() => ("boolean", ArrayType::Bool, ("NULL", Value::Bool(Some(false)))),
        _ => return None,
    };
    Some(Kind { name, array, null })
}

const NIL: &str = "'00000000-0000-0000-0000-000000000000'::uuid";

/// The insert of all models, its columns as arrays behind the values that are there.
pub(crate) fn from_arrays<E>(models: &[&E::Model], values: &mut Vec<Value>) -> Result<String>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let mut selected = Vec::new();
    let mut arrays = Vec::new();
    let mut names = Vec::new();
    for column in E::Column::iter() {
        let def = column.def();
        let kind = kind(&def).ok_or_else(|| Error::internal("a column of an unforeseen type"))?;
        let (null_sql, null) = kind.null;
        let name = column.as_str();
        selected.push(if def.is_null() {
            format!("NULLIF(u.\"{name}\", {null_sql})")
        } else {
            format!("u.\"{name}\"")
        });
        arrays.push(format!("${}::{}[]", values.len() + 1, kind.name));
        names.push(format!("\"{name}\""));
        let column: Vec<Value> = models
            .iter()
            .map(|model| match model.get(column) {
                value if value == value.as_null() => null.clone(),
                value => value,
            })
            .collect();
        values.push(Value::Array(kind.array, Some(Box::new(column))));
    }
    let mut sql = head::<E>();
    let _infallible =
        write!(sql, "SELECT {} FROM UNNEST({}) AS u({})", selected.join(", "), arrays.join(", "), names.join(", "));
    Ok(sql)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::tables::{audit_event, event};
    use crate::links::tables::link;
    use crate::register::tables::{lookup, record, submission};

    #[test]
    fn every_column_of_what_a_submission_writes_can_be_an_array() {
        fn all<E: EntityTrait>() {
            for column in E::Column::iter() {
                assert!(kind(&column.def()).is_some(), "{}.{}", E::default().table_name(), column.as_str());
            }
        }
        all::<submission::Entity>();
        all::<record::Entity>();
        all::<lookup::Entity>();
        all::<event::Entity>();
        all::<audit_event::Entity>();
        all::<link::Entity>();
    }
}
