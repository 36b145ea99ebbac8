//! The tables of a migrated database.

use std::collections::{BTreeMap, BTreeSet};

use backend::store::Pool;
use backend::testing::distribution::{Finding, Kind, Rule, TABLES, exceptions, kind};
use backend::testing::{TestStore, stores};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

/// A table as the catalogue of its database tells it.
#[derive(Debug, Default)]
struct Table {
    /// Columns that must hold a value.
    required: BTreeSet<String>,
    primary: Vec<String>,
    unique: Vec<Vec<String>>,
    /// Foreign keys, triggers and numbers that the database counts on its own.
    tied: Vec<String>,
}

#[tokio::test]
async fn every_table_is_declared_and_keeps_the_rules_of_its_kind() {
    for test in stores().await.unwrap() {
        let database = test.store.db.get_database_backend();
        let tables = tables(&test).await;
        let declared: BTreeSet<&str> = TABLES.iter().map(|(name, _)| *name).collect();
        let there: BTreeSet<&str> = tables.keys().map(String::as_str).collect();
        assert_eq!(there, declared, "{database:?}: a table that TABLES does not name, or a name without a table");

        let mut broken = BTreeSet::new();
        for (name, table) in &tables {
            let kind = kind(name).unwrap();
            assert!(!table.primary.is_empty(), "{database:?}: {name} has no primary key");
            let Some(column) = kind.column() else { continue };
            assert!(table.required.contains(column), "{database:?}: {name}.{column} may be NULL");
            if kind == Kind::County {
                broken.extend(table.tied.iter().map(|tie| finding(format!("{name} {tie}"))));
            }
            if table.primary.first().is_none_or(|first| first != column) {
                broken.insert(finding(format!("{name} ({})", table.primary.join(", "))));
            }
            for unique in table.unique.iter().filter(|columns| !columns.iter().any(|name| name == column)) {
                broken.insert(finding(format!("{name} unique ({})", unique.join(", "))));
            }
        }
        let on_postgres = database == DbBackend::Postgres;
        broken.extend(functions(&test).await);
        let excepted: BTreeSet<String> = exceptions()
            .iter()
            .filter(|exception| is_of_schema(&exception.finding) && (on_postgres || !exception.postgres_only))
            .map(|exception| exception.finding.clone())
            .collect();
        let new: Vec<&String> = broken.difference(&excepted).collect();
        assert!(
            new.is_empty(),
            "{database:?}: keys without the column by which their table lies, tables tied to one database, or functions: {new:#?}"
        );
        let gone: Vec<&String> = excepted.difference(&broken).collect();
        assert!(gone.is_empty(), "{database:?}: no longer so; take them out of exceptions.txt: {gone:#?}");
    }
}

fn finding(shape: String) -> String {
    Finding { rule: Rule::Key, shape }.to_string()
}

/// Whether a line of the list is about the tables and what stands beside them.
pub(super) fn is_of_schema(line: &str) -> bool {
    line.starts_with("key |") || line.starts_with("function |") && !line.contains("| pg_")
}

/// Functions of ours. SQLite keeps none.
async fn functions(test: &TestStore) -> Vec<String> {
    let db = &test.store.db;
    if db.get_database_backend() == DbBackend::Sqlite {
        return Vec::new();
    }
    let functions = "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
    let told = |row: &QueryResult| Finding { rule: Rule::Function, shape: text(row, 0) }.to_string();
    asked(db, functions).await.iter().map(told).collect()
}

async fn tables(test: &TestStore) -> BTreeMap<String, Table> {
    let db = &test.store.db;
    match db.get_database_backend() {
        DbBackend::Sqlite => of_sqlite(db).await,
        _ => of_postgres(db).await,
    }
}

async fn asked(db: &Pool, sql: &str) -> Vec<QueryResult> {
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap()
}

fn text(row: &QueryResult, at: usize) -> String {
    row.try_get_by_index(at).unwrap()
}

fn names(row: &QueryResult, at: usize) -> Vec<String> {
    text(row, at).split(',').map(str::to_owned).collect()
}

async fn of_sqlite(db: &Pool) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    for row in
        asked(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'").await
    {
        let name = text(&row, 0);
        let mut table = Table::default();
        let columns = format!("SELECT name, \"notnull\", pk FROM pragma_table_info('{name}') ORDER BY pk");
        for column in asked(db, &columns).await {
            let (required, key): (i32, i32) =
                (column.try_get_by_index(1).unwrap(), column.try_get_by_index(2).unwrap());
            if key > 0 {
                table.primary.push(text(&column, 0));
            }
            if required != 0 || key > 0 {
                table.required.insert(text(&column, 0));
            }
        }
        let unique = format!(
            "SELECT (SELECT group_concat(name) FROM pragma_index_info(i.name)) FROM pragma_index_list('{name}') AS i \
             WHERE i.\"unique\" AND i.origin <> 'pk'"
        );
        table.unique = asked(db, &unique).await.iter().map(|row| names(row, 0)).collect();
        let tied = format!(
            "SELECT 'foreign key to ' || \"table\" FROM pragma_foreign_key_list('{name}') UNION ALL \
             SELECT 'trigger' FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{name}'"
        );
        table.tied = asked(db, &tied).await.iter().map(|row| text(row, 0)).collect();
        tables.insert(name, table);
    }
    tables
}

async fn of_postgres(db: &Pool) -> BTreeMap<String, Table> {
    let mut tables: BTreeMap<String, Table> =
        asked(db, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            .await
            .iter()
            .map(|row| (text(row, 0), Table::default()))
            .collect();
    let required = "SELECT table_name::text, column_name::text FROM information_schema.columns \
                    WHERE table_schema = 'public' AND is_nullable = 'NO'";
    for row in asked(db, required).await {
        tables.get_mut(&text(&row, 0)).unwrap().required.insert(text(&row, 1));
    }
    let unique = "SELECT t.relname::text, i.indisprimary, (SELECT string_agg(a.attname::text, ',' ORDER BY k.at) \
                  FROM unnest(i.indkey) WITH ORDINALITY AS k(number, at) \
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) \
                  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
                  WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace";
    for row in asked(db, unique).await {
        let table = tables.get_mut(&text(&row, 0)).unwrap();
        if row.try_get_by_index(1).unwrap() {
            table.primary = names(&row, 2)
        } else {
            table.unique.push(names(&row, 2))
        }
    }
    let tied = "SELECT conrelid::regclass::text, 'foreign key ' || conname FROM pg_constraint \
                WHERE contype = 'f' AND connamespace = 'public'::regnamespace UNION ALL \
                SELECT tgrelid::regclass::text, 'trigger' FROM pg_trigger WHERE NOT tgisinternal UNION ALL \
                SELECT table_name::text, 'default ' || column_default FROM information_schema.columns \
                WHERE table_schema = 'public' AND (is_identity = 'YES' OR column_default LIKE '%(%')";
    for row in asked(db, tied).await {
        tables.get_mut(&text(&row, 0)).unwrap().tied.push(text(&row, 1));
    }
    tables
}
