//! The tables whose rows have one sealed value, under the key of their county.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{Condition, ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::super::STEP;
use crate::crypt::seal::{Binding, Sealed};
use crate::error::Result;

/// A table of them.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The columns behind the county in the primary key; a second one where there are two.
    id: (&'static str, Option<&'static str>),
    /// The column that grows when the value is written anew.
    revision: Option<&'static str>,
    /// Row and revision.
    binding: fn(Uuid, i64) -> Binding,
    /// Rows of a step.
    pub(crate) step: u64,
}

pub(crate) const TABLES: [Table; 16] = [
    Table { name: "draft", id: ("id", None), revision: Some("revision"), binding: Binding::draft, step: STEP },
    Table {
        name: "household",
        id: ("id", None),
        revision: Some("updated_at"),
        binding: Binding::household,
        step: STEP,
    },
    Table { name: "kept", id: ("id", None), revision: None, binding: |id, _| Binding::refused_message(id), step: STEP },
    Table {
        name: "attachment",
        id: ("submission_id", Some("id")),
        revision: None,
        binding: |id, _| Binding::attachment(id),
        // A picture has up to 300 KiB.
        step: 20,
    },
    Table { name: "access_grant", id: ("id", None), revision: None, binding: |id, _| Binding::grant(id), step: STEP },
    Table { name: "alert", id: ("id", None), revision: None, binding: |id, _| Binding::alert(id), step: STEP },
    Table {
        name: "erasure_batch",
        id: ("id", None),
        revision: None,
        binding: |id, _| Binding::erasure_batch(id),
        step: STEP,
    },
    Table { name: "erasure_hold", id: ("id", None), revision: Some("revision"), binding: Binding::hold, step: STEP },
    Table { name: "export", id: ("id", None), revision: None, binding: |id, _| Binding::export(id), step: STEP },
    Table { name: "breach", id: ("id", None), revision: Some("revision"), binding: Binding::breach, step: STEP },
    Table {
        name: "comparison_batch",
        id: ("id", None),
        revision: Some("revision"),
        binding: Binding::comparison_batch,
        step: STEP,
    },
    Table { name: "link", id: ("id", None), revision: None, binding: |id, _| Binding::link_note(id), step: STEP },
    Table { name: "totp", id: ("account_id", None), revision: None, binding: |id, _| Binding::factor(id), step: STEP },
    Table { name: "passkey", id: ("id", None), revision: None, binding: |id, _| Binding::passkey(id), step: STEP },
    Table { name: "ceremony", id: ("id", None), revision: None, binding: |id, _| Binding::ceremony(id), step: STEP },
    Table {
        name: "identity_provider",
        id: ("id", None),
        revision: None,
        binding: |id, _| Binding::identity_provider(id),
        step: STEP,
    },
];

/// A row as it was read.
pub(crate) struct Row {
    /// Its place in the primary key, the second part nil where there is one.
    pub(crate) place: (Uuid, Uuid),
    pub(crate) binding: Binding,
    pub(crate) sealed: Vec<u8>,
    pub(crate) key_id: String,
    revision: i64,
}

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

/// Rows of a county behind a place that are sealed under another key than this.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn under_other_keys<C: ConnectionTrait>(
    db: &C,
    table: &Table,
    county: &str,
    after: (Uuid, Uuid),
    key_id: &str,
    limit: u64,
) -> Result<Vec<Row>> {
    let (first, second) = table.id;
    let mut query = Query::select();
    query
        .columns([first, "sealed", "key_id"].map(Alias::new))
        .from(Alias::new(table.name))
        .and_where(column("county_code").eq(county))
        .and_where(column("key_id").ne(key_id))
        .order_by(Alias::new(first), Order::Asc)
        .limit(limit);
    match second {
        None => {
            query.and_where(column(first).gt(after.0));
        }
        Some(second) => {
            let behind = Condition::all().add(column(first).eq(after.0)).add(column(second).gt(after.1));
            query
                .column(Alias::new(second))
                .order_by(Alias::new(second), Order::Asc)
                .and_where(column(first).gte(after.0))
                .cond_where(Condition::any().add(column(first).gt(after.0)).add(behind));
        }
    }
    if let Some(revision) = table.revision {
        query.column(Alias::new(revision));
    }
    let read = |row: &QueryResult| -> Result<Row> {
        let first: Uuid = row.try_get("", first)?;
        let second: Option<Uuid> = second.map(|second| row.try_get("", second)).transpose()?;
        let revision = table.revision.map_or(Ok(0), |revision| row.try_get("", revision))?;
        Ok(Row {
            place: (first, second.unwrap_or_default()),
            binding: (table.binding)(second.unwrap_or(first), revision),
            sealed: row.try_get("", "sealed")?,
            key_id: row.try_get("", "key_id")?,
            revision,
        })
    };
    db.query_all(&query).await?.iter().map(read).collect()
}

/// Keeps a value that was sealed anew, if the row is as it was read; says whether it is.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn keep<C: ConnectionTrait>(
    db: &C,
    table: &Table,
    county: &str,
    was: &Row,
    now: Sealed,
) -> Result<bool> {
    let mut update = Query::update();
    update
        .table(Alias::new(table.name))
        .value(Alias::new("sealed"), now.bytes)
        .value(Alias::new("key_id"), now.key_id)
        .and_where(column("county_code").eq(county))
        .and_where(column(table.id.0).eq(was.place.0))
        .and_where(column("key_id").eq(was.key_id.as_str()));
    if let Some(second) = table.id.1 {
        update.and_where(column(second).eq(was.place.1));
    }
    match table.revision {
        Some(revision) => update.and_where(column(revision).eq(was.revision)),
        // Two values of one row differ in their nonces.
        None => update.and_where(column("sealed").eq(was.sealed.clone())),
    };
    Ok(db.execute(&update).await?.rows_affected() == 1)
}
