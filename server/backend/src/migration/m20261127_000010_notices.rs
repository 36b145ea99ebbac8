//! The texts of the notice (告知书) that people agreed to.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, create, drop_all, key, table, text};
use crate::consent::tables::notice;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![notices()], Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![notices()]).await
    }
}

fn notices() -> TableCreateStatement {
    use notice::Column::*;
    table(notice::Entity, vec![text(Version), text(Text), bigint(Since)]).primary_key(&mut key(vec![Version])).take()
}
