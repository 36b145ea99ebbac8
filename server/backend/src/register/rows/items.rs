//! Items of records: how far their comparison has come.

use domain::comparison::ItemState;
use domain::comparison::discrepancy::DiscrepancyState;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::{comparison_item, discrepancy, record};
use crate::store::{bulk, inserts};

/// The items of a record.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<comparison_item::Model>> {
    of_records(db, county, &[record]).await
}

/// The items of some records of a county.
///
/// # Errors
/// If the database refuses.
pub async fn of_records<C: ConnectionTrait>(
    db: &C,
    county: &str,
    records: &[Uuid],
) -> Result<Vec<comparison_item::Model>> {
    use comparison_item::Column as I;
    if records.is_empty() {
        return Ok(Vec::new());
    }
    Ok(comparison_item::Entity::find()
        .filter(I::CountyCode.eq(county))
        .filter(I::RecordId.is_in(bulk::padded(records.iter().copied())))
        .all(db)
        .await?)
}

/// Writes items, new ones and those that are there.
///
/// # Errors
/// If the database refuses.
pub async fn put<C: ConnectionTrait>(db: &C, items: &[comparison_item::Model]) -> Result<()> {
    use comparison_item::Column as I;
    let changed = [I::State, I::Version, I::BatchId, I::AnswerId, I::AnsweredAt, I::Requested];
    for part in items.chunks(100) {
        let Some(mut statement) = inserts::insert::<comparison_item::Entity, _>(part) else { continue };
        let again = OnConflict::columns([I::CountyCode, I::RecordId, I::Item]).update_columns(changed).to_owned();
        db.execute(statement.on_conflict(again)).await?;
    }
    Ok(())
}

/// How many discrepancies of a record are not settled.
///
/// # Errors
/// If the database refuses.
pub async fn discrepancies<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<discrepancy::Model>> {
    use discrepancy::Column as D;
    Ok(discrepancy::Entity::find()
        .filter(D::CountyCode.eq(county))
        .filter(D::RecordId.eq(record))
        .filter(D::SettledAt.is_null())
        .all(db)
        .await?)
}

/// How many items of a county wait for a batch, by their codes.
///
/// # Errors
/// If the database refuses.
pub async fn waiting<C: ConnectionTrait>(db: &C, county: &str, states: &[&str]) -> Result<Vec<(String, i64)>> {
    use comparison_item::Column as I;
    Ok(comparison_item::Entity::find()
        .select_only()
        .column(I::Item)
        .column_as(I::RecordId.count(), "waiting")
        .filter(I::CountyCode.eq(county))
        .filter(I::State.is_in(states.to_vec()))
        .filter(I::BatchId.is_null())
        .group_by(I::Item)
        .into_tuple()
        .all(db)
        .await?)
}

/// Ends what is open of an item without anybody's word, because something newer speaks of it.
///
/// # Errors
/// If the database refuses.
pub async fn supersede<C: ConnectionTrait>(db: &C, (county, record): (&str, Uuid), item: &str, at: i64) -> Result<()> {
    use discrepancy::Column as D;
    discrepancy::Entity::update_many()
        .col_expr(D::SettledAt, Expr::value(at))
        .col_expr(D::SettledAs, Expr::value(ItemState::Stale.code()))
        .col_expr(D::State, Expr::value(DiscrepancyState::Settled.code()))
        .filter(D::CountyCode.eq(county))
        .filter(D::RecordId.eq(record))
        .filter(D::Item.eq(item))
        .filter(D::SettledAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// What is open of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Items that wait for a batch.
    pub due: i32,
    /// Items that are with a department.
    pub out: i32,
    /// Discrepancies.
    pub discrepancies: i32,
}

impl Open {
    /// What these items leave open; a vaccination keeps nothing from being done.
    #[must_use]
    pub fn of(items: &[comparison_item::Model], discrepancies: usize) -> Self {
        let blocking = items
            .iter()
            .filter(|row| domain::comparison::Item::from_code(&row.item).is_some_and(domain::comparison::Item::blocks));
        let mut open = Self { discrepancies: i32::try_from(discrepancies).unwrap_or(i32::MAX), ..Self::default() };
        for state in blocking.filter_map(|row| ItemState::from_code(&row.state)) {
            open.due += i32::from(state.to_be_sent());
            open.out += i32::from(state == ItemState::Sent);
        }
        open
    }
}

/// Writes what is open of a record.
///
/// # Errors
/// If the database refuses.
pub async fn keep_open<C: ConnectionTrait>(db: &C, county: &str, record: Uuid, open: Open) -> Result<()> {
    use record::Column as R;
    record::Entity::update_many()
        .col_expr(R::ItemsDue, Expr::value(open.due))
        .col_expr(R::ItemsOut, Expr::value(open.out))
        .col_expr(R::Discrepancies, Expr::value(open.discrepancies))
        .filter(R::CountyCode.eq(county))
        .filter(R::Id.eq(record))
        .exec(db)
        .await?;
    Ok(())
}
