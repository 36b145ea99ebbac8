//! Keys and suites change while people read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use backend::crypt::suite::Suite;
use backend::declare::content::DraftContent;
use backend::declare::tables::draft;
use backend::register::document::{Document, Summary};
use backend::register::tables::{record, submission};
use backend::rotation::status::everywhere;
use backend::rotation::{self, Options};
use backend::testing::{TODAY, TestStore, stores};
use backend::{Keyring, Store, register, seed};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::harness::*;

/// Enough for some steps in each of several counties.
const RECORDS: u64 = 240;

fn options() -> Options {
    Options { values: true, step: 16, requests_end: Duration::from_millis(300), pause: 0, ..Options::default() }
}

async fn filled(test: &TestStore) {
    seed::records(&test.store, RECORDS, 5, TODAY, |_| ()).await.unwrap();
    drafted(&test.store).await;
}

/// Reads a record as a page does: its row, and a moment later its version.
async fn read(store: &Store, (county, id): &(String, Uuid)) -> backend::Result<()> {
    let record = register::rows::records::by_id(&store.db, county, *id).await?.unwrap();
    tokio::time::sleep(Duration::from_millis(2)).await;
    let version = register::rows::submissions::version(&store.db, county, *id, record.version).await?.unwrap();
    let key = record.key(&store.keys)?;
    Document::open(&key, &version)?;
    Summary::open(&key, &record)?;
    Ok(())
}

/// Reads all the time; tells how often, and how often in vain.
async fn read_on(store: Store, stop: Arc<AtomicBool>, failed: Arc<AtomicU64>) -> u64 {
    let rows = record::Entity::find().all(&store.db).await.unwrap();
    let places: Vec<(String, Uuid)> = rows.into_iter().map(|row| (row.county_code, row.id)).collect();
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        for place in &places {
            if let Err(error) = read(&store, place).await {
                eprintln!("{error:?}");
                failed.fetch_add(1, Ordering::Relaxed);
            }
            count += 1;
            if stop.load(Ordering::Relaxed) {
                break;
            }
        }
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t_55_a_register_of_format_1_changes_to_sm4_while_it_is_read_and_the_job_is_killed() {
    for test in stores().await.unwrap() {
        filled(&test).await;
        to_format_1(&test).await;
        let (stop, failed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        // Two programs: one serves and knows the old key only, the other one rotates.
        let readers: Vec<_> =
            (0..2).map(|_| tokio::spawn(read_on(test.store.clone(), Arc::clone(&stop), Arc::clone(&failed)))).collect();
        Keyring::add_key(&key_file(&test), Suite::Sm).unwrap();
        let mut killed = 0;
        for turn in 0..10 {
            let other = another_program(&test).await;
            let allowed = Duration::from_millis(40 + 75 * turn);
            killed += u32::from(tokio::time::timeout(allowed, rotation::run(&other, &options())).await.is_err());
        }
        assert!(killed >= 5, "killed {killed} times");
        let other = another_program(&test).await;
        let report = rotation::run(&other, &options()).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        let mut reads = 0;
        for reader in readers {
            reads += reader.await.unwrap();
        }
        assert_eq!((failed.load(Ordering::Relaxed), report.left, report.damaged), (0, 0, 0), "{reads} reads");
        assert!(reads > 100, "{reads} reads");

        for (table, by_key) in everywhere(&test.store).await.unwrap() {
            let under: Vec<&str> = by_key.keys().map(String::as_str).collect();
            let wanted = match table {
                "record.sealed_key" => "k2",
                "draft.sealed" => "county/k2",
                _ => "record/2",
            };
            assert_eq!(under, [wanted], "{table}");
        }
        let rows = submission::Entity::find().all(&test.store.db).await.unwrap();
        assert!(rows.len() as u64 == RECORDS && rows.iter().all(|row| row.document.starts_with(b"TC\x02\x02")));
        assert_eq!(Keyring::load(&key_file(&test)).unwrap().oldest_format(), 2);
        assert_eq!(rotation::run(&other, &options()).await.unwrap(), rotation::Report::default(), "twice is once");
    }
}

#[tokio::test]
async fn t_55_what_is_put_back_in_format_1_afterwards_is_refused_and_told() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        to_format_1(&test).await;
        let before = versions(store).await.pop().unwrap();
        let report = rotation::run(store, &options()).await.unwrap();
        assert_eq!((report.first_keys, report.sealed, report.left), (1, 1, 0));
        assert_eq!(store.keys.oldest_format(), 2);
        let mut row = versions(store).await.pop().unwrap().into_active_model();
        (row.document, row.key_id) = (Set(before.document), Set(before.key_id));
        row.update(&store.db).await.unwrap();
        let row = versions(store).await.pop().unwrap();
        assert!(Document::open(&record_of(store, id).await.key(&store.keys).unwrap(), &row).is_err());
        assert_eq!(told(store).await, ["key.rotated", "seal.downgrade"]);
    }
}

#[tokio::test]
async fn a_new_root_wraps_keys_anew_and_leaves_documents_as_they_are() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        drafted(store).await;
        let (was, before) = (record_of(store, id).await, versions(store).await);
        Keyring::add_key(&key_file(&test), Suite::Aes).unwrap();
        let other = another_program(&test).await;
        let report = rotation::run(&other, &Options { values: false, ..options() }).await.unwrap();
        assert_eq!((report.wrapped, report.sealed, report.left), (1, 1, 0), "one key, one draft");
        let now = record_of(store, id).await;
        assert_eq!((before, was.summary), (versions(store).await, now.summary.clone()));
        assert_eq!((was.root_id.as_deref(), now.root_id.as_deref()), (Some("k1"), Some("k2")));
        // The program that was running reads the key file again.
        assert!(Summary::open(&now.key(&store.keys).unwrap(), &now).is_ok());
        let row = draft::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert!(DraftContent::open(&store.keys, &row).is_ok() && row.key_id == "county/k2");
        assert_eq!(store.keys.sealing_root(), "k2");
    }
}

#[tokio::test]
async fn one_county_is_rotated_alone_and_what_was_tampered_with_is_told_and_left() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (good, bad) = (submitted(&test, 1).await, submitted(&test, 2).await);
        let mut row = record_of(store, bad).await.into_active_model();
        row.sealed_key = Set(record_of(store, good).await.sealed_key);
        row.update(&store.db).await.unwrap();
        Keyring::add_key(&key_file(&test), Suite::Aes).unwrap();
        let other = another_program(&test).await;
        let elsewhere = Options { county: Some("120101".into()), values: false, ..options() };
        assert_eq!(rotation::run(&other, &elsewhere).await.unwrap(), rotation::Report::default());
        let here = Options { county: Some("120104".into()), values: false, ..options() };
        let report = rotation::run(&other, &here).await.unwrap();
        assert_eq!((report.wrapped, report.left, report.damaged), (1, 1, 1));
        assert!(report.is_done());
        assert_eq!(told(&other).await, ["key.rotated", "integrity.broken"]);
    }
}
