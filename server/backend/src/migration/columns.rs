//! What the steps build tables of.

use sea_orm_migration::prelude::*;

/// A column that must hold a value.
pub(super) fn required<C: IntoIden>(column: C) -> ColumnDef {
    let mut def = ColumnDef::new(column);
    def.not_null();
    def
}

pub(super) fn text<C: IntoIden>(column: C) -> ColumnDef {
    required(column).text().take()
}
pub(super) fn text_null<C: IntoIden>(column: C) -> ColumnDef {
    ColumnDef::new(column).text().take()
}
pub(super) fn bigint<C: IntoIden>(column: C) -> ColumnDef {
    required(column).big_integer().take()
}
pub(super) fn bigint_null<C: IntoIden>(column: C) -> ColumnDef {
    ColumnDef::new(column).big_integer().take()
}
pub(super) fn int<C: IntoIden>(column: C) -> ColumnDef {
    required(column).integer().take()
}
pub(super) fn int_null<C: IntoIden>(column: C) -> ColumnDef {
    ColumnDef::new(column).integer().take()
}
pub(super) fn uuid<C: IntoIden>(column: C) -> ColumnDef {
    required(column).uuid().take()
}
pub(super) fn uuid_null<C: IntoIden>(column: C) -> ColumnDef {
    ColumnDef::new(column).uuid().take()
}
pub(super) fn bytes<C: IntoIden>(column: C) -> ColumnDef {
    required(column).blob().take()
}
pub(super) fn bytes_null<C: IntoIden>(column: C) -> ColumnDef {
    ColumnDef::new(column).blob().take()
}

pub(super) fn table<T: IntoTableRef>(table: T, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut statement = Table::create();
    statement.table(table);
    for column in columns {
        statement.col(column);
    }
    statement
}

pub(super) fn key<C: IntoIden>(columns: Vec<C>) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(column);
    }
    index
}

pub(super) fn index<T: IntoTableRef, C: IntoIden>(name: &str, table: T, columns: Vec<C>) -> IndexCreateStatement {
    key(columns).name(name).table(table).take()
}

/// Makes the tables, then the indexes.
pub(super) async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for statement in tables {
        manager.create_table(statement).await?;
    }
    for statement in indexes {
        manager.create_index(statement).await?;
    }
    Ok(())
}

/// Drops the tables that these statements make, the last one first.
pub(super) async fn drop_all(manager: &SchemaManager<'_>, tables: Vec<TableCreateStatement>) -> Result<(), DbErr> {
    for statement in tables.into_iter().rev() {
        if let Some(name) = statement.get_table_name() {
            manager.drop_table(Table::drop().table(name.clone()).take()).await?;
        }
    }
    Ok(())
}
