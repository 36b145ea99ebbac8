//! Sessions lie by the county of whoever signed in.
//!
//! The table is written anew, because SQLite changes no primary key; it holds what was signed in within half a day. Those
//! sessions tell no county and go on until they end.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bytes, create, index, key, table, text};
use crate::access::tables::session::{Column, Entity};

/// The table of before, while it is read.
const BEFORE: &str = "session_before";
const EXPIRES_AT: &str = "session_expires_at";

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
        use Column::{CountyCode, Data, EndsAt, ExpiresAt, Id};
        let columns = vec![text(CountyCode), text(Id), bytes(Data), bigint(ExpiresAt), bigint(EndsAt)];
        anew(manager, columns, vec![CountyCode, Id]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use Column::{Data, EndsAt, ExpiresAt, Id};
        let columns = vec![text(Id), bytes(Data), bigint(ExpiresAt), bigint(EndsAt).default(0).take()];
        anew(manager, columns, vec![Id]).await
    }
}

/// Makes the table of these columns and carries the sessions over, without a county.
async fn anew(manager: &SchemaManager<'_>, columns: Vec<ColumnDef>, of_key: Vec<Column>) -> Result<(), DbErr> {
    let tells_county = of_key.len() > 1;
    manager.drop_index(Index::drop().name(EXPIRES_AT).table(Entity).to_owned()).await?;
    manager.rename_table(Table::rename().table(Entity, BEFORE).to_owned()).await?;
    let sessions = table(Entity, columns).primary_key(&mut key(of_key)).take();
    create(manager, vec![sessions], vec![index(EXPIRES_AT, Entity, vec![Column::ExpiresAt])]).await?;
    let others = [Column::Id, Column::Data, Column::ExpiresAt, Column::EndsAt];
    let mut rows = Query::select();
    let mut insert = Query::insert();
    insert.into_table(Entity);
    if tells_county {
        rows.expr(Expr::value(""));
        insert.columns([Column::CountyCode].into_iter().chain(others));
    } else {
        insert.columns(others);
    }
    rows.columns(others).from(BEFORE);
    // As many columns on both sides.
    let _ = insert.select_from(rows);
    manager.execute(insert).await?;
    manager.drop_table(Table::drop().table(BEFORE).to_owned()).await
}
