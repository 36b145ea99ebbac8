//! The counties that have anything sealed.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::access::tables::account;
use crate::declare;
use crate::error::Result;
use crate::register::tables::record;
use crate::store::everywhere;

/// The next county after `county` that has records, drafts or accounts: a household, a kept message, a picture and the
/// secret of a generator lie in the county of an account.
///
/// # Errors
/// If the database refuses.
pub async fn after<C: ConnectionTrait>(db: &C, county: &str) -> Result<Option<String>> {
    let of_records = first::<record::Entity, _>(db, record::Column::CountyCode, county).await?;
    let of_accounts = first::<account::Entity, _>(db, account::Column::CountyCode, county).await?;
    let of_drafts = declare::rows::drafts::county_after(db, county).await?;
    Ok([of_records, of_accounts, of_drafts].into_iter().flatten().min())
}

async fn first<E: EntityTrait, C: ConnectionTrait>(db: &C, column: E::Column, county: &str) -> Result<Option<String>> {
    let db = &everywhere(db);
    let least: Option<Option<String>> = E::find()
        .select_only()
        .column_as(Expr::col(column).min(), "least")
        .filter(column.gt(county))
        .into_tuple()
        .one(db)
        .await?;
    Ok(least.flatten())
}
