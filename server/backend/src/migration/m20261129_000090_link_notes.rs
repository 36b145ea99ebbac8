//! What a link is for rests sealed; the words of before are sealed at the next start (`links::note`).

use sea_orm_migration::prelude::*;

use super::columns::{bytes_null, text_null};
use crate::links::tables::link;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [bytes_null(link::Column::Sealed), text_null(link::Column::KeyId)] {
            manager.alter_table(Table::alter().table(link::Entity).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [link::Column::KeyId, link::Column::Sealed] {
            manager.alter_table(Table::alter().table(link::Entity).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
