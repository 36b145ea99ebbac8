//! What is cut off at the end.

use backend::Store;
use backend::audit::{self, FaultKind};
use backend::store::clock::in_words;
use backend::testing::stores;

use crate::harness::*;

/// Two hundred events, a head after each hundred; the anchors of both.
async fn two_heads(test: &backend::testing::TestStore) -> String {
    let store = &test.store;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("anchors");
    for _ in 0..2 {
        for _ in 0..10 {
            let entries: Vec<_> = (0..10).map(|_| opened(store, NANKAI)).collect();
            written(store, &entries).await;
        }
        audit::seal(store).await.unwrap();
        test.clock.advance(60_000);
        audit::append_anchor(&audit::write_head(store).await.unwrap().unwrap(), &file).unwrap();
    }
    std::fs::read_to_string(file).unwrap()
}

/// Removes the last hundred events, their batch and their head.
async fn cut_off(store: &Store) {
    unlocked(store).await;
    run(store, "DELETE FROM audit_event WHERE no > 100").await;
    run(store, "DELETE FROM audit_batch WHERE n > 1").await;
    run(store, "DELETE FROM audit_head WHERE at = (SELECT MAX(at) FROM audit_head)").await;
}

#[tokio::test]
async fn t_64_a_clean_cut_is_found_by_an_anchor_and_only_told_without_one() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let anchors = two_heads(&test).await;
        let (whole, faults) = verified_against(store, Some(&anchors)).await;
        assert_eq!((whole.events, whole.anchor, faults), (200, Some(store.clock.millis()), vec![]));

        cut_off(store).await;
        let (report, faults) = verified(store).await;
        assert_eq!((report.events, report.anchor, faults), (100, None, vec![]));
        assert_eq!(report.until, Some(store.clock.millis() - 60_000), "it says how far the trail goes");
        let (_, faults) = verified_against(store, Some(&anchors)).await;
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].kind, FaultKind::Anchor);
        let at = in_words(store.clock.millis());
        let words = format!("county 120104, batch 2: anchor of {at} says n = 2, and there is no such batch");
        assert_eq!(faults[0].to_string(), words);
    }
}

#[tokio::test]
async fn a_chain_that_was_made_anew_is_not_the_one_that_was_signed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let anchors = two_heads(&test).await;
        unlocked(store).await;
        run(store, "UPDATE audit_batch SET hash = prev WHERE n = 2").await;
        let (_, faults) = verified_against(store, Some(&anchors)).await;
        let kinds: Vec<FaultKind> = faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [FaultKind::Batch, FaultKind::Head, FaultKind::Anchor]);
    }
}

#[tokio::test]
async fn an_anchor_is_believed_only_when_it_is_signed() {
    for test in stores().await.unwrap() {
        let anchors = two_heads(&test).await;
        let other = anchors.replace("\"n\":2", "\"n\":3");
        let (_, faults) = verified_against(&test.store, Some(&other)).await;
        assert_eq!(faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::Anchor]);
        assert_eq!(faults[0].to_string(), "line 2 of the anchors is not signed by a key of the key file");
    }
}

#[tokio::test]
async fn a_head_that_was_changed_is_named() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        two_heads(&test).await;
        unlocked(store).await;
        for (column, value) in [("at", "at + 1"), ("counties", "'120104:1'"), ("size", "2"), ("key_id", "'k2'")] {
            let before = verified(store).await.1;
            assert_eq!(before, []);
            let newest = "(SELECT MAX(at) FROM audit_head)";
            run(store, &format!("CREATE TABLE set_aside AS SELECT * FROM audit_head WHERE at = {newest}")).await;
            run(store, &format!("UPDATE audit_head SET {column} = {value} WHERE at = {newest}")).await;
            let (_, faults) = verified(store).await;
            assert_eq!(faults.len(), 1, "{column}: {faults:?}");
            assert!(matches!(faults[0].kind, FaultKind::Head | FaultKind::Signature), "{column}");
            run(store, &format!("DELETE FROM audit_head WHERE at = {newest}")).await;
            run(store, "INSERT INTO audit_head SELECT * FROM set_aside").await;
            run(store, "DROP TABLE set_aside").await;
        }
    }
}
