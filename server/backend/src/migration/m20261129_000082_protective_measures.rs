//! Adults who are not let in as guardians.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, create, drop_all, key, table, text, uuid};
use crate::register::tables::protective_measure;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![measures()], Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![measures()]).await
    }
}

fn measures() -> TableCreateStatement {
    use protective_measure::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        uuid(Id),
        text(Adult),
        text(Reason),
        uuid(MadeBy),
        bigint(MadeAt),
        bigint_null(LiftedAt),
    ];
    table(protective_measure::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Id])).take()
}
