//! What is kept from being erased, what is to be erased, and what became of it.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, int, key, table, text, uuid, uuid_null};
use crate::erasure::tables::{erasure_batch, erasure_hold, erasure_item};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let held = {
            use erasure_hold::Column::{CountyCode, Scope};
            index("erasure_hold_scope", erasure_hold::Entity, vec![CountyCode, Scope])
        };
        let waiting = {
            use erasure_batch::Column::{CountyCode, State};
            index("erasure_batch_state", erasure_batch::Entity, vec![CountyCode, State])
        };
        create(manager, tables(), vec![held, waiting]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![holds(), batches(), items()]
}

fn holds() -> TableCreateStatement {
    use erasure_hold::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Number),
        text(Scope),
        text(Shown),
        text(UntilOn),
        text(State),
        uuid(PlacedBy),
        text(Placer),
        bigint(PlacedAt),
        uuid_null(LiftPerson),
        text(LiftAsker),
        uuid_null(LiftedBy),
        bigint_null(LiftedAt),
        bigint(Revision),
        bytes(Sealed),
        text(KeyId),
    ];
    table(erasure_hold::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn batches() -> TableCreateStatement {
    use erasure_batch::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Number),
        text(Origin),
        text(State),
        bigint(MadeAt),
        bigint(EndsAt),
        uuid_null(AskedBy),
        uuid_null(AskedPerson),
        text(Asker),
        bytes(Sealed),
        text(KeyId),
        int(Records),
        int(Held),
        uuid_null(DecidedBy),
        text(Decider),
        bigint_null(DecidedAt),
        bigint_null(DoneAt),
    ];
    table(erasure_batch::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn items() -> TableCreateStatement {
    use erasure_item::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(BatchId),
        uuid(RecordId),
        text(ReceiptNo),
        text(TownshipCode),
        text(Rule),
        text(DueOn),
        text(State),
        text(HoldNo),
        bigint(Rows),
        text(Fingerprint),
        bigint_null(ErasedAt),
    ];
    table(erasure_item::Entity, columns).primary_key(&mut key(vec![CountyCode, BatchId, RecordId])).take()
}
