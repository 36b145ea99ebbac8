//! Providers of identities, the accounts bound to them, what their claims propose, and what they sent that is used up.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, key, table, text, uuid, uuid_null};
use crate::access::tables::{identity_link, identity_proposal, identity_provider, identity_spent};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use identity_proposal::Column::{AccountId, CountyCode};
        let of_account = index("identity_proposal_account", identity_proposal::Entity, vec![CountyCode, AccountId]);
        create(manager, tables(), vec![of_account]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![providers(), links(), proposals(), spent()]
}

fn providers() -> TableCreateStatement {
    use identity_provider::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(PlaceCode),
        text(Name),
        text(Issuer),
        text(ClientId),
        bytes(Sealed),
        text(KeyId),
        text(Scopes),
        text(Factors),
        text(Claims),
        text(State),
        uuid(MadeBy),
        bigint(MadeAt),
        uuid_null(ConfirmedBy),
        bytes(Mac),
    ];
    table(identity_provider::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn links() -> TableCreateStatement {
    use identity_link::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(AccountId),
        uuid(ProviderId),
        text(ProviderCounty),
        bytes(SubjectHash),
        bigint(MadeAt),
        bytes(Mac),
    ];
    table(identity_link::Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId, ProviderId])).take()
}

fn proposals() -> TableCreateStatement {
    use identity_proposal::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        uuid(AccountId),
        uuid(ProviderId),
        text(Role),
        text(PlaceCode),
        text(State),
        bigint(AskedAt),
        uuid_null(DecidedBy),
        bigint_null(DecidedAt),
        uuid_null(AssignmentId),
    ];
    table(identity_proposal::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn spent() -> TableCreateStatement {
    use identity_spent::Column::*;
    let columns = vec![text(CountyCode), bytes(Hash), bigint(EndsAt)];
    table(identity_spent::Entity, columns).primary_key(&mut key(vec![CountyCode, Hash])).take()
}
