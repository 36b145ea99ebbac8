//! A personal link knows the browser in which consent was given; another browser proves to be the family.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bytes_null, create, drop_all, int, key, table, text, uuid, uuid_null};
use crate::declare::tables::guardian;
use crate::links::tables::link;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![guardians()], Vec::new()).await?;
        let column = uuid_null(link::Column::BoundTo);
        manager.alter_table(Table::alter().table(link::Entity).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = link::Column::BoundTo;
        manager.alter_table(Table::alter().table(link::Entity).drop_column(column).to_owned()).await?;
        drop_all(manager, vec![guardians()]).await
    }
}

fn guardians() -> TableCreateStatement {
    use guardian::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Browser),
        uuid(Declaration),
        bytes_null(CodeHash),
        bigint(CodeEndsAt),
        int(Tries),
        bigint(GuardianUntil),
    ];
    table(guardian::Entity, columns).primary_key(&mut key(vec![CountyCode, Browser, Declaration])).take()
}
