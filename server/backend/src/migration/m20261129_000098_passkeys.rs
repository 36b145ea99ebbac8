//! Passkeys, and the ceremonies in which they are made and shown.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, key, table, text, uuid};
use crate::access::tables::{ceremony, passkey};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_account = {
            use passkey::Column::{AccountId, CountyCode};
            index("passkey_account", passkey::Entity, vec![CountyCode, AccountId])
        };
        let begun = {
            use ceremony::Column::{AccountId, CountyCode};
            index("ceremony_account", ceremony::Entity, vec![CountyCode, AccountId])
        };
        create(manager, tables(), vec![of_account, begun]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    let passkeys = {
        use passkey::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(Id),
            uuid(AccountId),
            text(Name),
            bytes(Sealed),
            text(KeyId),
            bigint(Counter),
            bigint(MadeAt),
            bigint_null(UsedAt),
        ];
        table(passkey::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
    };
    let ceremonies = {
        use ceremony::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(Id),
            uuid(AccountId),
            text(Purpose),
            bytes(Sealed),
            text(KeyId),
            bigint(EndsAt),
        ];
        table(ceremony::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
    };
    vec![passkeys, ceremonies]
}
