//! Sessions have an end that no use moves.

use sea_orm_migration::prelude::*;

use super::columns::bigint;
use crate::access::tables::session;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use session::Column::{EndsAt, ExpiresAt};
        let column = bigint(EndsAt).default(0).take();
        manager.alter_table(Table::alter().table(session::Entity).add_column(column).to_owned()).await?;
        // Whoever is signed in signs in again within two hours.
        let ends = Query::update().table(session::Entity).value(EndsAt, Expr::col(ExpiresAt)).to_owned();
        manager.execute(ends).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = session::Column::EndsAt;
        manager.alter_table(Table::alter().table(session::Entity).drop_column(column).to_owned()).await
    }
}
