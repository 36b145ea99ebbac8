//! A record on its way to another township.

use backend::service::review;
use backend::testing::stores;
use domain::problem::Problem;
use domain::review::{Action, Decision, State};
use domain::view::QueueFilter;

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
        let entry = review::open(store, &receiver, id).await.unwrap();
        assert_eq!(entry.actions, [Action::Receive, Action::DeclineTransfer]);
        assert_eq!(entry.offered_by.as_deref(), Some("天津市南开区长虹街道"));
        let decline = Decision::Decline { reason: "不住在这里".into() };
        decided(&test, &receiver, id, 1, decline).await.unwrap();
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
