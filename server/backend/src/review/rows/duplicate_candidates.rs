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

/// One record's view of a pair; the other record has a view, and a row, of its own.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Owner county of the record; 6 digits.
    pub county: &'a str,
    /// The record.
    pub record: Uuid,
    /// The record that may be of the same child.
    pub other: Uuid,
}

impl duplicate_candidate::Model {
    /// The pair seen from the record whose row this is.
    #[must_use]
    pub fn side(&self) -> Side<'_> {
        Side { county: &self.county_code, record: self.record_id, other: self.other_id }
    }

    /// The pair seen from the other record.
    #[must_use]
    pub fn far_side(&self) -> Side<'_> {
        Side { county: &self.other_county, record: self.other_id, other: self.record_id }
    }
}

/// What the other records' sides decided about a record, by the other record's id.
///
/// # Errors
/// If the database refuses.
pub async fn far_sides<C: ConnectionTrait>(
    db: &C,
    candidates: &[duplicate_candidate::Model],
) -> Result<HashMap<Uuid, bool>> {
    use duplicate_candidate::Column as P;
    let Some(record) = candidates.first().map(|row| row.record_id) else { return Ok(HashMap::new()) };
    let mut decided = HashMap::new();
    for (county, ids) in by_county(candidates.iter().map(|row| (row.other_county.as_str(), row.other_id))) {
        let rows = duplicate_candidate::Entity::find()
            .filter(P::CountyCode.eq(county))
            .filter(P::RecordId.is_in(padded(ids)))
            .filter(P::OtherId.eq(record))
            .all(db)
            .await?;
        decided.extend(rows.into_iter().filter_map(|row| Some((row.record_id, row.same_child?))));
    }
    Ok(decided)
}

/// Settles one side of a pair and lowers the number of undecided candidates of its record; false when it was
/// decided before.
///
/// # Errors
/// If the database refuses.
pub async fn settle<C: ConnectionTrait>(db: &C, side: Side<'_>, settled: Settled) -> Result<bool> {
    use duplicate_candidate::Column as P;
    let done = duplicate_candidate::Entity::update_many()
        .col_expr(P::SameChild, Expr::value(settled.same_child))
        .col_expr(P::DecidedBy, Expr::value(settled.by))
        .col_expr(P::DecidedAt, Expr::value(settled.at))
        .filter(P::CountyCode.eq(side.county))
        .filter(P::RecordId.eq(side.record))
        .filter(P::OtherId.eq(side.other))
        .filter(P::SameChild.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    record::Entity::update_many()
        .col_expr(record::Column::Duplicates, Expr::col(record::Column::Duplicates).sub(1))
        .filter(record::Column::CountyCode.eq(side.county))
        .filter(record::Column::Id.eq(side.record))
        .filter(record::Column::Duplicates.gt(0))
        .exec(db)
        .await?;
    Ok(true)
}
