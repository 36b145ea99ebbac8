//! Phones are found by county and token, as links are.

use sea_orm_migration::prelude::*;

use super::columns::index;
use super::m20261127_000011_link_tokens::known_tokens;
use crate::access::tables::directory;
use crate::fieldwork::tables::device;

/// The index of an earlier step, over all counties.
const OVER_ALL: &str = "device_token_hash";
const OF_COUNTY: &str = "device_token";

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite too: what one connection drops, another one may still believe to be there when it makes it anew.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use device::Column as D;
        manager
            .execute(known_tokens(directory::Kind::DeviceToken, device::Entity, [D::TokenHash, D::CountyCode, D::Id]))
            .await?;
        manager.drop_index(Index::drop().name(OVER_ALL).table(device::Entity).to_owned()).await?;
        let of_county = vec![D::CountyCode, D::TokenHash];
        manager.create_index(index(OF_COUNTY, device::Entity, of_county).unique().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use device::Column as D;
        manager.drop_index(Index::drop().name(OF_COUNTY).table(device::Entity).to_owned()).await?;
        manager.create_index(index(OVER_ALL, device::Entity, vec![D::TokenHash]).unique().take()).await?;
        let mut known = Query::delete();
        known.from_table(directory::Entity);
        known.and_where(Expr::col(directory::Column::Kind).eq(directory::Kind::DeviceToken as i16));
        manager.execute(known).await
    }
}
