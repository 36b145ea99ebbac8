//! Hand-overs (交接).

use sea_orm_migration::prelude::*;

use super::columns::{bigint, create, drop_all, int, key, table, text, uuid, uuid_null};
use crate::hand_over::tables::hand_over::{Column, Entity};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, new_tables(), Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, new_tables()).await
    }
}

fn new_tables() -> Vec<TableCreateStatement> {
    use Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(AccountId),
        bigint(At),
        uuid(DoneBy),
        int(Claims),
        uuid_null(ClaimsTo),
        int(Returned),
        uuid_null(ReturnedTo),
        int(Refused),
        uuid_null(RefusedTo),
        int(Phones),
        int(Unsent),
        int(Links),
        int(Asked),
    ];
    vec![table(Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId])).take()]
}
