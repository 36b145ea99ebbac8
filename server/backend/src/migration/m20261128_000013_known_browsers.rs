//! Browsers in which an account has signed in before, so that others' guesses do not shut it out there.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bytes, create, drop_all, key, table, text, uuid};
use crate::access::tables::known_browser;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![browsers()], Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![browsers()]).await
    }
}

fn browsers() -> TableCreateStatement {
    use known_browser::Column::*;
    let columns = vec![text(CountyCode), uuid(AccountId), uuid(Id), bytes(TokenHash), bigint(MadeAt), bigint(SeenAt)];
    table(known_browser::Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId, Id])).take()
}
