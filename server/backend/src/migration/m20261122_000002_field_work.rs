//! Field work (入户走访): phones, households, visits, and what came from phones.

use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, create, drop_all, index, int, key, table, text, text_null, uuid, uuid_null,
};
use crate::declare::tables::refused_message;
use crate::fieldwork::tables::{device, household, message};
use crate::register::tables::{attachment, record, visit};

/// Index of [`record`] that this step adds.
const ROSTER: &str = "record_roster";

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(ROSTER).table(record::Entity).to_owned()).await?;
        drop_all(manager, tables()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![devices(), messages(), refused_messages(), households(), visits(), attachments()]
}

fn devices() -> TableCreateStatement {
    use device::Column::*;
    table(
        device::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            uuid(AccountId),
            bytes(TokenHash),
            bigint(EnrolledAt),
            bigint(LastSeen),
            int(Unsent),
            bigint_null(UnsentSince),
            bigint_null(RevokedAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn messages() -> TableCreateStatement {
    use message::Column::*;
    table(
        message::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            bytes(BodyHash),
            uuid(AccountId),
            uuid(DeviceId),
            bigint(ReceivedAt),
            text(Kind),
            text(Outcome),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id, BodyHash]))
    .take()
}

fn refused_messages() -> TableCreateStatement {
    use refused_message::Column::*;
    table(
        refused_message::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            uuid(AccountId),
            uuid(DeviceId),
            bigint(ReceivedAt),
            text(Problem),
            bytes(Sealed),
            text(KeyId),
            bigint_null(SettledAt),
            uuid_null(SettledBy),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn households() -> TableCreateStatement {
    use household::Column::*;
    table(
        household::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            text(TownshipCode),
            text_null(VillageCode),
            text(State),
            text_null(VisitedOn),
            bytes(Sealed),
            text(KeyId),
            bigint(UpdatedAt),
            uuid(UpdatedBy),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn visits() -> TableCreateStatement {
    use visit::Column::*;
    table(
        visit::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            uuid(RecordId),
            text(Day),
            text_null(NextOn),
            bytes(Sealed),
            text(KeyId),
            bigint(MadeAt),
            uuid(MadeBy),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn attachments() -> TableCreateStatement {
    use attachment::Column::*;
    table(
        attachment::Entity,
        vec![
            text(CountyCode),
            uuid(SubmissionId),
            uuid(Id),
            text(Shows),
            text(MediaType),
            bytes(Sealed),
            text(KeyId),
            bigint(ReceivedAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, SubmissionId, Id]))
    .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    use household::Column as H;
    use record::Column as R;
    use visit::Column as V;
    vec![
        index("device_token_hash", device::Entity, vec![device::Column::TokenHash]).unique().take(),
        index("device_account", device::Entity, vec![device::Column::AccountId]),
        // What waits for a worker.
        index(
            "kept_account",
            refused_message::Entity,
            vec![refused_message::Column::AccountId, refused_message::Column::ReceivedAt],
        )
        .and_where(Expr::col(refused_message::Column::SettledAt).is_null())
        .take(),
        // What changed in a township since a cursor; the state is part of it for the sums.
        index("household_changes", household::Entity, vec![H::CountyCode, H::TownshipCode, H::UpdatedAt, H::Id]),
        index("household_coverage", household::Entity, vec![H::CountyCode, H::TownshipCode, H::VillageCode, H::State]),
        index("visit_record", visit::Entity, vec![V::CountyCode, V::RecordId, V::Day]),
        // The roster of a village, by what changed since a cursor.
        index(ROSTER, record::Entity, vec![R::CountyCode, R::TownshipCode, R::VillageCode, R::MovedAt, R::Id]),
    ]
}
