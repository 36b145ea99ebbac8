//! The trail: events, the lists that they name, batches, heads, lanes. What is written once refuses to be changed.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, bytes_null, create, drop_all, index, int, int_null, key, table, text, uuid, uuid_null,
};
use crate::audit::tables::{audit_batch, audit_event, audit_head, audit_lane, audit_subjects};

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Tables whose rows are written once.
const WRITTEN_ONCE: [&str; 4] = ["audit_event", "audit_subjects", "audit_batch", "audit_head"];

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes()).await?;
        let db = manager.get_connection();
        for statement in refusals(db.get_database_backend()) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables()).await?;
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("DROP FUNCTION written_once()").await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![events(), subjects(), batches(), heads(), lanes()]
}

fn events() -> TableCreateStatement {
    use audit_event::Column::*;
    let columns = vec![
        text(CountyCode),
        uuid(Lane),
        bigint(No),
        bigint(At),
        text(Kind),
        text(Outcome),
        text(ActorKind),
        uuid_null(Actor),
        uuid_null(Person),
        text(Role),
        uuid_null(Assignment),
        text(Relation),
        text(SubjectKind),
        uuid_null(Subject),
        int_null(Version),
        text(Groups),
        text(Purpose),
        bytes_null(Session),
        text(Peer),
        text(Request),
        bytes_null(DetailHash),
        text(Extra),
        bytes(Leaf),
    ];
    table(audit_event::Entity, columns).primary_key(&mut key(vec![CountyCode, Lane, No])).take()
}

fn subjects() -> TableCreateStatement {
    use audit_subjects::Column::*;
    let columns = vec![text(CountyCode), uuid(Lane), bigint(No), bytes(Ids)];
    table(audit_subjects::Entity, columns).primary_key(&mut key(vec![CountyCode, Lane, No])).take()
}

fn batches() -> TableCreateStatement {
    use audit_batch::Column::*;
    let columns = vec![
        text(CountyCode),
        bigint(N),
        uuid(Lane),
        bigint(FirstNo),
        bigint(LastNo),
        int(Count),
        text(Voids),
        bytes(Root),
        bytes(Prev),
        bytes(Hash),
        bigint(At),
    ];
    table(audit_batch::Entity, columns).primary_key(&mut key(vec![CountyCode, N])).take()
}

fn heads() -> TableCreateStatement {
    use audit_head::Column::*;
    let columns = vec![bigint(At), int(Size), text(Counties), bytes(Root), text(KeyId), bytes(Signature)];
    table(audit_head::Entity, columns).primary_key(&mut key(vec![At])).take()
}

fn lanes() -> TableCreateStatement {
    use audit_lane::Column::*;
    let columns = vec![uuid(Lane), bigint(OpenedAt), bigint(SeenAt), bigint_null(ClosedAt)];
    table(audit_lane::Entity, columns).primary_key(&mut key(vec![Lane])).take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    use audit_event::Column::{Actor, At, CountyCode, Subject};
    let of_events = |name: &str, column| index(name, audit_event::Entity, vec![CountyCode, column, At]);
    // How far the batches of a lane go is asked when its process has died.
    let lane = vec![audit_batch::Column::CountyCode, audit_batch::Column::Lane, audit_batch::Column::N];
    vec![
        of_events("audit_event_subject", Subject),
        of_events("audit_event_actor", Actor),
        index("audit_batch_lane", audit_batch::Entity, lane),
    ]
}

/// What refuses a change, also to the owner of the tables.
fn refusals(database: DbBackend) -> Vec<String> {
    if database == DbBackend::Postgres {
        let mut statements = vec![
            "CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ \
             BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$"
                .to_owned(),
        ];
        statements.extend(WRITTEN_ONCE.map(|table| {
            format!(
                "CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
            )
        }));
        return statements;
    }
    let refuse = |table: &str, verb: &str| {
        format!(
            "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} \
             BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
        )
    };
    WRITTEN_ONCE.iter().flat_map(|table| [refuse(table, "UPDATE"), refuse(table, "DELETE")]).collect()
}
