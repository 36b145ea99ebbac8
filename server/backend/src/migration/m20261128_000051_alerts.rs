//! Notices about reading out of the ordinary.

use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes_null, create, drop_all, index, key, table, text, text_null, uuid, uuid_null,
};
use crate::auditing::tables::alert;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use alert::Column::{CountyCode, Day, Person, Rule};
        let once = index("alert_once", alert::Entity, vec![CountyCode, Day, Person, Rule]).unique().take();
        create(manager, vec![alerts()], vec![once]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, vec![alerts()]).await
    }
}

fn alerts() -> TableCreateStatement {
    use alert::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Id),
        text(Rule),
        text(Day),
        uuid(Person),
        uuid_null(Account),
        text(Role),
        bigint(Counted),
        bigint(At),
        bigint(RaisedAt),
        bigint_null(ClosedAt),
        uuid_null(ClosedBy),
        bytes_null(Sealed),
        text_null(KeyId),
    ];
    table(alert::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
}
