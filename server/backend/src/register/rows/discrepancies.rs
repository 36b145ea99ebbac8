//! Answers that do not agree, as people settle them.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::discrepancy::{Column as D, Entity, Model};
use crate::register::tables::record;
use crate::store::{bulk, inserts};

/// Most records of a list.
const LISTED: u64 = 100;

/// Writes a new one.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// One of a record.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, record: Uuid, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), record, id)).one(db).await?)
}

/// Records of an area with open discrepancies, those that moved longest ago first.
///
/// # Errors
/// If the database refuses.
pub async fn records<C: ConnectionTrait>(
    db: &C,
    county: &str,
    township: Option<&str>,
    village: Option<&str>,
) -> Result<Vec<record::Model>> {
    use record::Column as R;
    Ok(record::Entity::find()
        .filter(R::CountyCode.eq(county))
        .filter(R::Discrepancies.gt(0))
        .filter(R::State.ne(record::ERASED))
        .filter(
            Condition::all()
                .add_option(township.map(|code| R::TownshipCode.eq(code)))
                .add_option(village.map(|code| R::VillageCode.eq(code))),
        )
        .order_by_asc(R::MovedAt)
        .limit(LISTED)
        .all(db)
        .await?)
}

/// The open ones of some records, the gravest and oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn open_of<C: ConnectionTrait>(db: &C, county: &str, records: &[Uuid]) -> Result<Vec<Model>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .filter(D::CountyCode.eq(county))
        .filter(D::RecordId.is_in(bulk::padded(records.iter().copied())))
        .filter(D::SettledAt.is_null())
        .order_by_desc(D::Red)
        .order_by_asc(D::OpenedAt)
        .order_by_asc(D::Id)
        .all(db)
        .await?)
}

/// The ones of a county that are with departments, of these items.
///
/// # Errors
/// If the database refuses.
pub async fn in_state<C: ConnectionTrait>(db: &C, county: &str, state: &str, items: &[&str]) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(D::CountyCode.eq(county))
        .filter(D::State.eq(state))
        .filter(D::Item.is_in(items.to_vec()))
        .order_by_asc(D::OpenedAt)
        .limit(LISTED)
        .all(db)
        .await?)
}

/// Writes one as it is now, if it is still as it was read; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn change<C: ConnectionTrait>(db: &C, was: &Model, now: &Model) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(D::State, Expr::value(now.state.as_str()))
        .col_expr(D::Version, Expr::value(now.version))
        .col_expr(D::DueOn, Expr::value(now.due_on.clone()))
        .col_expr(D::Sealed, Expr::value(now.sealed.clone()))
        .col_expr(D::KeyId, Expr::value(now.key_id.as_str()))
        .col_expr(D::AnsweredBy, Expr::value(now.answered_by))
        .col_expr(D::SettledAt, Expr::value(now.settled_at))
        .col_expr(D::SettledAs, Expr::value(now.settled_as.clone()))
        .filter(D::CountyCode.eq(was.county_code.as_str()))
        .filter(D::RecordId.eq(was.record_id))
        .filter(D::Id.eq(was.id))
        .filter(D::Version.eq(was.version))
        .filter(D::SettledAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
