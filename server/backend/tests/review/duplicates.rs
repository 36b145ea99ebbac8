//! Candidates for the same child (V-10).

use backend::service::review;
use backend::service::submissions::{By, submit};
use backend::testing::{migrant, stores, submission};
use domain::form::Value;
use domain::problem::Problem;
use domain::review::{Decision, DuplicateDecision, State};
use domain::view::QueueFilter;
use uuid::Uuid;

use crate::harness::*;

#[tokio::test]
async fn a_duplicate_blocks_approval_until_somebody_decides() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let first = submitted(&test, 1).await;
        let second = store.new_id();
        submit(store, submission(second, migrant(1), b"again"), By::Sender).await.unwrap();
        let refused = decided(&test, &reviewer, second, 1, approve()).await.unwrap_err();
        assert_eq!(problem(refused), Problem::DuplicateUndecided);
        let entry = review::open(store, &reviewer, second).await.unwrap();
        assert_eq!(entry.candidates.len(), 1);
        assert_eq!(entry.candidates[0].id, first.to_string());
        let stranger = review::settle_candidate(store, &reviewer, second, Some(store.new_id()), true).await;
        assert_eq!(problem(stranger.unwrap_err()), Problem::NotFound);
        let settled = review::settle_candidate(store, &reviewer, second, Some(first), false).await.unwrap();
        assert_eq!(settled.candidates[0].same_child, Some(false));
        assert!(!settled.row.duplicates);
        let other = review::open(store, &reviewer, first).await.unwrap();
        assert!(!other.row.duplicates, "both records see the decision");
        decided(&test, &reviewer, second, 1, approve()).await.unwrap();
        // Decided together with the approval.
        let third = store.new_id();
        submit(store, submission(third, migrant(1), b"third"), By::Sender).await.unwrap();
        let different = Decision::Approve { same_child: Some(DuplicateDecision::DifferentChild) };
        let approved = decided(&test, &reviewer, third, 1, different).await.unwrap();
        assert_eq!(approved.row.state, State::TownshipReviewed);
        assert!(approved.candidates.iter().all(|candidate| candidate.same_child == Some(false)));
    }
}

#[tokio::test]
async fn a_candidate_in_another_area_shows_that_it_exists_and_its_county_only() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        submitted(&test, 1).await;
        let (there, mut answers) = (store.new_id(), migrant(1));
        for field in ["current_address", "father_current_address", "mother_current_address"] {
            let mut place = answers.value(field).cloned().unwrap();
            if let Value::Address(address) = &mut place {
                address.division_code = HEPING.into();
            }
            answers.set(field, place);
        }
        submit(store, submission(there, answers, b"there"), By::Sender).await.unwrap();
        let row = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap().rows.remove(0);
        let id: Uuid = row.id.parse().unwrap();
        let entry = review::open(store, &reviewer, id).await.unwrap();
        let candidate = &entry.candidates[0];
        assert_eq!((candidate.id.as_str(), candidate.child_name.as_str()), ("", ""));
        assert_eq!(candidate.place, "天津市和平区");
        let named = review::settle_candidate(store, &reviewer, id, Some(there), true).await.unwrap_err();
        assert_eq!(problem(named), Problem::NotFound, "an id from elsewhere tells nothing");
        let settled = review::settle_candidate(store, &reviewer, id, None, true).await.unwrap();
        assert_eq!(settled.candidates[0].same_child, Some(true));
    }
}
