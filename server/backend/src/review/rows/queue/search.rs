//! Records of a reviewer's area that are asked for by something of their own: hashes of the look-up, ids, a
//! receipt number.

use domain::register::State;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Wanted, own_area, wanted};
use crate::access::accounts::Reviewer;
use crate::error::Result;
use crate::register::hash::Hash;
use crate::register::tables::{lookup, record};
use crate::store::{bulk, everywhere};

/// Ids of the area's records that have all hashes, in the order of making, after the record `after`.
///
/// # Errors
/// If the database refuses.
pub async fn with_hashes<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    hashes: &[Hash],
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>> {
    let Some((first, others)) = hashes.split_first() else { return Ok(Vec::new()) };
    let of = |table: &'static str, column: lookup::Column| Expr::col((Alias::new(table), column));
    let mut select = Query::select();
    select
        .expr_as(of("a", lookup::Column::RecordId), Alias::new("record_id"))
        .from_as(lookup::Entity, Alias::new("a"))
        .cond_where(in_area(reviewer, "a"))
        .and_where(of("a", lookup::Column::Hash).eq(first.to_vec()))
        .order_by((Alias::new("a"), lookup::Column::RecordId), Order::Asc)
        .limit(limit);
    if let Some(after) = after {
        select.and_where(of("a", lookup::Column::RecordId).gt(after));
    }
    for hash in others {
        let mut other = Query::select();
        other
            .expr(Expr::value(1))
            .from_as(lookup::Entity, Alias::new("b"))
            .cond_where(in_area(reviewer, "b"))
            .and_where(of("b", lookup::Column::Hash).eq(hash.to_vec()))
            .and_where(of("b", lookup::Column::CountyCode).equals((Alias::new("a"), lookup::Column::CountyCode)))
            .and_where(of("b", lookup::Column::TownshipCode).equals((Alias::new("a"), lookup::Column::TownshipCode)))
            .and_where(of("b", lookup::Column::RecordId).equals((Alias::new("a"), lookup::Column::RecordId)));
        select.and_where(Expr::exists(other));
    }
    let rows = db.query_all(&select).await?;
    Ok(rows.into_iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn in_area(reviewer: &Reviewer, table: &'static str) -> Condition {
    let of = |column: lookup::Column| Expr::col((Alias::new(table), column));
    let area = Condition::all().add(of(lookup::Column::CountyCode).eq(reviewer.area().county()));
    match reviewer.area().township() {
        Some(township) => area.add(of(lookup::Column::TownshipCode).eq(township)),
        None => area,
    }
}

/// The area's records with these ids that are as wanted, in the order of making.
///
/// # Errors
/// If the database refuses.
pub async fn with_ids<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    ids: &[Uuid],
    state: Option<State>,
    filter: &Wanted,
) -> Result<Vec<record::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = record::Entity::find()
        .filter(own_area(reviewer))
        .filter(record::Column::Id.is_in(bulk::padded(ids.iter().copied())))
        .order_by_asc(record::Column::Id);
    if let Some(state) = state {
        select = select.filter(record::Column::State.eq(state.code()));
    }
    Ok(wanted(select, filter).all(db).await?)
}

/// The area's record with this receipt number, or one that another township offers to it.
///
/// # Errors
/// If the database refuses.
pub async fn with_receipt<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    receipt_no: &str,
) -> Result<Option<record::Model>> {
    let numbered = record::Entity::find().filter(record::Column::ReceiptNo.eq(receipt_no));
    let own = numbered.clone().filter(own_area(reviewer)).one(db).await?;
    match (own, reviewer.area().township()) {
        (None, Some(township)) => {
            Ok(numbered.filter(record::Column::OfferedTo.eq(township)).one(&everywhere(db)).await?)
        }
        (own, _) => Ok(own),
    }
}
