//! How sure a suspicion of the same child is, and what it is built on.

use sea_orm_migration::prelude::*;

use super::columns::text_null;
use crate::register::tables::duplicate_candidate;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        for column in columns() {
            manager
                .alter_table(Table::alter().table(duplicate_candidate::Entity).add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use duplicate_candidate::Column as C;
        for column in [C::Level, C::Points, C::Reasons] {
            manager
                .alter_table(Table::alter().table(duplicate_candidate::Entity).drop_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn columns() -> [ColumnDef; 3] {
    use duplicate_candidate::Column as C;
    [text_null(C::Level), ColumnDef::new(C::Points).integer().take(), text_null(C::Reasons)]
}
