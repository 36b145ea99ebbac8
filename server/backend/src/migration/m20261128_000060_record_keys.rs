//! Each record has a key of its own, wrapped for its county. Records of before get theirs by `tongce key rotate`.

use sea_orm_migration::prelude::*;

use super::columns::{bytes_null, text_null};
use crate::register::tables::record;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [bytes_null(record::Column::SealedKey), text_null(record::Column::RootId)] {
            manager.alter_table(Table::alter().table(record::Entity).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [record::Column::RootId, record::Column::SealedKey] {
            manager.alter_table(Table::alter().table(record::Entity).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
