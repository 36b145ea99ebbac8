//! A returned declaration is corrected.

use crate::family::{DAY, change, declared, link_holder, problem, returned};
use backend::declare::declarations::{correct, save, status, submit};
use backend::register::tables::record;
use backend::testing::{migrant, stores};
use backend::{audit, register, review};
use domain::form::{Answers, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::view::links::LinkKind;
use sea_orm::EntityTrait;

#[tokio::test]
async fn a_returned_declaration_is_corrected_and_waits_again() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let id = declared(&test, &who, 1).await;
        let early = problem(correct(&test.store, &who, id).await);
        assert_eq!(early, Problem::ActionNotOffered { state: State::Submitted });
        returned(&test, id).await;
        let seen = status(&test.store, &who).await.unwrap().pop().unwrap();
        assert_eq!((seen.state, seen.reason.as_deref()), (State::Returned, Some("请核对")));

        let begun = correct(&test.store, &who, id).await.unwrap();
        assert_eq!(begun.comments[0].field, "school_name");
        assert_eq!(correct(&test.store, &who, id).await.unwrap().id, begun.id);
        let mended: Answers = [("school_name", Value::Text("天津市南开区示例第二小学".into()))].into_iter().collect();
        let filled = save(&test.store, &who, change(&begun, mended)).await.unwrap();
        test.clock.advance(DAY);
        let receipt = submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        assert_eq!((receipt.state, receipt.receipt_no.as_str()), (State::Submitted, seen.receipt_no.as_str()));

        let record = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((record.id, record.version, record.duplicates), (id, 2, 0));
        let versions = register::rows::submissions::of_record(&test.store.db, "120104", id).await.unwrap();
        assert_eq!(versions.iter().map(|row| row.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap(), receipt);
    }
}

#[tokio::test]
async fn a_correction_that_makes_it_another_child_is_suspected_anew() {
    for test in stores().await.unwrap() {
        let (who, other) = (link_holder(&test, LinkKind::Personal).await, link_holder(&test, LinkKind::Personal).await);
        let first = declared(&test, &other, 2).await;
        let id = declared(&test, &who, 1).await;
        returned(&test, id).await;
        let begun = correct(&test.store, &who, id).await.unwrap();
        let mended: Answers = ["child_name", "child_birth_date", "child_id_number"]
            .into_iter()
            .map(|field| (field, migrant(2).value(field).cloned().unwrap()))
            .collect();
        let filled = save(&test.store, &who, change(&begun, mended)).await.unwrap();
        submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        for (one, other) in [(id, first), (first, id)] {
            let record = register::rows::records::by_id(&test.store.db, "120104", one).await.unwrap().unwrap();
            assert_eq!(record.duplicates, 1);
            let pairs = review::rows::duplicate_candidates::of_record(&test.store.db, "120104", one).await.unwrap();
            assert_eq!((pairs[0].other_id, pairs[0].level.as_deref()), (other, Some("certain")));
        }
    }
}

#[tokio::test]
async fn a_correction_that_moves_the_home_moves_the_record_to_the_new_county() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let id = declared(&test, &who, 1).await;
        returned(&test, id).await;
        let begun = correct(&test.store, &who, id).await.unwrap();
        let mut answers = begun.answers.clone();
        for field in ["current_address", "father_current_address", "mother_current_address"] {
            let Some(Value::Address(mut home)) = answers.value(field).cloned() else { panic!("no {field}") };
            home.division_code = "120101001".into();
            answers.set(field, Value::Address(home));
        }
        let filled = save(&test.store, &who, change(&begun, answers)).await.unwrap();
        let receipt = submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        assert_eq!(receipt.owner_code, "120101001");
        assert!(register::rows::records::by_id(&test.store.db, "120104", id).await.unwrap().is_none());
        let versions = register::rows::submissions::of_record(&test.store.db, "120101", id).await.unwrap();
        let events = audit::rows::history::of_record(&test.store.db, "120101", id).await.unwrap();
        assert_eq!((versions.len(), events.len()), (2, 3));
        let first = backend::testing::document(&test.store, &versions[0]).await.unwrap();
        assert_eq!(first.answers.value("child_name"), migrant(1).value("child_name"));
        assert_eq!(status(&test.store, &who).await.unwrap().len(), 1);
    }
}
