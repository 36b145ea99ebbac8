//! Every database call of this room.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::exports::tables::export::{Column, Entity, Model};
use crate::register::tables::submission;
use crate::store::bulk::padded;
use crate::store::inserts;

/// Writes an export.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, export: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [export]).await
}

/// An export of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The exports of a county that a person asked for, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_person<C: ConnectionTrait>(db: &C, county: &str, person: Uuid, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::AskerPerson.eq(person));
    Ok(query.order_by_desc(Column::AskedAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// The exports of a county that wait for another person's word, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn waiting<C: ConnectionTrait>(db: &C, county: &str, state: &str, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::State.eq(state));
    Ok(query.order_by_asc(Column::AskedAt).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// Writes an export as it is now, if it is still in the state of `was`; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn change<C: ConnectionTrait>(db: &C, was: &Model, now: &Model) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(now.state.as_str()))
        .col_expr(Column::DecidedBy, Expr::value(now.decided_by))
        .col_expr(Column::Decider, Expr::value(now.decider.as_str()))
        .col_expr(Column::DecidedAt, Expr::value(now.decided_at))
        .col_expr(Column::EndsAt, Expr::value(now.ends_at))
        .col_expr(Column::FetchedAt, Expr::value(now.fetched_at))
        .col_expr(Column::Digest, Expr::value(now.digest.as_str()))
        .filter(Column::CountyCode.eq(was.county_code.as_str()))
        .filter(Column::Id.eq(was.id))
        .filter(Column::State.eq(was.state.as_str()))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The submissions of a county with these ids.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn submissions<C: ConnectionTrait>(
    db: &C,
    county: &str,
    ids: &[Uuid],
) -> Result<Vec<submission::Model>> {
    use submission::Column as S;
    let query = submission::Entity::find().filter(S::CountyCode.eq(county));
    Ok(query.filter(S::Id.is_in(padded(ids.iter().copied()))).all(db).await?)
}
