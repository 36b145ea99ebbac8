//! Old events go into files; what is left still proves itself.

use std::path::Path;

use backend::Store;
use backend::audit::{self, FaultKind, archive};
use backend::testing::{TestStore, stores};
use jiff::civil::date;

use crate::harness::*;

const DAY: i64 = 24 * 3_600_000;
/// How many days before the day of the tests the first events are.
const SEVEN_YEARS: i64 = 7 * 365;

/// Six events in three batches of seven years ago, and three of today; a head after each.
async fn register(test: &TestStore) {
    let store = &test.store;
    test.clock.advance(-SEVEN_YEARS * DAY);
    for _ in 0..3 {
        written(store, &[opened(store, NANKAI), opened(store, NANKAI).about(vec![store.new_id()])]).await;
        audit::seal(store).await.unwrap();
        test.clock.advance(60_000);
    }
    audit::write_head(store).await.unwrap();
    test.clock.advance(SEVEN_YEARS * DAY);
    written(store, &[opened(store, NANKAI), opened(store, NANKAI), opened(store, NANKAI)]).await;
    audit::seal(store).await.unwrap();
    test.clock.advance(60_000);
    audit::write_head(store).await.unwrap();
}

async fn archived(store: &Store, folder: &Path) -> usize {
    let mut files = 0;
    while archive::next(store, NANKAI, date(2020, 11, 1), folder).await.unwrap().is_some() {
        files += 1;
    }
    audit::seal(store).await.unwrap();
    files
}

#[tokio::test]
async fn old_events_go_into_a_file_and_the_chain_goes_on_without_them() {
    for test in stores().await.unwrap() {
        register(&test).await;
        let owner = test.owner().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let all = events(&test.store, NANKAI).await;
        assert_eq!(archived(&owner, folder.path()).await, 1);
        let left = events(&test.store, NANKAI).await;
        assert_eq!(left.iter().filter(|event| event.kind == "record.opened").count(), 3);
        assert_eq!(left.iter().filter(|event| event.kind == "audit.archived").count(), 1, "the act is an event too");

        let (report, faults) = verified(&test.store).await;
        assert_eq!((report.archived, faults.len()), (6, 0), "{faults:?}");
        // The file proves what it has, to somebody who has nothing else.
        let file = std::fs::read(folder.path().join("120104-00000001-00000003.jsonl")).unwrap();
        let checked = audit::evidence::check(&file[..], None).unwrap();
        assert_eq!((checked.proved, checked.faults.len()), (6, 0));
        let text = String::from_utf8(file).unwrap();
        assert!(all[..6].iter().all(|event| text.contains(&hex_of(&event.leaf))));
        assert_eq!(text.matches("\"line\":\"subjects\"").count(), 3, "the ids that events name went along");
        // Nothing is left to do, and what is younger stays.
        assert_eq!(archived(&owner, folder.path()).await, 0);
    }
}

#[tokio::test]
async fn an_archive_that_nobody_signed_or_that_was_changed_is_found() {
    for test in stores().await.unwrap() {
        register(&test).await;
        let owner = test.owner().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        archived(&owner, folder.path()).await;
        let files = async || {
            let mut faults = Vec::new();
            audit::verify_files(&test.store, folder.path(), &mut |fault| faults.push(fault.to_string())).await.unwrap();
            faults
        };
        assert_eq!(files().await, Vec::<String>::new());
        let path = folder.path().join("120104-00000001-00000003.jsonl");
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, whole.replacen("record.opened", "record.printed", 1)).unwrap();
        assert!(files().await[0].contains("was changed"));
        std::fs::remove_file(&path).unwrap();
        assert!(files().await[0].contains("cannot be read"));

        // Whoever owns the tables says that more was archived than was.
        run(&test.store, "UPDATE audit_archive SET n = 4").await;
        let (_, faults) = verified(&test.store).await;
        assert!(faults.iter().any(|fault| fault.kind == FaultKind::Archive), "{faults:?}");
        assert!(faults.iter().any(|fault| fault.kind == FaultKind::Missing), "its events are told as missing");
    }
}

#[tokio::test]
async fn nothing_leaves_the_database_but_what_an_archive_has() {
    for test in stores().await.unwrap() {
        register(&test).await;
        for table in ["audit_event", "audit_subjects"] {
            let refused = try_run(&test.store, &format!("DELETE FROM {table}")).await.unwrap_err();
            assert!(refused.to_string().contains("written once"), "{refused}");
        }
        let owner = test.owner().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        archived(&owner, folder.path()).await;
        let refused = try_run(&test.store, "DELETE FROM audit_event").await.unwrap_err();
        assert!(refused.to_string().contains("written once"), "{refused}");
    }
}

#[tokio::test]
async fn an_event_that_was_changed_before_is_not_archived() {
    for test in stores().await.unwrap() {
        register(&test).await;
        unlocked(&test.store).await;
        run(&test.store, "UPDATE audit_event SET groups = 'name' WHERE no = 2").await;
        let owner = test.owner().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let refused = archive::next(&owner, NANKAI, date(2020, 11, 1), folder.path()).await.unwrap_err();
        assert!(format!("{refused:?}").contains("do not fit its leaf"), "{refused:?}");
        assert_eq!(events(&test.store, NANKAI).await.len(), 9);
    }
}

#[test]
fn events_stay_for_three_years_at_least() {
    assert_eq!(archive::keeps_from(date(2026, 11, 21), 6), date(2020, 11, 1));
    assert_eq!(archive::keeps_from(date(2026, 11, 21), 1), date(2023, 11, 1));
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
