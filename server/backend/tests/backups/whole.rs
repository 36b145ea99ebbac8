//! A backup has everything, and what is restored is what was there.

use std::collections::BTreeSet;

use backend::audit;
use backend::backup::{self, Outside};
use backend::crypt::seal::{self, Binding};
use backend::register::tables::attachment;
use backend::review;
use backend::testing::distribution::TABLES;
use backend::testing::{migrant, stores};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::harness::*;

#[tokio::test]
async fn a_small_register_is_backed_up_restored_elsewhere_verified_and_read() {
    for test in stores().await.unwrap() {
        let (store, officer) = (&test.store, Officer::new(test.folder.path(), "officer"));
        let (reviewer, record) = (supervisor(store, "liu").await, submitted(store, 1).await);
        let picture = picture(store, record).await;
        let (file, written) = backed_up(&test, &officer, None).await;
        // What is done afterwards is not in it.
        submitted(store, 2).await;

        let elsewhere = restored(&test, &file, &officer).await;
        let refused = backup::refuse_unchecked(elsewhere.url()).await.unwrap_err();
        assert!(refused.to_string().contains("tongce restore-check"), "{refused}");
        let checked = checked(&elsewhere, Outside::default()).await;
        assert!(checked.passed && checked.events >= 2, "{checked:?}");
        backup::refuse_unchecked(elsewhere.url()).await.unwrap();

        backend::migration::migrate(&elsewhere.store).await.unwrap();
        let opened = review::open(&elsewhere.store, &reviewer, record).await.unwrap();
        let name = migrant(1).value("child_name").unwrap().as_text().unwrap().to_owned();
        assert!(format!("{opened:?}").contains(&name), "the record is read as it was");
        let there = attachment::Entity::find().one(&elsewhere.store.db).await.unwrap().unwrap();
        assert_eq!(there, picture);
        let mut faults = Vec::new();
        audit::close(&elsewhere.store).await.unwrap();
        let report =
            audit::verify(&elsewhere.store, None, None, &mut |fault| faults.push(fault.to_string())).await.unwrap();
        assert_eq!((faults, report.unsealed), (Vec::<String>::new(), 0));
        assert_eq!(written.manifest.counts["record"], 1);
    }
}

async fn picture(store: &backend::Store, submission: uuid::Uuid) -> attachment::Model {
    let id = store.new_id();
    let sealed = seal::seal(&store.keys, "120104", Binding::attachment(id), &[7; 200_000]).unwrap();
    let row = attachment::Model {
        county_code: "120104".into(),
        submission_id: submission,
        id,
        shows: "signature".into(),
        media_type: "image/jpeg".into(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        received_at: 1,
    };
    row.clone().into_active_model().insert(&store.db).await.unwrap();
    row
}

#[tokio::test]
async fn a_backup_has_every_table_and_its_file_says_nothing() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        submitted(&test.store, 1).await;
        let (file, written) = backed_up(&test, &officer, None).await;
        let tables: BTreeSet<&str> = written.manifest.counts.keys().map(String::as_str).collect();
        let declared =
            TABLES.iter().map(|(table, _)| *table).filter(|table| !["seaql_migrations", "division"].contains(table));
        assert_eq!(tables, declared.collect());
        let bytes = std::fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
        for word in ["manifest", "county_code", "120104"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
        }
    }
}

#[tokio::test]
async fn a_backup_is_of_one_instant_while_people_submit() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        for child in 1..=20 {
            submitted(&test.store, child).await;
        }
        let writer = async {
            for child in 21..=60 {
                submitted(&test.store, child).await;
            }
        };
        let ((file, written), ()) = tokio::join!(backed_up(&test, &officer, None), writer);
        let counts = &written.manifest.counts;
        assert_eq!((counts["record"], counts["event"]), (counts["submission"], counts["submission"]));
        let elsewhere = restored(&test, &file, &officer).await;
        let checked = checked(&elsewhere, Outside::default()).await;
        assert!(checked.passed, "{checked:?}");
    }
}

#[tokio::test]
async fn a_register_grows_from_sqlite_into_postgresql_by_its_backup() {
    let stores = stores().await.unwrap();
    // A run without a cluster has one kind of database.
    let [small, large] = &stores[..] else { return };
    let officer = Officer::new(small.folder.path(), "officer");
    let (reviewer, record) = (supervisor(&small.store, "liu").await, submitted(&small.store, 1).await);
    let (file, _) = backed_up(small, &officer, None).await;
    let mut grown = large.elsewhere().await.unwrap();
    grown.store.keys = small.store.keys.clone();
    backup::restore(&grown.store, grown.url(), &file, &officer.identities()).await.unwrap();
    assert!(checked(&grown, Outside::default()).await.passed);
    assert!(review::open(&grown.store, &reviewer, record).await.is_ok());
}
