//! Looking at records outside the own area: what was asked for, and what it opens.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, int, key, table, text, uuid, uuid_null};
use crate::grants::tables::{access_grant, grant_holder};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use access_grant::Column::{AskedAt, CountyCode, State};
        let waiting = index("access_grant_state", access_grant::Entity, vec![CountyCode, State, AskedAt]);
        create(manager, tables(), vec![waiting]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    let grants = {
        use access_grant::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(Id),
            text(Kind),
            text(AskerCounty),
            uuid(AskedBy),
            uuid(AskerPerson),
            text(Asker),
            bytes(Records),
            text(Groups),
            bytes(Sealed),
            text(KeyId),
            int(Days),
            bigint(AskedAt),
            text(State),
            bigint(EndsAt),
            text(DueOn),
            uuid_null(DecidedBy),
            bigint_null(DecidedAt),
        ];
        table(access_grant::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
    };
    let holders = {
        use grant_holder::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(PersonId),
            uuid(GrantId),
            uuid(RecordId),
            text(OwnerCounty),
            text(Kind),
            text(Groups),
            bigint(StartsAt),
            bigint(EndsAt),
        ];
        let of_person = vec![CountyCode, PersonId, GrantId, RecordId];
        table(grant_holder::Entity, columns).primary_key(&mut key(of_person)).take()
    };
    vec![grants, holders]
}
