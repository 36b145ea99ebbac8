//! Events, and somebody who may change any table.

use backend::Store;
use backend::access::accounts::Reviewer;
use backend::audit::tables::{audit_batch, audit_event};
use backend::audit::{self, Actor, ActorKind, Entry, Fault, Kind, Report, pen};
use backend::declare::submissions::{By, submit};
use backend::testing::{self, TestStore, migrant, program, submission};
use domain::access::Role;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

pub(crate) const CHANGHONG: &str = "120104001";
pub(crate) const NANKAI: &str = "120104";

pub(crate) async fn supervisor(store: &Store, username: &str) -> Reviewer {
    let account = testing::account(store, username, "刘督导员", Role::TownshipSupervisor, CHANGHONG).await.unwrap();
    Reviewer::of(&account).unwrap()
}

pub(crate) async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    submit(&test.store, submission(id, migrant(child), &child.to_be_bytes()), By::Client(&program(&test.store)))
        .await
        .unwrap();
    id
}

/// Somebody opens a record of a county.
pub(crate) fn opened(store: &Store, county: &str) -> Entry {
    let actor = Actor {
        kind: ActorKind::Account,
        id: Some(Uuid::from_u128(1)),
        role: "township_supervisor",
        relation: "township",
        session: Some([9; 16]),
        ..Actor::default()
    };
    let mut entry = Entry::new(county, store.clock.millis(), Kind::RecordOpened, actor).of("record", store.new_id());
    entry.version = Some(1);
    entry.groups = vec!["address", "name"];
    entry.peer = "192.0.2.0/24".into();
    entry.with("note", "x")
}

/// Writes events in one transaction.
pub(crate) async fn written(store: &Store, entries: &[Entry]) {
    let tx = store.begin().await.unwrap();
    pen::append(store, &tx, entries).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn events(store: &Store, county: &str) -> Vec<audit_event::Model> {
    let of_county = audit_event::Entity::find().filter(audit_event::Column::CountyCode.eq(county));
    of_county
        .order_by_asc(audit_event::Column::Lane)
        .order_by_asc(audit_event::Column::No)
        .all(&store.db)
        .await
        .unwrap()
}

pub(crate) async fn batches(store: &Store, county: &str) -> Vec<audit_batch::Model> {
    let of_county = audit_batch::Entity::find().filter(audit_batch::Column::CountyCode.eq(county));
    of_county.order_by_asc(audit_batch::Column::N).all(&store.db).await.unwrap()
}

pub(crate) async fn verified(store: &Store) -> (Report, Vec<Fault>) {
    verified_against(store, None).await
}

pub(crate) async fn verified_against(store: &Store, anchors: Option<&str>) -> (Report, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut lines = anchors.map(str::as_bytes);
    let lines = lines.as_mut().map(|lines| -> &mut dyn std::io::BufRead { lines });
    let report = audit::verify(store, None, lines, &mut |fault| faults.push(fault.clone())).await.unwrap();
    (report, faults)
}

/// What the owner of the tables can do first: take away what refuses a change.
pub(crate) async fn unlocked(store: &Store) {
    let tables = ["audit_event", "audit_subjects", "audit_batch", "audit_head"];
    for table in tables {
        match store.db.get_database_backend() {
            DbBackend::Postgres => run(store, &format!("ALTER TABLE {table} DISABLE TRIGGER ALL")).await,
            _ => {
                run(store, &format!("DROP TRIGGER {table}_UPDATE")).await;
                run(store, &format!("DROP TRIGGER {table}_DELETE")).await;
            }
        }
    }
}

pub(crate) async fn run(store: &Store, sql: &str) {
    try_run(store, sql).await.unwrap();
}

pub(crate) async fn try_run(store: &Store, sql: &str) -> Result<(), sea_orm::DbErr> {
    testing::run_as_owner(store, sql).await
}

/// An id as SQL writes it.
pub(crate) fn quoted(store: &Store, id: Uuid) -> String {
    match store.db.get_database_backend() {
        DbBackend::Postgres => format!("'{id}'"),
        _ => format!("X'{}'", id.simple()),
    }
}

/// Bytes as SQL writes them.
pub(crate) fn bytes(store: &Store, hex: &str) -> String {
    match store.db.get_database_backend() {
        DbBackend::Postgres => format!("'\\x{hex}'"),
        _ => format!("X'{hex}'"),
    }
}
