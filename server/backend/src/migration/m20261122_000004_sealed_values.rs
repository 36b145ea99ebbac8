//! How PostgreSQL keeps sealed values: as they are, because what is encrypted cannot be made smaller, and a
//! submission's document in its own row, because one that is moved aside costs two more rows and their index.

use sea_orm::{ConnectionTrait, DbBackend, EntityName};
use sea_orm_migration::prelude::*;

use crate::audit::tables::event;
use crate::declare::tables::{draft, refused_message};
use crate::fieldwork::tables::household;
use crate::register::tables::{attachment, record, submission, visit};

/// Bytes of a row up to which PostgreSQL moves nothing out of it: nearly a page.
const ROW: u32 = 8160;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, "EXTERNAL", &format!("SET (toast_tuple_target = {ROW})")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, "EXTENDED", "RESET (toast_tuple_target)").await
    }
}

/// Says so for every sealed column; SQLite knows nothing of the kind.
async fn set(manager: &SchemaManager<'_>, storage: &str, rows: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sealed = [
        (submission::Entity.table_name(), "document"),
        (record::Entity.table_name(), "summary"),
        (event::Entity.table_name(), "note"),
        (draft::Entity.table_name(), "sealed"),
        (household::Entity.table_name(), "sealed"),
        (visit::Entity.table_name(), "sealed"),
        (refused_message::Entity.table_name(), "sealed"),
        (attachment::Entity.table_name(), "sealed"),
    ];
    let connection = manager.get_connection();
    for (table, column) in sealed {
        let sql = format!("ALTER TABLE \"{table}\" ALTER COLUMN \"{column}\" SET STORAGE {storage}");
        connection.execute_unprepared(&sql).await?;
    }
    connection.execute_unprepared(&format!("ALTER TABLE \"{}\" {rows}", submission::Entity.table_name())).await?;
    Ok(())
}
