//! Numbers, batches, heads.

use std::sync::Arc;

use backend::audit::{self, pen};
use backend::testing::stores;

use crate::harness::*;

#[tokio::test]
async fn events_of_three_counties_are_sealed_each_in_its_own_chain() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        for county in ["120101", "120104", "120105", "120104"] {
            written(store, &[opened(store, county)]).await;
        }
        assert_eq!(audit::seal(store).await.unwrap(), 3);
        assert_eq!(audit::seal(store).await.unwrap(), 0, "nothing is sealed twice");
        written(store, &[opened(store, NANKAI)]).await;
        assert_eq!(audit::seal(store).await.unwrap(), 1);
        let chain = batches(store, NANKAI).await;
        assert_eq!(
            chain.iter().map(|batch| (batch.n, batch.first_no, batch.last_no)).collect::<Vec<_>>(),
            [(1, 1, 2), (2, 3, 3)]
        );
        assert_eq!(chain[1].prev, chain[0].hash);
        let (report, faults) = verified(store).await;
        assert_eq!(faults, []);
        assert_eq!((report.events, report.batches, report.unsealed), (5, 4, 0));
    }
}

#[tokio::test]
async fn the_number_of_an_act_that_was_undone_is_a_void() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI)]).await;
        let tx = store.begin().await.unwrap();
        pen::append(store, &tx, &[opened(store, NANKAI), opened(store, NANKAI)]).await.unwrap();
        tx.rollback().await.unwrap();
        // One that nobody ends is undone too.
        let tx = store.begin().await.unwrap();
        pen::append(store, &tx, &[opened(store, NANKAI)]).await.unwrap();
        drop(tx);
        written(store, &[opened(store, NANKAI)]).await;
        audit::seal(store).await.unwrap();
        let chain = batches(store, NANKAI).await;
        assert_eq!((chain.len(), chain[0].last_no, chain[0].count, &*chain[0].voids), (1, 5, 2, "2,3,4"));
        assert_eq!(verified(store).await.1, []);
    }
}

#[tokio::test]
async fn a_number_under_way_holds_up_those_behind_it() {
    for test in stores().await.unwrap() {
        // SQLite has one writer at a time.
        if test.store.db.get_database_backend() == sea_orm::DbBackend::Sqlite {
            continue;
        }
        let store = &test.store;
        written(store, &[opened(store, NANKAI)]).await;
        let tx = store.begin().await.unwrap();
        pen::append(store, &tx, &[opened(store, NANKAI)]).await.unwrap();
        written(store, &[opened(store, NANKAI)]).await;
        audit::seal(store).await.unwrap();
        assert_eq!(batches(store, NANKAI).await[0].last_no, 1);
        tx.commit().await.unwrap();
        audit::seal(store).await.unwrap();
        assert_eq!(batches(store, NANKAI).await[1].last_no, 3);
        assert_eq!(verified(store).await.1, []);
    }
}

#[tokio::test]
async fn two_processes_write_one_chain() {
    for test in stores().await.unwrap() {
        let (one, other) = (test.store.clone(), test.reopen().await.unwrap());
        for _ in 0..5 {
            written(&one, &[opened(&one, NANKAI)]).await;
            written(&other, &[opened(&other, NANKAI)]).await;
            let (first, second) = tokio::join!(audit::seal(&one), audit::seal(&other));
            assert_eq!((first.unwrap(), second.unwrap()), (1, 1));
        }
        let chain = batches(&one, NANKAI).await;
        assert_eq!(chain.iter().map(|batch| batch.n).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
        let (report, faults) = verified(&one).await;
        assert_eq!((report.events, faults), (10, vec![]));
    }
}

#[tokio::test]
async fn a_head_is_made_once_a_minute_and_less_often_when_nothing_happens() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        assert_eq!(audit::write_head(store).await.unwrap(), None, "there is no chain yet");
        written(store, &[opened(store, NANKAI), opened(store, "120105")]).await;
        audit::seal(store).await.unwrap();
        let head = audit::write_head(store).await.unwrap().unwrap();
        assert_eq!(head.counties.keys().collect::<Vec<_>>(), ["120104", "120105"]);
        assert_eq!(audit::write_head(store).await.unwrap(), None, "a minute has not passed");
        test.clock.advance(60_000);
        assert_eq!(audit::write_head(store).await.unwrap(), None, "nothing happened");
        test.clock.advance(9 * 60_000);
        assert!(audit::write_head(store).await.unwrap().is_some(), "it lived all the same");
        let (report, faults) = verified(store).await;
        assert_eq!((report.heads, faults), (2, vec![]));
        assert_eq!(report.until, Some(store.clock.millis()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_get_numbers_without_gaps() {
    for test in stores().await.unwrap() {
        let store = Arc::new(test.store.clone());
        let tasks = (0..40).map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                written(&store, &[opened(&store, NANKAI)]).await;
                audit::seal(&store).await.unwrap();
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        audit::close(&store).await.unwrap();
        let (report, faults) = verified(&store).await;
        assert_eq!((report.events, report.unsealed, faults), (41, 0, vec![]));
    }
}
