//! The comparison with departments: items, batches, answers, discrepancies.

use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, create, drop_all, index, int, key, required, table, text, text_null, uuid, uuid_null,
};
use crate::comparison::tables::{batch, batch_row};
use crate::register::tables::{comparison_answer, comparison_item, discrepancy};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use comparison_item::Column as I;
        use discrepancy::Column as D;
        let indexes = vec![
            index(
                "comparison_item_state",
                comparison_item::Entity,
                vec![I::CountyCode, I::Item, I::State, I::RecordId],
            ),
            index("discrepancy_state", discrepancy::Entity, vec![D::CountyCode, D::State, D::OpenedAt]),
        ];
        create(manager, vec![items(), answers(), discrepancies(), batches(), batch_rows()], indexes).await?;
        manager
            .create_index(index("batch_made", batch::Entity, vec![batch::Column::CountyCode, batch::Column::MadeAt]))
            .await?;
        let of_record = vec![batch_row::Column::CountyCode, batch_row::Column::RecordId];
        manager.create_index(index("batch_row_record", batch_row::Entity, of_record)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![items(), answers(), discrepancies(), batches(), batch_rows()]).await
    }
}

fn boolean<C: IntoIden>(column: C) -> ColumnDef {
    required(column).boolean().take()
}

fn items() -> TableCreateStatement {
    use comparison_item::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        text(Item),
        text(State),
        int(Version),
        uuid_null(BatchId),
        uuid_null(AnswerId),
        bigint_null(AnsweredAt),
        boolean(Requested),
    ];
    table(comparison_item::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Item])).take()
}

fn answers() -> TableCreateStatement {
    use comparison_answer::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        uuid(Id),
        text(Item),
        uuid(BatchId),
        int(RowNo),
        int(No),
        text(State),
        boolean(Late),
        bytes(Sealed),
        text(KeyId),
        bigint(AnsweredAt),
        uuid(AnsweredBy),
        text(Channel),
    ];
    table(comparison_answer::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Id])).take()
}

fn discrepancies() -> TableCreateStatement {
    use discrepancy::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(RecordId),
        uuid(Id),
        text(Item),
        uuid(AnswerId),
        text(State),
        boolean(Red),
        int(Version),
        bigint(OpenedAt),
        text_null(DueOn),
        bytes(Sealed),
        text(KeyId),
        uuid_null(AnsweredBy),
        bigint_null(SettledAt),
        text_null(SettledAs),
    ];
    table(discrepancy::Entity, columns).primary_key(&mut key(vec![CountyCode, RecordId, Id])).take()
}

fn batches() -> TableCreateStatement {
    use batch::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Number),
        text(Department),
        text(Round),
        text(Items),
        text(State),
        int(Rows),
        int(Answered),
        bytes(Sealed),
        text(KeyId),
        bigint(Revision),
        uuid(MadeBy),
        uuid(MakerPerson),
        text(Maker),
        bigint(MadeAt),
        text(Approver),
        bigint_null(ApprovedAt),
        bigint_null(SentAt),
        text_null(DueOn),
        text(Checksum),
        text(Receiver),
        bigint_null(ReceivedAt),
        bigint_null(ClosedAt),
    ];
    table(batch::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}

fn batch_rows() -> TableCreateStatement {
    use batch_row::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(BatchId),
        int(RowNo),
        uuid(RecordId),
        int(Version),
        text(Items),
        text(RowKey),
        boolean(Answered),
    ];
    table(batch_row::Entity, columns).primary_key(&mut key(vec![CountyCode, BatchId, RowNo])).take()
}
