//! How many records a reviewer's area has: by state, by village, and offered by other townships.

use std::collections::BTreeMap;

use domain::register::State;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::own_area;
use crate::access::accounts::Reviewer;
use crate::error::Result;
use crate::register::tables::record;
use crate::store::everywhere;

/// What waits for a reviewer's area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The area's own records, by the code of their state.
    pub by_state: BTreeMap<String, u64>,
    /// The same of a township by the code of their village, where they have one.
    pub by_village: BTreeMap<String, u64>,
    /// What other townships offer to this one.
    pub offered: u64,
}

#[derive(FromQueryResult)]
struct Count {
    state: Option<String>,
    village: Option<String>,
    count: i64,
}

async fn counts<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<Count>> {
    Ok(Count::find_by_statement(db.get_database_backend().build(select)).all(db).await?)
}

fn number(count: &Count) -> u64 {
    u64::try_from(count.count).unwrap_or(0)
}

/// Counts of rows with this state and village, whatever groups them.
fn select(state: SimpleExpr, village: SimpleExpr) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(state, Alias::new("state"))
        .expr_as(village, Alias::new("village"))
        .expr_as(Expr::col(record::Column::State).count(), Alias::new("count"))
        .from(record::Entity);
    select
}

fn nothing() -> SimpleExpr {
    Expr::cust("CAST(NULL AS text)")
}

/// Number of the area's records in each state that waits for the township, or in each other one, by its code.
fn by_state(reviewer: &Reviewer, waiting: bool) -> SelectStatement {
    let mut select = select(Expr::col(record::Column::State), nothing());
    select
        .cond_where(own_area(reviewer))
        .and_where(Expr::col(record::Column::State).is_in(codes(waiting)))
        .group_by_col(record::Column::State);
    select
}

/// The codes of the states that wait for the township, or of the others.
fn codes(waiting: bool) -> Vec<SimpleExpr> {
    let states = State::ALL.iter().filter(|state| state.waits_for_township() == waiting);
    states.map(|state| Expr::value(state.code())).collect()
}

/// Number of the area's records in each state that does not wait for the township, by its code.
///
/// # Errors
/// If the database refuses.
pub async fn settled<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<BTreeMap<String, u64>> {
    let rows = counts(db, &by_state(reviewer, false)).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.state.clone()?, number(&row)))).collect())
}

/// What waits, by one question.
///
/// # Errors
/// If the database refuses.
pub async fn waiting<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<Waiting> {
    use record::Column as R;
    let found = match reviewer.area().township() {
        None => counts(db, &by_state(reviewer, true)).await?,
        Some(township) => {
            let mut own = select(Expr::col(R::State), Expr::col(R::VillageCode));
            own.cond_where(own_area(reviewer))
                .and_where(Expr::col(R::State).is_in(codes(true)))
                .group_by_columns([R::State, R::VillageCode]);
            let mut offered = select(nothing(), nothing());
            offered.and_where(Expr::col(R::OfferedTo).eq(township));
            // What others offer lies in their counties.
            counts(&everywhere(db), &own.union(UnionType::All, offered).take()).await?
        }
    };
    let mut waiting = Waiting::default();
    for row in found {
        let count = number(&row);
        let Some(state) = row.state else {
            waiting.offered = count;
            continue;
        };
        *waiting.by_state.entry(state).or_default() += count;
        if let Some(village) = row.village {
            *waiting.by_village.entry(village).or_default() += count;
        }
    }
    Ok(waiting)
}
