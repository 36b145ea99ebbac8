//! Breaches: what happened to personal data that should not have.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, key, table, text, uuid};
use crate::breaches::tables::breach;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use breach::Column::{CountyCode, FoundAt};
        let newest = index("breach_found", breach::Entity, vec![CountyCode, FoundAt]);
        create(manager, vec![breaches()], vec![newest]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![breaches()]).await
    }
}

fn breaches() -> TableCreateStatement {
    use breach::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Number),
        text(Kind),
        bigint(FoundAt),
        bigint(RecordedAt),
        uuid(RecordedBy),
        text(Recorder),
        bigint(Children),
        text(Groups),
        bigint_null(ReportedAt),
        bigint_null(ToldAt),
        bigint_null(ClosedAt),
        bigint(Revision),
        bytes(Sealed),
        text(KeyId),
    ];
    table(breach::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}
