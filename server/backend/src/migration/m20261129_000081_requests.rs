//! What guardians ask for, and the days by which it is due.

use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, create, drop_all, index, int, key, required, table, text, uuid, uuid_null,
};
use crate::calendar::tables::other_day;
use crate::register::tables::rights_request;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use rights_request::Column::{CountyCode, DueOn, State};
        let due = index("rights_request_due", rights_request::Entity, vec![CountyCode, State, DueOn]);
        create(manager, vec![requests(), other_days()], vec![due]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![requests(), other_days()]).await
    }
}

fn requests() -> TableCreateStatement {
    use rights_request::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        uuid(Id),
        text(Kind),
        int(Version),
        bytes(Sealed),
        text(KeyId),
        bigint(AskedAt),
        text(DueOn),
        text(State),
        uuid_null(HandledBy),
        uuid_null(HandledPerson),
        bigint_null(HandledAt),
    ];
    table(rights_request::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Id])).take()
}

fn other_days() -> TableCreateStatement {
    use other_day::Column::*;
    let works = required(Works).boolean().take();
    let columns = vec![text(CountyCode), text(Day), works, text(Name), uuid(SetBy), bigint(SetAt)];
    table(other_day::Entity, columns).primary_key(&mut key(vec![CountyCode, Day])).take()
}
