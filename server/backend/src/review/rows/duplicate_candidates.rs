//! Candidates for the same child (V-10) as a reviewer settles them.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::{duplicate_candidate, record};
use crate::store::bulk::padded;
use crate::store::by_county;

/// The candidates of a record, the strongest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
) -> Result<Vec<duplicate_candidate::Model>> {
    Ok(duplicate_candidate::Entity::find()
        .filter(duplicate_candidate::Column::CountyCode.eq(county))
        .filter(duplicate_candidate::Column::RecordId.eq(record))
        .order_by_with_nulls(duplicate_candidate::Column::Points, Order::Desc, NullOrdering::Last)
        .order_by_asc(duplicate_candidate::Column::OtherId)
        .all(db)
        .await?)
}

/// The other records of candidates, by id: of any area, because the caller shows no more of them than that
/// they exist and where (standards 4).
///
/// # Errors
/// If the database refuses.
pub async fn others<C: ConnectionTrait>(
    db: &C,
    candidates: &[duplicate_candidate::Model],
) -> Result<HashMap<Uuid, record::Model>> {
    let mut others = HashMap::new();
    for (county, ids) in by_county(candidates.iter().map(|row| (row.other_county.as_str(), row.other_id))) {
        let rows = record::Entity::find()
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::Id.is_in(padded(ids)))
            .all(db)
            .await?;
        others.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(others)
}

/// What was decided about a pair.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Whether both records are of the same child.
    pub same_child: bool,
    /// Account that decided.
    pub by: Uuid,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// Settles an undecided pair, seen from both records, and lowers the number of undecided candidates of
/// both; false when it was decided before.
///
/// # Errors
/// If the database refuses.
pub async fn settle<C: ConnectionTrait>(db: &C, pair: &duplicate_candidate::Model, settled: Settled) -> Result<bool> {
    use duplicate_candidate::Column as P;
    let sides = [
        (pair.county_code.as_str(), pair.record_id, pair.other_id),
        (pair.other_county.as_str(), pair.other_id, pair.record_id),
    ];
    let mut any = false;
    for (county, one, other) in sides {
        let done = duplicate_candidate::Entity::update_many()
            .col_expr(P::SameChild, Expr::value(settled.same_child))
            .col_expr(P::DecidedBy, Expr::value(settled.by))
            .col_expr(P::DecidedAt, Expr::value(settled.at))
            .filter(P::CountyCode.eq(county))
            .filter(P::RecordId.eq(one))
            .filter(P::OtherId.eq(other))
            .filter(P::SameChild.is_null())
            .exec(db)
            .await?;
        if done.rows_affected == 0 {
            continue;
        }
        any = true;
        record::Entity::update_many()
            .col_expr(record::Column::Duplicates, Expr::col(record::Column::Duplicates).sub(1))
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::Id.eq(one))
            .filter(record::Column::Duplicates.gt(0))
            .exec(db)
            .await?;
    }
    Ok(any)
}
