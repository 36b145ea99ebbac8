//! Notices of counties in versions, and what guardians said to them.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, key, table, text, uuid, uuid_null};
use crate::consent::tables::{consent, notice_version};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![versions(), consents()], Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![versions(), consents()]).await
    }
}

fn versions() -> TableCreateStatement {
    use notice_version::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Kind),
        text(Version),
        bytes(TextHash),
        text(Text),
        text(ValidFrom),
        text(State),
        uuid(ProposedBy),
        uuid(ProposedPerson),
        bigint(ProposedAt),
        uuid_null(ConfirmedBy),
        bigint_null(ConfirmedAt),
    ];
    table(notice_version::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn consents() -> TableCreateStatement {
    use consent::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        uuid(Id),
        text(Kind),
        text(Version),
        text(Basis),
        text(Given),
        text(ByRelation),
        text(How),
        bigint(At),
        uuid_null(Collector),
    ];
    table(consent::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Id])).take()
}
