//! Other programs and their tokens.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::access::tables::{client, client_token};
use crate::error::Result;
use crate::store::inserts;

/// Writes a new program.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, row: &client::Model) -> Result<()> {
    inserts::write::<client::Entity, _>(db, [row]).await
}

/// Writes a program as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub(crate) async fn write<C: ConnectionTrait>(db: &C, row: client::Model) -> Result<()> {
    client::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// One of them.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<client::Model>> {
    Ok(client::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// Those of a county, newest first.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn of_county<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<client::Model>> {
    use client::Column as C;
    Ok(client::Entity::find().filter(C::CountyCode.eq(county)).order_by_desc(C::Id).all(db).await?)
}

/// Writes a token.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_token<C: ConnectionTrait>(db: &C, row: &client_token::Model) -> Result<()> {
    inserts::write::<client_token::Entity, _>(db, [row]).await
}

/// The token with this hash, while it lives at `now` (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub(crate) async fn token<C: ConnectionTrait>(
    db: &C,
    county: &str,
    hash: Vec<u8>,
    now: i64,
) -> Result<Option<client_token::Model>> {
    let row = client_token::Entity::find_by_id((county.to_owned(), hash)).one(db).await?;
    Ok(row.filter(|row| row.ends_at > now))
}

/// Deletes tokens of a program: those that end before `before` (Unix milliseconds), or all of them.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn end_tokens<C: ConnectionTrait>(
    db: &C,
    (county, client): (&str, Uuid),
    before: Option<i64>,
) -> Result<()> {
    use client_token::Column as T;
    let of_client = client_token::Entity::delete_many().filter(T::CountyCode.eq(county)).filter(T::ClientId.eq(client));
    let ended = match before {
        Some(before) => of_client.filter(T::EndsAt.lte(before)),
        None => of_client,
    };
    ended.exec(db).await?;
    Ok(())
}
