//! Accounts.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::tables::account;
use crate::error::Result;
use crate::store::inserts;

/// Inserts an account; false when the user name is taken.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, account: &account::Model) -> Result<bool> {
    let Some(mut statement) = inserts::insert::<account::Entity, _>([account]) else { return Ok(false) };
    statement.on_conflict(OnConflict::column(account::Column::Username).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}

/// The account with this user name, in lower case.
///
/// # Errors
/// If the database refuses.
pub async fn by_username<C: ConnectionTrait>(db: &C, username: &str) -> Result<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Username.eq(username)).one(db).await?)
}

/// The account with this id.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// The accounts with these ids.
///
/// # Errors
/// If the database refuses.
pub async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<account::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let some = account::Column::Id.is_in(crate::store::bulk::padded(ids.iter().copied()));
    Ok(account::Entity::find().filter(some).all(db).await?)
}
