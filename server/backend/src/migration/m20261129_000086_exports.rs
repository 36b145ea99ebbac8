//! Lists of records that are taken out of the register.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, int, key, table, text, uuid, uuid_null};
use crate::exports::tables::export;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use export::Column::{AskedAt, CountyCode};
        let newest = index("export_asked", export::Entity, vec![CountyCode, AskedAt]);
        create(manager, vec![exports()], vec![newest]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![exports()]).await
    }
}

fn exports() -> TableCreateStatement {
    use export::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Number),
        text(State),
        uuid(AskedBy),
        uuid(AskerPerson),
        text(Asker),
        bigint(AskedAt),
        text(Purpose),
        bytes(Sealed),
        text(KeyId),
        text(Format),
        text(Groups),
        text(Filter),
        bytes(Records),
        int(Rows),
        uuid_null(DecidedBy),
        text(Decider),
        bigint_null(DecidedAt),
        bigint(EndsAt),
        bigint_null(FetchedAt),
        text(Digest),
    ];
    table(export::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}
