//! What no backup and no restore does.

use backend::audit;
use backend::backup::{self, Outside};
use backend::testing::{run_as_owner, stores};

use crate::harness::*;

#[tokio::test]
async fn a_backup_is_neither_written_over_nor_opened_by_others() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        let stranger = Officer::new(test.folder.path(), "stranger");
        submitted(&test.store, 1).await;
        let (file, _) = backed_up(&test, &officer, None).await;
        let again =
            backup::write(&test.store, test.url(), &file, std::slice::from_ref(&officer.key), None).await.unwrap_err();
        assert!(again.to_string().contains("exists already"), "{again}");
        assert!(backup::write(&test.store, test.url(), &file.with_extension("b"), &[], None).await.is_err());
        let elsewhere = test.elsewhere().await.unwrap();
        let refused = backup::restore(&elsewhere.store, elsewhere.url(), &file, &stranger.identities()).await;
        assert!(refused.unwrap_err().to_string().contains("encrypted to others"));
        let full = backup::restore(&test.store, test.url(), &file, &officer.identities()).await.unwrap_err();
        assert!(full.to_string().contains("not empty"), "{full}");
    }
}

#[tokio::test]
async fn a_backup_that_was_changed_or_cut_short_leaves_a_database_in_which_no_server_starts() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        for child in 1..=30 {
            submitted(&test.store, child).await;
        }
        let (file, _) = backed_up(&test, &officer, None).await;
        let whole = std::fs::read(&file).unwrap();
        let mut changed = whole.clone();
        let late = whole.len() - 100;
        changed[late] ^= 1;
        for damaged in [changed, whole[..whole.len() - 1].to_vec(), whole[..whole.len() * 2 / 3].to_vec()] {
            std::fs::write(&file, damaged).unwrap();
            let elsewhere = test.elsewhere().await.unwrap();
            let refused = backup::restore(&elsewhere.store, elsewhere.url(), &file, &officer.identities()).await;
            assert!(refused.is_err());
            let mark = backup::refuse_unchecked(elsewhere.url()).await;
            let records = elsewhere.store.ready().await;
            // Either nothing was written at all, or the mark stays.
            assert!(records.is_err() || mark.unwrap_err().to_string().contains("not restored to the end"));
            let check = backup::check(&elsewhere.store, elsewhere.url(), &Outside::default()).await;
            assert!(check.is_err());
        }
    }
}

#[tokio::test]
async fn what_does_not_fit_keeps_the_server_from_starting_unless_the_operator_insists() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        submitted(&test.store, 1).await;
        let (file, _) = backed_up(&test, &officer, None).await;
        let elsewhere = restored(&test, &file, &officer).await;
        run_as_owner(&elsewhere.store, "DELETE FROM lookup").await.unwrap();
        run_as_owner(&elsewhere.store, "UPDATE record SET root_id = 'k9'").await.unwrap();
        let found = checked(&elsewhere, Outside::default()).await;
        assert!(!found.passed && found.faults.len() == 2, "{found:?}");
        assert!(found.faults[0].starts_with("lookup has 0 rows, the backup says"), "{found:?}");
        assert!(found.faults[1].contains("under the key k9: the key file lacks it"), "{found:?}");
        assert!(backup::refuse_unchecked(elsewhere.url()).await.is_err());
        let insisted = checked(&elsewhere, Outside { despite_faults: true, ..Outside::default() }).await;
        assert!(insisted.passed && insisted.faults.len() == 2);
        backup::refuse_unchecked(elsewhere.url()).await.unwrap();
        let again = backup::check(&elsewhere.store, elsewhere.url(), &Outside::default()).await;
        assert!(again.unwrap_err().to_string().contains("no restore waits"));
    }
}

#[tokio::test]
async fn anchors_that_are_younger_than_the_backup_tell_what_is_lost() {
    for test in stores().await.unwrap() {
        let officer = Officer::new(test.folder.path(), "officer");
        let anchors = test.folder.path().join("anchors");
        let anchor = async || {
            audit::seal(&test.store).await.unwrap();
            audit::append_anchor(&audit::write_head(&test.store).await.unwrap().unwrap(), &anchors).unwrap();
        };
        submitted(&test.store, 1).await;
        anchor().await;
        let (file, _) = backed_up(&test, &officer, None).await;
        test.clock.advance(3_600_000);
        submitted(&test.store, 2).await;
        anchor().await;
        let elsewhere = restored(&test, &file, &officer).await;
        let found = checked(&elsewhere, Outside { anchors: Some(&anchors), ..Outside::default() }).await;
        assert_eq!((found.passed, found.later_anchors), (true, 1), "{found:?}");
    }
}
