//! Sessions of signed-in people, under a digest of their id.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::session;
use crate::error::Result;

/// Keeps a session; one of the same id is replaced.
///
/// # Errors
/// If the database refuses.
pub async fn save<C: ConnectionTrait>(db: &C, id: &str, data: Vec<u8>, expires_at: i64) -> Result<()> {
    let row = session::ActiveModel { id: Set(id.to_owned()), data: Set(data), expires_at: Set(expires_at) };
    let replace = OnConflict::column(session::Column::Id)
        .update_columns([session::Column::Data, session::Column::ExpiresAt])
        .to_owned();
    session::Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}

/// The session, unless it has ended by `now` (Unix milliseconds).
///
/// # Errors
/// If the database does not answer.
pub async fn load<C: ConnectionTrait>(db: &C, id: &str, now: i64) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(id).filter(session::Column::ExpiresAt.gt(now)).one(db).await?)
}

/// Ends a session.
///
/// # Errors
/// If the database refuses.
pub async fn delete<C: ConnectionTrait>(db: &C, id: &str) -> Result<()> {
    session::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Deletes what has ended by `now` (Unix milliseconds); gives how many.
///
/// # Errors
/// If the database refuses.
pub async fn delete_ended<C: ConnectionTrait>(db: &C, now: i64) -> Result<u64> {
    let ended = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now));
    Ok(ended.exec(db).await?.rows_affected)
}
