//! Other programs, the tokens with which they ask, and which program sent a version.

use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, bytes_null, create, drop_all, index, key, table, text, uuid, uuid_null,
};
use crate::access::tables::{client, client_token};
use crate::register::tables::submission;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use client_token::Column::{ClientId, CountyCode};
        let of_client = index("client_token_client", client_token::Entity, vec![CountyCode, ClientId]);
        create(manager, vec![clients(), tokens()], vec![of_client]).await?;
        let column = uuid_null(submission::Column::ClientId);
        manager.alter_table(Table::alter().table(submission::Entity).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = submission::Column::ClientId;
        manager.alter_table(Table::alter().table(submission::Entity).drop_column(column).to_owned()).await?;
        drop_all(manager, vec![clients(), tokens()]).await
    }
}

fn clients() -> TableCreateStatement {
    use client::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Organisation),
        text(Name),
        text(PlaceCode),
        bytes(SecretHash),
        bytes_null(FormerHash),
        bigint_null(FormerEndsAt),
        text(Scopes),
        text(Channels),
        text(FromDay),
        text(ToDay),
        text(State),
        uuid_null(MadeBy),
        bigint(MadeAt),
        uuid_null(ConfirmedBy),
        bytes(Mac),
    ];
    table(client::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn tokens() -> TableCreateStatement {
    use client_token::Column::*;
    let columns = vec![text(CountyCode), bytes(TokenHash), uuid(ClientId), bigint(EndsAt)];
    table(client_token::Entity, columns).primary_key(&mut key(vec![CountyCode, TokenHash])).take()
}
