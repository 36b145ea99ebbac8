//! The values that lie under the keys of records, beside the summary.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::crypt::seal::{Binding, Sealed, SealedBy};
use crate::error::Result;
use crate::store::{Store, bulk};

/// A table of them.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Column of the sealed value.
    pub(crate) value: &'static str,
    /// Whether the row has the version to which the value is bound.
    version: bool,
    /// Record, row, version.
    binding: fn(Uuid, Uuid, i32) -> Binding,
}

pub(crate) const TABLES: [Table; 6] = [
    Table { name: "submission", value: "document", version: true, binding: Binding::document },
    Table { name: "event", value: "note", version: false, binding: |record, row, _| Binding::note(record, row) },
    Table { name: "visit", value: "sealed", version: false, binding: |record, row, _| Binding::visit(record, row) },
    Table { name: "rights_request", value: "sealed", version: true, binding: Binding::request },
    Table {
        name: "comparison_answer",
        value: "sealed",
        version: false,
        binding: |record, row, _| Binding::answer(record, row),
    },
    Table { name: "discrepancy", value: "sealed", version: true, binding: Binding::discrepancy },
];

/// A value as it was read.
pub(crate) struct Value {
    pub(crate) record: Uuid,
    pub(crate) row: Uuid,
    /// The version to which the value is bound; 0 where there is none.
    version: i32,
    pub(crate) binding: Binding,
    pub(crate) sealed: Vec<u8>,
    pub(crate) key_id: String,
}

/// Which values are to be sealed anew.
pub(crate) struct Wanted {
    current: String,
    /// Those of another suite too.
    any_suite: bool,
}

impl Wanted {
    pub(crate) fn of(store: &Store, values: bool) -> Result<Self> {
        Ok(Self { current: SealedBy::Record(store.keys.suite()?).column(), any_suite: values })
    }

    /// Whether a value that is sealed like this is to be sealed anew.
    pub(crate) fn wants(&self, key_id: &str) -> bool {
        key_id != self.current && (self.any_suite || matches!(SealedBy::read(key_id), Some(SealedBy::First(_))))
    }
}

/// The values of some records that are to be sealed anew. An erased one is empty.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn of_records<C: ConnectionTrait>(
    db: &C,
    table: &Table,
    county: &str,
    records: &[Uuid],
    wanted: &Wanted,
) -> Result<Vec<Value>> {
    let mut query = Query::select();
    query
        .columns(["record_id", "id", "key_id", table.value].map(Alias::new))
        .from(Alias::new(table.name))
        .and_where(Expr::col(Alias::new("county_code")).eq(county))
        .and_where(Expr::col(Alias::new("record_id")).is_in(bulk::padded(records.iter().copied())))
        .and_where(Expr::col(Alias::new("key_id")).ne(wanted.current.as_str()));
    if table.version {
        query.column(Alias::new("version"));
    }
    let read = |row: &QueryResult| -> Result<Value> {
        let (record, id): (Uuid, Uuid) = (row.try_get("", "record_id")?, row.try_get("", "id")?);
        let version: i32 = if table.version { row.try_get("", "version")? } else { 0 };
        let (sealed, key_id) = (row.try_get("", table.value)?, row.try_get("", "key_id")?);
        let binding = (table.binding)(record, id, version);
        Ok(Value { record, row: id, version, binding, sealed, key_id })
    };
    let rows = db.query_all(&query).await?.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(rows.into_iter().filter(|row| wanted.wants(&row.key_id) && !row.sealed.is_empty()).collect())
}

/// Keeps a value that was sealed anew, if the row is still in this county and as it was read; says whether it is.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn keep<C: ConnectionTrait>(
    db: &C,
    table: &Table,
    county: &str,
    was: &Value,
    now: Sealed,
) -> Result<bool> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut update = Query::update()
        .table(Alias::new(table.name))
        .value(Alias::new(table.value), now.bytes)
        .value(Alias::new("key_id"), now.key_id)
        .and_where(column("county_code").eq(county))
        .and_where(column("record_id").eq(was.record))
        .and_where(column("id").eq(was.row))
        .and_where(column("key_id").eq(was.key_id.as_str()))
        .to_owned();
    if table.version {
        update.and_where(column("version").eq(was.version));
    }
    Ok(db.execute(&update).await?.rows_affected() == 1)
}
