//! Archives of the trail. What is written once may be removed when an archive has it, and only then.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

use super::columns::{bigint, bytes, create, drop_all, key, table, text};
use crate::audit::tables::audit_archive;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// What lets a row go: an event that is no younger than an archive of its county, and the ids of an event that is gone.
const ARCHIVED: [(&str, &str); 2] = [
    ("audit_event", "EXISTS (SELECT 1 FROM audit_archive WHERE county_code = OLD.county_code AND until >= OLD.at)"),
    (
        "audit_subjects",
        "NOT EXISTS (SELECT 1 FROM audit_event WHERE county_code = OLD.county_code AND lane = OLD.lane AND no = OLD.no)",
    ),
];

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite too: another connection would still know the trigger that was dropped.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![archives()], Vec::new()).await?;
        run(manager, &removal(manager.get_database_backend(), true)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &removal(manager.get_database_backend(), false)).await?;
        drop_all(manager, vec![archives()]).await
    }
}

fn archives() -> TableCreateStatement {
    use audit_archive::Column::*;
    let columns = vec![
        text(CountyCode),
        bigint(N),
        bigint(FirstN),
        bigint(Events),
        bigint(Until),
        text(File),
        bytes(Digest),
        bigint(At),
        text(KeyId),
        bytes(Signature),
    ];
    table(audit_archive::Entity, columns).primary_key(&mut key(vec![CountyCode, N])).take()
}

/// What refuses the removal of a row, but of those that are archived.
fn removal(database: DbBackend, archived: bool) -> Vec<String> {
    if database == DbBackend::Postgres {
        return on_postgres(archived);
    }
    ARCHIVED
        .iter()
        .flat_map(|(table, condition)| {
            let unless = if archived { format!("WHEN NOT ({condition})") } else { String::new() };
            [
                format!("DROP TRIGGER {table}_DELETE"),
                format!(
                    "CREATE TRIGGER {table}_DELETE BEFORE DELETE ON {table} {unless} \
                     BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
                ),
            ]
        })
        .collect()
}

/// The one function of all triggers knows at which of them it was called: a trigger's own condition may ask no table.
fn on_postgres(archived: bool) -> Vec<String> {
    let [(_, event), (_, subjects)] = ARCHIVED;
    let exceptions = if archived {
        format!(
            "IF TG_LEVEL = 'ROW' AND TG_TABLE_NAME = 'audit_event' THEN \
             IF {event} THEN RETURN OLD; END IF; \
             ELSIF TG_LEVEL = 'ROW' THEN \
             IF {subjects} THEN RETURN OLD; END IF; END IF; "
        )
    } else {
        String::new()
    };
    let mut statements = vec![format!(
        "CREATE OR REPLACE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ \
         BEGIN {exceptions}RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$"
    )];
    for (table, _) in ARCHIVED {
        let verbs = if archived { "UPDATE OR TRUNCATE" } else { "UPDATE OR DELETE OR TRUNCATE" };
        statements.push(format!("DROP TRIGGER {table}_written_once ON {table}"));
        statements.push(format!(
            "CREATE TRIGGER {table}_written_once BEFORE {verbs} ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
        ));
        statements.push(if archived {
            format!(
                "CREATE TRIGGER {table}_archived BEFORE DELETE ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION written_once()"
            )
        } else {
            format!("DROP TRIGGER {table}_archived ON {table}")
        });
    }
    statements
}

async fn run(manager: &SchemaManager<'_>, statements: &[String]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
