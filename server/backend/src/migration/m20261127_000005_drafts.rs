//! Drafts have limits and an end: what a link has open, and what nobody touched for long, is found by an index.

use sea_orm_migration::prelude::*;

use super::columns::index;
use crate::declare::tables::draft::{Column, Entity};

const OF_LINK: &str = "draft_of_link";
const UNTOUCHED: &str = "draft_untouched";

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_link = vec![Column::CountyCode, Column::LinkId, Column::CreatedAt];
        manager.create_index(index(OF_LINK, Entity, of_link)).await?;
        let untouched = vec![Column::CountyCode, Column::UpdatedAt, Column::Id];
        manager.create_index(index(UNTOUCHED, Entity, untouched)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [OF_LINK, UNTOUCHED] {
            let mut drop = Index::drop();
            drop.name(name).table(Entity);
            manager.drop_index(drop).await?;
        }
        Ok(())
    }
}
