//! A record on its way to another township.

use backend::audit::tables::event;
use backend::register::tables::{duplicate_candidate, lookup, record, submission};
use backend::review;
use backend::testing::stores;
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, Decision};
use domain::view::review::QueueFilter;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::harness::*;

#[tokio::test]
async fn an_offered_transfer_has_exactly_one_owner_until_received() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = supervisor(store, "liu", CHANGHONG).await;
        let receiver = supervisor(store, "zhao", HEPING).await;
        let id = submitted(&test, 1).await;
        let wrong = decided(&test, &sender, id, 1, transfer(CHANGHONG)).await.unwrap_err();
        assert!(matches!(problem(wrong), Problem::Invalid { field, .. } if field == "to"));
        let offered = decided(&test, &sender, id, 1, transfer(HEPING)).await.unwrap();
        assert_eq!(offered.row.state, State::Transferring);
        assert!(offered.actions.is_empty(), "the sender waits");
        // Whoever it is offered to finds it by its number; a third township does not.
        let number = searched(&offered.row.receipt_no);
        assert_eq!(review::queue(store, &receiver, number.clone()).await.unwrap().rows.len(), 1);
        let third = supervisor(store, "qian", NEIGHBOUR).await;
        assert!(review::queue(store, &third, number).await.unwrap().rows.is_empty());
        // Declined: back with the sender, out of sight of the other.
        let record = review::open(store, &receiver, id).await.unwrap();
        assert_eq!(record.actions, [Action::Receive, Action::DeclineTransfer]);
        assert_eq!(record.offered_by.as_deref(), Some("天津市南开区长虹街道"));
        let decline = Decision::Decline { reason: "不住在这里".into() };
        test.clock.advance(1);
        assert_eq!(review::decide(store, &receiver, id, 1, decline).await.unwrap(), None);
        assert_eq!(problem(review::open(store, &receiver, id).await.unwrap_err()), Problem::NotFound);
        assert_eq!(review::open(store, &sender, id).await.unwrap().row.state, State::Submitted);
        // Offered again and received: with the receiver only, with everything that belongs to it.
        decided(&test, &sender, id, 1, transfer(HEPING)).await.unwrap();
        let queue = review::queue(store, &receiver, QueueFilter::default()).await.unwrap();
        assert_eq!(queue.rows.len(), 1);
        assert_eq!(queue.counts.len(), 1);
        assert_eq!((queue.counts[0].state, queue.counts[0].count), (State::Transferring, 1));
        let received = decided(&test, &receiver, id, 1, Decision::Receive).await.unwrap();
        assert_eq!(received.row.state, State::Submitted);
        assert_eq!(received.history.len(), 5);
        assert_eq!(problem(review::open(store, &sender, id).await.unwrap_err()), Problem::NotFound);
        assert_eq!(review::queue(store, &receiver, searched("示")).await.unwrap().rows.len(), 1);
        assert!(review::queue(store, &sender, searched("示")).await.unwrap().rows.is_empty());
        let approved = decided(&test, &receiver, id, 1, approve()).await.unwrap();
        assert_eq!((approved.row.state, approved.history.len()), (State::TownshipReviewed, 6));
    }
}

#[tokio::test]
async fn all_rows_of_a_record_lie_in_the_county_that_received_it() {
    for test in stores().await.unwrap() {
        let (store, db) = (&test.store, &test.store.db);
        let sender = supervisor(store, "liu", CHANGHONG).await;
        let receiver = supervisor(store, "zhao", HEPING).await;
        // Two declarations of one child: each suspects the other.
        let (stays, goes) = (submitted(&test, 1).await, submitted(&test, 1).await);
        let before = record::Entity::find().filter(record::Column::Id.eq(goes)).one(db).await.unwrap().unwrap();
        let hashes = lookup::Entity::find().filter(lookup::Column::RecordId.eq(goes)).all(db).await.unwrap().len();
        decided(&test, &sender, goes, 1, transfer(HEPING)).await.unwrap();
        decided(&test, &receiver, goes, 1, Decision::Receive).await.unwrap();

        let records = record::Entity::find().filter(record::Column::Id.eq(goes)).all(db).await.unwrap();
        assert_eq!(records.len(), 1);
        assert_eq!((records[0].county_code.as_str(), records[0].township_code.as_str()), ("120101", HEPING));
        assert_eq!((&records[0].receipt_no, &records[0].summary), (&before.receipt_no, &before.summary));
        assert_eq!((before.duplicates, records[0].duplicates), (1, 1));
        let versions = submission::Entity::find().filter(submission::Column::RecordId.eq(goes)).all(db).await.unwrap();
        assert!(versions.len() == 1 && versions.iter().all(|row| row.county_code == "120101"));
        let events = event::Entity::find().filter(event::Column::RecordId.eq(goes)).all(db).await.unwrap();
        assert!(events.len() == 3 && events.iter().all(|row| row.county_code == "120101"));
        let found = lookup::Entity::find().filter(lookup::Column::RecordId.eq(goes)).all(db).await.unwrap();
        let place = |row: &lookup::Model| row.county_code == "120101" && row.township_code == HEPING;
        assert!(found.len() == hashes && found.iter().all(place), "{found:?}");
        let pairs = duplicate_candidate::Entity::find().all(db).await.unwrap();
        let seen = |one, other| pairs.iter().find(|row| (row.record_id, row.other_id) == (one, other)).unwrap();
        let (own, other) = (seen(goes, stays), seen(stays, goes));
        assert_eq!((own.county_code.as_str(), own.other_county.as_str()), ("120101", "120104"));
        assert_eq!((other.county_code.as_str(), other.other_county.as_str()), ("120104", "120101"));
    }
}
