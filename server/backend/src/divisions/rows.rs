//! The division table in the database.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::divisions::tables::division;
use crate::error::Result;
use crate::store::inserts;
use crate::store::tables::setting;

/// Name of the setting that tells which edition is loaded.
pub(crate) const EDITION: &str = "divisions";

/// The edition that is loaded, if any.
///
/// # Errors
/// If the database refuses.
pub async fn edition<C: ConnectionTrait>(db: &C) -> Result<Option<String>> {
    Ok(setting::Entity::find_by_id(EDITION).one(db).await?.map(|row| row.value))
}

/// Puts `divisions` in the place of whatever was loaded, and notes their edition.
///
/// # Errors
/// If the database refuses.
pub async fn replace_all<C: ConnectionTrait>(db: &C, edition: &str, divisions: &[division::Model]) -> Result<()> {
    division::Entity::delete_many().exec(db).await?;
    for part in divisions.chunks(inserts::most_rows::<division::Entity>().min(1_000)) {
        if let Some(statement) = inserts::insert::<division::Entity, _>(part) {
            db.execute(&statement).await?;
        }
    }
    let loaded = setting::Model { name: EDITION.to_owned(), value: edition.to_owned() };
    if let Some(mut statement) = inserts::insert::<setting::Entity, _>([&loaded]) {
        statement
            .on_conflict(OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned());
        db.execute(&statement).await?;
    }
    Ok(())
}

/// Number of divisions in the table, former ones included.
///
/// # Errors
/// If the database refuses.
pub async fn count<C: ConnectionTrait>(db: &C) -> Result<u64> {
    Ok(division::Entity::find().count(db).await?)
}
