//! How many rows rest under which key.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query};

use crate::error::Result;

/// A column with sealed values, and the one that names their key.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it is called where it is shown: table and column.
    pub shown: &'static str,
    table: &'static str,
    value: &'static str,
    key: &'static str,
}

/// The keys of records, by their root.
pub const KEYS: &str = "record.sealed_key";

const fn column(shown: &'static str, table: &'static str, value: &'static str) -> Column {
    Column { shown, table, value, key: "key_id" }
}

/// All of them.
pub const ALL: &[Column] = &[
    Column { shown: KEYS, table: "record", value: "sealed_key", key: "root_id" },
    column("record.summary", "record", "summary"),
    column("submission.document", "submission", "document"),
    column("event.note", "event", "note"),
    column("visit.sealed", "visit", "sealed"),
    column("rights_request.sealed", "rights_request", "sealed"),
    column("comparison_answer.sealed", "comparison_answer", "sealed"),
    column("discrepancy.sealed", "discrepancy", "sealed"),
    column("comparison_batch.sealed", "comparison_batch", "sealed"),
    column("draft.sealed", "draft", "sealed"),
    column("household.sealed", "household", "sealed"),
    column("kept.sealed", "kept", "sealed"),
    column("attachment.sealed", "attachment", "sealed"),
    column("access_grant.sealed", "access_grant", "sealed"),
    column("alert.sealed", "alert", "sealed"),
    column("erasure_batch.sealed", "erasure_batch", "sealed"),
    column("erasure_hold.sealed", "erasure_hold", "sealed"),
    column("export.sealed", "export", "sealed"),
    column("breach.sealed", "breach", "sealed"),
    column("link.sealed", "link", "sealed"),
    column("totp.sealed", "totp", "sealed"),
    column("passkey.sealed", "passkey", "sealed"),
    column("ceremony.sealed", "ceremony", "sealed"),
    column("identity_provider.sealed", "identity_provider", "sealed"),
];

/// How many rows of a county rest under which key; empty values, as of an erased record, under none.
///
/// # Errors
/// If the database refuses.
pub async fn by_key<C: ConnectionTrait>(db: &C, column: &Column, county: &str) -> Result<Vec<(String, u64)>> {
    let named = |name: &'static str| Expr::col(Alias::new(name));
    let query = Query::select()
        .expr_as(named(column.key), Alias::new("k"))
        .expr_as(Func::count(named(column.key)), Alias::new("n"))
        .from(Alias::new(column.table))
        .and_where(named("county_code").eq(county))
        .and_where(named(column.key).is_not_null())
        .and_where(Expr::expr(Func::cust(Alias::new("length")).arg(named(column.value))).gt(0))
        .group_by_col(Alias::new(column.key))
        .to_owned();
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| -> Result<(String, u64)> {
        let count: i64 = row.try_get("", "n")?;
        Ok((row.try_get("", "k")?, u64::try_from(count).unwrap_or_default()))
    };
    rows.iter().map(read).collect()
}
