//! Invitations to accounts.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::access::tables::invitation::{Column, Entity, Model};
use crate::error::Result;
use crate::store::inserts;

/// Writes the invitation of an account, in place of an older one.
///
/// # Errors
/// If the database refuses.
pub async fn put<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    remove(db, &row.county_code, row.account_id).await?;
    inserts::write::<Entity, _>(db, [row]).await
}

/// Writes an invitation as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub async fn write<C: ConnectionTrait>(db: &C, row: Model) -> Result<()> {
    Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// The invitation with this token.
///
/// # Errors
/// If the database refuses.
pub async fn by_token_hash<C: ConnectionTrait>(db: &C, county: &str, hash: Vec<u8>) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::TokenHash.eq(hash)).one(db).await?)
}

/// The invitation of an account.
///
/// # Errors
/// If the database refuses.
pub async fn of_account<C: ConnectionTrait>(db: &C, county: &str, account: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((county.to_owned(), account)).one(db).await?)
}

/// The invitations of a county that wait for another person's confirmation at `now` (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub async fn waiting<C: ConnectionTrait>(db: &C, county: &str, now: i64) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::CountyCode.eq(county))
        .filter(Column::Resets.eq(true))
        .filter(Column::ConfirmedBy.is_null())
        .filter(Column::EndsAt.gt(now))
        .all(db)
        .await?)
}

/// Takes the invitation of an account back; says whether there was one.
///
/// # Errors
/// If the database refuses.
pub async fn remove<C: ConnectionTrait>(db: &C, county: &str, account: Uuid) -> Result<bool> {
    Ok(Entity::delete_by_id((county.to_owned(), account)).exec(db).await?.rows_affected == 1)
}
