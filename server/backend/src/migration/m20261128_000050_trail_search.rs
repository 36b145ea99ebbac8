//! The trail is searched: by day, and by what was done.

use sea_orm_migration::prelude::*;

use super::columns::index;
use crate::audit::tables::audit_event;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// The indexes, by their names.
const BY_DAY: &str = "audit_event_at";
const BY_KIND: &str = "audit_event_kind";

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use audit_event::Column::{At, CountyCode, Kind, Lane, No};
        manager.create_index(index(BY_DAY, audit_event::Entity, vec![CountyCode, At, Lane, No])).await?;
        manager.create_index(index(BY_KIND, audit_event::Entity, vec![CountyCode, Kind, At])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [BY_KIND, BY_DAY] {
            manager.drop_index(Index::drop().name(name).table(audit_event::Entity).to_owned()).await?;
        }
        Ok(())
    }
}
