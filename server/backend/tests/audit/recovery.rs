//! Processes that die.

use backend::audit::tables::audit_lane;
use backend::audit::{self, LEASE, pen};
use backend::testing::{TestStore, stores};
use sea_orm::{DbBackend, EntityTrait};

use crate::harness::*;

/// A process that wrote five events, sealed two of them, undid one and died.
async fn dies(test: &TestStore) {
    let dead = test.reopen().await.unwrap();
    written(&dead, &[opened(&dead, NANKAI), opened(&dead, NANKAI)]).await;
    audit::seal(&dead).await.unwrap();
    written(&dead, &[opened(&dead, NANKAI)]).await;
    let tx = dead.begin().await.unwrap();
    pen::append(&dead, &tx, &[opened(&dead, NANKAI)]).await.unwrap();
    tx.rollback().await.unwrap();
    written(&dead, &[opened(&dead, NANKAI), opened(&dead, "120105")]).await;
    dead.db.close().await.unwrap();
}

#[tokio::test]
async fn t_67_the_rest_of_a_process_that_died_is_sealed_by_another_which_lists_what_is_missing() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        dies(&test).await;
        assert_eq!(audit::recover(store).await.unwrap(), 0, "it may still live");
        let (report, faults) = verified(store).await;
        assert_eq!((report.unsealed, faults), (3, vec![]), "until then its events are not sealed");

        test.clock.advance(LEASE + 1);
        assert_eq!(audit::recover(store).await.unwrap(), 1);
        assert_eq!(audit::recover(store).await.unwrap(), 0, "once");
        audit::seal(store).await.unwrap();
        let closed: Vec<String> = events(store, NANKAI)
            .await
            .into_iter()
            .filter(|event| event.kind == "lane.closed")
            .map(|event| event.extra)
            .collect();
        assert_eq!(closed, [r#"{"lost":[4]}"#]);
        let (report, faults) = verified(store).await;
        assert_eq!((report.unsealed, faults), (0, vec![]));
        let lanes = audit_lane::Entity::find().all(&store.db).await.unwrap();
        assert_eq!(lanes.iter().filter(|lane| lane.closed_at.is_none()).count(), 1, "its own is open");
    }
}

#[tokio::test]
async fn what_is_put_into_the_lane_of_a_dead_process_afterwards_is_found() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        dies(&test).await;
        test.clock.advance(LEASE + 1);
        audit::recover(store).await.unwrap();
        let last = events(store, NANKAI).await.into_iter().find(|event| event.no == 5).unwrap();
        let columns = "lane, at, kind, outcome, actor_kind, role, relation, subject_kind, groups, purpose, peer, request, \
                       extra, leaf";
        let lane = quoted(store, last.lane);
        run(
            store,
            &format!(
                "INSERT INTO audit_event (county_code, no, {columns}) SELECT county_code, 6, {columns} FROM audit_event \
                 WHERE county_code = '120104' AND no = 5 AND lane = {lane}"
            ),
        )
        .await;
        let (_, faults) = verified(store).await;
        assert_eq!(faults.iter().map(|fault| (fault.lane, fault.no)).collect::<Vec<_>>(), [(Some(last.lane), Some(6))]);
    }
}

#[tokio::test]
async fn a_process_that_was_taken_for_dead_goes_on_in_another_lane() {
    for test in stores().await.unwrap() {
        let (store, slow) = (&test.store, test.reopen().await.unwrap());
        written(&slow, &[opened(&slow, NANKAI)]).await;
        test.clock.advance(LEASE + 1);
        assert_eq!(audit::recover(store).await.unwrap(), 1);
        audit::seal(&slow).await.unwrap();
        written(&slow, &[opened(&slow, NANKAI)]).await;
        audit::seal(&slow).await.unwrap();
        audit::seal(store).await.unwrap();
        let (report, faults) = verified(store).await;
        assert_eq!((report.events, report.unsealed, faults), (4, 0, vec![]), "with one that the other lane was opened");
    }
}

#[tokio::test]
async fn a_process_that_ends_in_order_leaves_nothing_to_be_sealed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI)]).await;
        audit::close(store).await.unwrap();
        let other = test.reopen().await.unwrap();
        test.clock.advance(LEASE + 1);
        assert_eq!(audit::recover(&other).await.unwrap(), 0);
        let (report, faults) = verified(&other).await;
        assert_eq!((report.events, report.unsealed, faults), (2, 0, vec![]), "the event and that the process ended");
    }
}

#[tokio::test]
async fn a_process_tells_that_it_begins_before_anything_is_written() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        audit::open(store).await.unwrap();
        let lanes = audit_lane::Entity::find().all(&store.db).await.unwrap();
        let began = events(store, audit::NOWHERE).await;
        assert_eq!((lanes.len(), began.len(), began[0].kind.as_str()), (1, 1, "lane.opened"));
        assert_eq!(began[0].subject, Some(lanes[0].lane));

        // Two first transactions at one time: neither waits for the row of the lane.
        let (first, second) = if store.db.get_database_backend() == DbBackend::Postgres {
            (store.begin().await.unwrap(), Some(store.begin().await.unwrap()))
        } else {
            (store.begin().await.unwrap(), None)
        };
        pen::append(store, &first, &[opened(store, NANKAI)]).await.unwrap();
        if let Some(second) = second {
            pen::append(store, &second, &[opened(store, NANKAI)]).await.unwrap();
            second.commit().await.unwrap();
        }
        first.commit().await.unwrap();
        audit::close(store).await.unwrap();
        assert_eq!(verified(store).await.1, []);
        assert_eq!(audit_lane::Entity::find().all(&store.db).await.unwrap()[0].closed_at, Some(store.clock.millis()));
    }
}
