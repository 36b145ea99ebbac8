//! How many records a reviewer's area has: by state, by village, and offered by other townships.

use domain::review::State;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::own_area;
use crate::entity::record;
use crate::error::Result;
use crate::service::accounts::Reviewer;

#[derive(FromQueryResult)]
struct Count {
    code: String,
    count: i64,
}

async fn counts<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<(String, u64)>> {
    let rows = Count::find_by_statement(db.get_database_backend().build(select)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, u64::try_from(row.count).unwrap_or(0))).collect())
}

fn count_by(column: record::Column, reviewer: &Reviewer) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(Expr::col(column), Alias::new("code"))
        .expr_as(Expr::col(record::Column::State).count(), Alias::new("count"))
        .from(record::Entity)
        .cond_where(own_area(reviewer))
        .group_by_col(column)
        .order_by(column, Order::Asc);
    select
}

/// Number of the area's records in each state that waits for the township, or in each other one, by its code.
///
/// # Errors
/// If the database refuses.
pub async fn by_state<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, waiting: bool) -> Result<Vec<(String, u64)>> {
    let mut select = count_by(record::Column::State, reviewer);
    select.and_where(Expr::col(record::Column::State).is_in(codes(waiting)));
    counts(db, &select).await
}

/// The codes of the states that wait for the township, or of the others.
fn codes(waiting: bool) -> Vec<SimpleExpr> {
    let states = State::ALL.iter().filter(|state| state.waits_for_township() == waiting);
    states.map(|state| Expr::value(state.code())).collect()
}

/// Number of records that wait, by the code of their village.
///
/// # Errors
/// If the database refuses.
pub async fn by_village<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<Vec<(String, u64)>> {
    if reviewer.area().township().is_none() {
        return Ok(Vec::new());
    }
    let mut select = count_by(record::Column::VillageCode, reviewer);
    select
        .and_where(Expr::col(record::Column::State).is_in(codes(true)))
        .and_where(Expr::col(record::Column::VillageCode).is_not_null());
    counts(db, &select).await
}

/// Number of records that other townships offer to this one.
///
/// # Errors
/// If the database refuses.
pub async fn count_offered<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<u64> {
    let Some(township) = reviewer.area().township() else { return Ok(0) };
    let mut select = Query::select();
    select
        .expr_as(Expr::col(record::Column::OfferedTo), Alias::new("code"))
        .expr_as(Expr::col(record::Column::OfferedTo).count(), Alias::new("count"))
        .from(record::Entity)
        .and_where(Expr::col(record::Column::OfferedTo).eq(township))
        .group_by_col(record::Column::OfferedTo);
    Ok(counts(db, &select).await?.into_iter().map(|(_, count)| count).sum())
}
