//! Named facts about the store.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::error::Result;
use crate::store::inserts;
use crate::store::tables::setting;

/// The value of a setting.
///
/// # Errors
/// If the database refuses.
pub async fn get<C: ConnectionTrait>(db: &C, name: &str) -> Result<Option<String>> {
    Ok(setting::Entity::find_by_id(name.to_owned()).one(db).await?.map(|row| row.value))
}

/// Sets a setting, unless it is set already; false then.
///
/// # Errors
/// If the database refuses.
pub async fn set_once<C: ConnectionTrait>(db: &C, name: &str, value: &str) -> Result<bool> {
    let row = setting::Model { name: name.to_owned(), value: value.to_owned() };
    let Some(mut statement) = inserts::insert::<setting::Entity, _>([&row]) else { return Ok(false) };
    statement.on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}

/// Sets a setting, over what it was.
///
/// # Errors
/// If the database refuses.
pub async fn set<C: ConnectionTrait>(db: &C, name: &str, value: &str) -> Result<()> {
    let row = setting::Model { name: name.to_owned(), value: value.to_owned() };
    if let Some(mut statement) = inserts::insert::<setting::Entity, _>([&row]) {
        let name = OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned();
        db.execute(statement.on_conflict(name)).await?;
    }
    Ok(())
}

/// Takes a setting away.
///
/// # Errors
/// If the database refuses.
pub async fn remove<C: ConnectionTrait>(db: &C, name: &str) -> Result<()> {
    setting::Entity::delete_by_id(name.to_owned()).exec(db).await?;
    Ok(())
}
