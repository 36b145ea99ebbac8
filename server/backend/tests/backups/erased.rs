//! Whoever was erased after the backup is erased again.

use backend::audit::Actor;
use backend::backup::Outside;
use backend::erasure::{log, shred};
use backend::register::rows::records;
use backend::testing::stores;
use backend::{backup, review};
use domain::problem::Problem;
use uuid::Uuid;

use crate::harness::*;

/// T-57: yesterday's backup has a child that was erased since; it is gone before anybody can look.
#[tokio::test]
async fn t_57_a_child_that_was_erased_after_the_backup_is_gone_before_the_server_starts() {
    for test in stores().await.unwrap() {
        let (store, officer) = (&test.store, Officer::new(test.folder.path(), "officer"));
        let erasures = test.folder.path().join("erased.jsonl");
        let reviewer = supervisor(store, "liu").await;
        let (gone, stays) = (submitted(store, 1).await, submitted(store, 2).await);
        let (file, _) = backed_up(&test, &officer, Some(&erasures)).await;
        test.clock.advance(24 * 3_600_000);
        log::append(&erasures, &store.keys, "120104", gone, store.clock.millis(), Uuid::nil()).unwrap();
        shred(store, Actor::default(), "120104", gone).await.unwrap();

        let elsewhere = restored(&test, &file, &officer).await;
        assert!(backup::refuse_unchecked(elsewhere.url()).await.is_err());
        let outside = Outside { erasures: Some(&erasures), ..Outside::default() };
        let checked = checked(&elsewhere, outside).await;
        assert!(checked.passed, "{checked:?}");
        let certificates: Vec<Uuid> = checked.erased.iter().map(|certificate| certificate.record).collect();
        assert_eq!(certificates, [gone]);
        assert!(checked.erased[0].fingerprint.is_some() && checked.erased[0].rows > 2, "{checked:?}");
        backup::refuse_unchecked(elsewhere.url()).await.unwrap();
        let refused = review::open(&elsewhere.store, &reviewer, gone).await.unwrap_err();
        assert_eq!(refused.problem(), Some(&Problem::NotFound));
        assert!(review::open(&elsewhere.store, &reviewer, stays).await.is_ok());
    }
}

#[tokio::test]
async fn a_log_that_was_cut_changed_or_forgotten_keeps_the_server_from_starting() {
    for test in stores().await.unwrap() {
        let (store, officer) = (&test.store, Officer::new(test.folder.path(), "officer"));
        let erasures = test.folder.path().join("erased.jsonl");
        let record = submitted(store, 1).await;
        log::append(&erasures, &store.keys, "120104", Uuid::nil(), 1, Uuid::nil()).unwrap();
        let (file, _) = backed_up(&test, &officer, Some(&erasures)).await;
        log::append(&erasures, &store.keys, "120104", record, 2, Uuid::nil()).unwrap();
        let whole = std::fs::read_to_string(&erasures).unwrap();
        let elsewhere = restored(&test, &file, &officer).await;
        for (text, fault) in [
            (String::new(), "had 1 when the backup was made"),
            (whole.replace(&record.to_string(), &Uuid::nil().to_string()), "line 2 of the erasure log is not signed"),
        ] {
            std::fs::write(&erasures, text).unwrap();
            let checked = checked(&elsewhere, Outside { erasures: Some(&erasures), ..Outside::default() }).await;
            assert!(!checked.passed && checked.faults[0].contains(fault), "{checked:?}");
        }
        let forgotten = checked(&elsewhere, Outside::default()).await;
        assert_eq!(forgotten.faults, ["there is an erasure log, and it was not named"]);
        assert!(backup::refuse_unchecked(elsewhere.url()).await.is_err());
        std::fs::write(&erasures, whole).unwrap();
        let whole = checked(&elsewhere, Outside { erasures: Some(&erasures), ..Outside::default() }).await;
        assert!(whole.passed && whole.erased.len() == 1, "{whole:?}");
    }
}

#[tokio::test]
async fn a_child_that_moved_to_another_county_before_it_was_erased_is_found_where_the_backup_has_it() {
    for test in stores().await.unwrap() {
        let (store, officer) = (&test.store, Officer::new(test.folder.path(), "officer"));
        let erasures = test.folder.path().join("erased.jsonl");
        let record = submitted(store, 1).await;
        let (file, _) = backed_up(&test, &officer, Some(&erasures)).await;
        log::append(&erasures, &store.keys, "120101", record, 2, Uuid::nil()).unwrap();
        let elsewhere = restored(&test, &file, &officer).await;
        let checked = checked(&elsewhere, Outside { erasures: Some(&erasures), ..Outside::default() }).await;
        assert_eq!((checked.passed, checked.erased.len()), (true, 1), "{checked:?}");
        assert!(records::by_id(&elsewhere.store.db, "120104", record).await.unwrap().is_none());
    }
}
