//! Links are found by county and token. A token of an earlier version tells no county: the directory knows it.

use sea_orm_migration::prelude::*;

use super::columns::{bytes, create, drop_all, index, key, required, table, text, uuid};
use crate::access::tables::directory;
use crate::links::tables::link;

/// The index of the first step, over all counties.
const OVER_ALL: &str = "link_token_hash";
/// Another one of it, which the primary key makes needless.
const ID: &str = "link_id";
const OF_COUNTY: &str = "link_token";

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
        use link::Column as L;
        create(manager, vec![directories()], Vec::new()).await?;
        manager
            .execute(known_tokens(directory::Kind::LinkToken, link::Entity, [L::TokenHash, L::CountyCode, L::Id]))
            .await?;
        for name in [OVER_ALL, ID] {
            manager.drop_index(Index::drop().name(name).table(link::Entity).to_owned()).await?;
        }
        let of_county = index(OF_COUNTY, link::Entity, vec![L::CountyCode, L::TokenHash]);
        manager.create_index(of_county.to_owned().unique().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use link::Column as L;
        manager.drop_index(Index::drop().name(OF_COUNTY).table(link::Entity).to_owned()).await?;
        for (name, column) in [(OVER_ALL, L::TokenHash), (ID, L::Id)] {
            manager.create_index(index(name, link::Entity, vec![column]).unique().take()).await?;
        }
        drop_all(manager, vec![directories()]).await
    }
}

fn directories() -> TableCreateStatement {
    use directory::Column::*;
    table(directory::Entity, vec![bytes(Key), required(Kind).small_integer().take(), text(CountyCode), uuid(Id)])
        .primary_key(&mut key(vec![Key]))
        .take()
}

/// Every row that is there has a token that tells no county. `columns`: the token's hash, the county, the id.
pub(super) fn known_tokens<C: Iden + Copy>(kind: directory::Kind, from: impl Iden, columns: [C; 3]) -> InsertStatement {
    use directory::Column as D;
    let [token, county, id] = columns;
    let mut tokens = Query::select();
    tokens.column(token).expr(Expr::value(kind as i16)).columns([county, id]).from(from);
    let mut insert = Query::insert();
    insert.into_table(directory::Entity).columns([D::Key, D::Kind, D::CountyCode, D::Id]);
    // Four columns on both sides.
    let _ = insert.select_from(tokens);
    insert
}
