//! People, declarations, and a register as an earlier version left it.

use std::path::PathBuf;

use backend::access::accounts::Reviewer;
use backend::audit;
use backend::audit::Note;
use backend::audit::tables::{audit_event, event};
use backend::crypt::first_format;
use backend::crypt::seal::{Binding, Sealed};
use backend::declare::content::DraftContent;
use backend::declare::submissions::{By, submit};
use backend::declare::tables::draft;
use backend::register::document::{Document, Summary};
use backend::register::tables::{record, submission};
use backend::testing::{self, TestStore, migrant};
use backend::{Keyring, Store};
use domain::access::Role;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder};
use serde::Serialize;
use uuid::Uuid;

pub(crate) const CHANGHONG: &str = "120104001";
pub(crate) const HEPING: &str = "120101001";

pub(crate) async fn supervisor(store: &Store, username: &str, division: &str) -> Reviewer {
    let account = testing::account(store, username, "刘督导员", Role::TownshipSupervisor, division).await.unwrap();
    Reviewer::of(&account).unwrap()
}

pub(crate) async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    submit(
        &test.store,
        testing::submission(id, migrant(child), &child.to_be_bytes()),
        By::Client(&testing::program(&test.store)),
    )
    .await
    .unwrap();
    id
}

/// The only record with this id, in whatever county it is.
pub(crate) async fn record_of(store: &Store, id: Uuid) -> record::Model {
    let records = record::Entity::find().all(&store.db).await.unwrap();
    records.into_iter().find(|record| record.id == id).unwrap()
}

pub(crate) async fn versions(store: &Store) -> Vec<submission::Model> {
    submission::Entity::find().order_by_asc(submission::Column::RecordId).all(&store.db).await.unwrap()
}

/// Kinds of the events that tell of tampering and keys, in the order of their numbers.
pub(crate) async fn told(store: &Store) -> Vec<String> {
    audit::seal(store).await.unwrap();
    let events = audit_event::Entity::find().order_by_asc(audit_event::Column::No).all(&store.db).await.unwrap();
    let kinds = ["integrity.broken", "seal.downgrade", "record.erased", "key.rotated"];
    events.into_iter().map(|event| event.kind).filter(|kind| kinds.contains(&kind.as_str())).collect()
}

pub(crate) fn key_file(test: &TestStore) -> PathBuf {
    test.folder.path().join("tongce.keys")
}

/// A program of its own on the same database and key file.
pub(crate) async fn another_program(test: &TestStore) -> Store {
    let mut store = test.reopen().await.unwrap();
    store.keys = Keyring::load(&key_file(test)).unwrap();
    store
}

/// A draft of a family.
pub(crate) async fn drafted(store: &Store) -> draft::Model {
    let content = DraftContent { answers: migrant(7), ..DraftContent::default() };
    let id = store.new_id();
    let sealed = content.seal(&store.keys, "120104", (id, 3)).unwrap();
    let row = draft::Model {
        county_code: "120104".into(),
        id,
        link_id: store.new_id(),
        holder: store.new_id(),
        record_id: None,
        revision: 3,
        form: None,
        notice_version: "2026-11".into(),
        consent_at: 0,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        created_at: 0,
        updated_at: store.clock.millis(),
    };
    row.clone().into_active_model().insert(&store.db).await.unwrap();
    row
}

/// Puts everything into format 1, as a version before keys of records left it, and lets the key file say so.
pub(crate) async fn to_format_1(test: &TestStore) {
    let path = key_file(test);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"oldest_format\": 2", "\"oldest_format\": 1")).unwrap();
    let (db, keys) = (&test.store.db, &test.store.keys);
    keys.refresh().unwrap();
    for was in record::Entity::find().all(db).await.unwrap() {
        let key = was.key(keys).unwrap();
        for row in submission::Entity::find().all(db).await.unwrap().into_iter().filter(|row| row.record_id == was.id) {
            let document = Document::open(&key, &row).unwrap();
            let sealed = first(keys, Binding::document(was.id, row.id, row.version), &document);
            let mut row = row.into_active_model();
            (row.document, row.key_id) = (Set(sealed.bytes), Set(sealed.key_id));
            row.update(db).await.unwrap();
        }
        for row in event::Entity::find().all(db).await.unwrap().into_iter().filter(|row| row.record_id == was.id) {
            if row.note.is_none() {
                continue;
            }
            let sealed = first(keys, Binding::note(was.id, row.id), &Note::open(&key, &row).unwrap());
            let mut row = row.into_active_model();
            (row.note, row.key_id) = (Set(Some(sealed.bytes)), Set(Some(sealed.key_id)));
            row.update(db).await.unwrap();
        }
        let sealed = first(keys, Binding::summary(was.id, was.version), &Summary::open(&key, &was).unwrap());
        let mut row = was.into_active_model();
        (row.summary, row.key_id) = (Set(sealed.bytes), Set(sealed.key_id));
        (row.sealed_key, row.root_id) = (Set(None), Set(None));
        row.update(db).await.unwrap();
    }
    for row in draft::Entity::find().all(db).await.unwrap() {
        let content = DraftContent::open(keys, &row).unwrap();
        let sealed = first(keys, Binding::draft(row.id, row.revision), &content);
        let mut row = row.into_active_model();
        (row.sealed, row.key_id) = (Set(sealed.bytes), Set(sealed.key_id));
        row.update(db).await.unwrap();
    }
}

fn first<T: Serialize>(keys: &Keyring, binding: Binding, value: &T) -> Sealed {
    first_format::seal(keys, binding, &serde_json::to_vec(value).unwrap()).unwrap()
}
