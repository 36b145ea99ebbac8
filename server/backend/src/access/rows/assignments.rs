//! Assignments.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::access::tables::assignment::{Column, Entity, Model};
use crate::error::Result;
use crate::store::{everywhere, inserts};

/// Writes a new assignment.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, row: &Model) -> Result<()> {
    inserts::write::<Entity, _>(db, [row]).await
}

/// Writes an assignment as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub async fn write<C: ConnectionTrait>(db: &C, row: Model) -> Result<()> {
    Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// The assignments of an account, oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_account<C: ConnectionTrait>(db: &C, county: &str, account: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::CountyCode.eq(county))
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::GrantedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?)
}

/// The assignments of these accounts, oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_accounts<C: ConnectionTrait>(db: &C, county: &str, accounts: &[Uuid]) -> Result<Vec<Model>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .filter(Column::CountyCode.eq(county))
        .filter(Column::AccountId.is_in(crate::store::bulk::padded(accounts.iter().copied())))
        .order_by_asc(Column::GrantedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?)
}

/// Those that a migration made and nobody signed yet, of all counties.
///
/// # Errors
/// If the database refuses.
pub async fn unsigned<C: ConnectionTrait>(db: &C) -> Result<Vec<Model>> {
    let db = &everywhere(db);
    Ok(Entity::find().filter(Column::State.eq("unsigned")).all(db).await?)
}

/// The assignments to a division or a place inside it, ended ones too, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn inside<C: ConnectionTrait>(db: &C, county: &str, division: &str) -> Result<Vec<Model>> {
    let inside = Condition::all()
        .add(Column::CountyCode.eq(county))
        .add(Column::PlaceCode.gte(division))
        // Codes are digits: every code inside the division sorts before this one.
        .add(Column::PlaceCode.lt(format!("{division}:")));
    Ok(Entity::find().filter(inside).order_by_asc(Column::GrantedAt).order_by_asc(Column::Id).all(db).await?)
}
