//! Records that leave an area, so that the phones of the area's workers let go of them.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, create, drop_all, index, key, table, text, text_null, uuid};
use crate::register::tables::{departure, record, visit};

/// Indexes of tables that were there before.
const VISITS: &str = "visit_changes";
const SUBMITTERS: &str = "record_submitter";

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![departures()], indexes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(VISITS).table(visit::Entity).to_owned()).await?;
        manager.drop_index(Index::drop().name(SUBMITTERS).table(record::Entity).to_owned()).await?;
        drop_all(manager, vec![departures()]).await
    }
}

fn departures() -> TableCreateStatement {
    use departure::Column::*;
    table(
        departure::Entity,
        vec![text(CountyCode), text(TownshipCode), bigint(At), uuid(RecordId), text_null(VillageCode)],
    )
    .primary_key(&mut key(vec![CountyCode, TownshipCode, At, RecordId]))
    .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    use record::Column as R;
    use visit::Column as V;
    vec![
        // Children whose visits changed since a cursor.
        index(VISITS, visit::Entity, vec![V::CountyCode, V::MadeAt, V::RecordId]),
        // What comes back to a worker from other areas.
        index(SUBMITTERS, record::Entity, vec![R::SubmittedBy, R::State])
            .and_where(Expr::col(R::SubmittedBy).is_not_null())
            .take(),
    ]
}
