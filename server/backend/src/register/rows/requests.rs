//! What guardians ask for.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::rights_request::{Column as R, Entity, Model};
use crate::store::inserts;

/// Writes a request.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// The requests about a record, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<Model>> {
    let found = Entity::find().filter(R::CountyCode.eq(county)).filter(R::RecordId.eq(record));
    Ok(found.order_by_desc(R::AskedAt).order_by_desc(R::Id).all(db).await?)
}

/// The requests of a county in these states, what is due first.
///
/// # Errors
/// If the database refuses.
pub async fn in_states<C: ConnectionTrait>(db: &C, county: &str, states: &[&str], most: u64) -> Result<Vec<Model>> {
    let found = Entity::find().filter(R::CountyCode.eq(county)).filter(R::State.is_in(states.to_vec()));
    Ok(found.order_by_asc(R::DueOn).order_by_asc(R::AskedAt).limit(most).all(db).await?)
}

/// A request of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find().filter(R::CountyCode.eq(county)).filter(R::Id.eq(id)).one(db).await?)
}

/// Writes a request as it is now, in the version after the one that was read; false when somebody else was first.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn handle<C: ConnectionTrait>(db: &C, was: &Model, now: &Model) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(R::Version, Expr::value(now.version))
        .col_expr(R::Sealed, Expr::value(now.sealed.clone()))
        .col_expr(R::KeyId, Expr::value(now.key_id.as_str()))
        .col_expr(R::State, Expr::value(now.state.as_str()))
        .col_expr(R::HandledBy, Expr::value(now.handled_by))
        .col_expr(R::HandledPerson, Expr::value(now.handled_person))
        .col_expr(R::HandledAt, Expr::value(now.handled_at))
        .filter(R::CountyCode.eq(was.county_code.as_str()))
        .filter(R::RecordId.eq(was.record_id))
        .filter(R::Id.eq(was.id))
        .filter(R::Version.eq(was.version))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
