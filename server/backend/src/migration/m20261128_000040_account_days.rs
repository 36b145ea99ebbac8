//! When a password was set, and when an account was resumed. Of those of before the first is taken as when the account was
//! made.

use sea_orm_migration::prelude::*;

use super::columns::bigint_null;
use crate::access::tables::account::{Column, Entity};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [Column::PasswordSetAt, Column::ResumedAt] {
            manager.alter_table(Table::alter().table(Entity).add_column(bigint_null(column)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [Column::PasswordSetAt, Column::ResumedAt] {
            manager.alter_table(Table::alter().table(Entity).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
