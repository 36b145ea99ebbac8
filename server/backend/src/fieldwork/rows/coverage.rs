//! Sums of field work, counted by the database.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use super::scope::Scope;
use crate::error::Result;
use crate::fieldwork::tables::household;
use crate::register::rows::records::INACTIVE;
use crate::register::tables::record;

/// A count of one unit: its code, empty when the unit is not known, a state, how many.
pub type Count = (String, String, u32);

/// Households by unit (of a county its townships, else villages) and state.
///
/// # Errors
/// If the database refuses.
pub async fn households<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Count>> {
    use household::Column as H;
    let unit = if scope.township().is_none() { H::TownshipCode } else { H::VillageCode };
    let mut select = Query::select();
    select.from(household::Entity).cond_where(scope.households());
    counted(db, &mut select, unit, H::State).await
}

/// Active records by unit and state.
///
/// # Errors
/// If the database refuses.
pub async fn records<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Count>> {
    use record::Column as R;
    let unit = if scope.township().is_none() { R::TownshipCode } else { R::VillageCode };
    let mut select = Query::select();
    select.from(record::Entity).cond_where(scope.records()).and_where(Expr::col(R::State).is_not_in(INACTIVE));
    counted(db, &mut select, unit, R::State).await
}

async fn counted<C, I>(db: &C, select: &mut SelectStatement, unit: I, state: I) -> Result<Vec<Count>>
where
    C: ConnectionTrait,
    I: sea_orm::sea_query::IntoColumnRef + Copy,
{
    select
        .expr_as(Expr::col(unit), Alias::new("unit"))
        .expr_as(Expr::col(state), Alias::new("state"))
        .expr_as(Expr::col(state).count(), Alias::new("count"))
        .add_group_by([Expr::col(unit), Expr::col(state)]);
    let mut counts = Vec::new();
    for row in db.query_all(&*select).await? {
        let unit: Option<String> = row.try_get_by_index(0)?;
        let count: i64 = row.try_get_by_index(2)?;
        counts.push((unit.unwrap_or_default(), row.try_get_by_index(1)?, u32::try_from(count).unwrap_or(u32::MAX)));
    }
    Ok(counts)
}
