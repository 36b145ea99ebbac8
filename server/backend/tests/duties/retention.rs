//! What has had its time is listed, approved by another person, erased, and told by a certificate.

use backend::auditing::tables::alert;
use backend::erasure::nightly::{self, Night};
use backend::erasure::{self, holds, log};
use backend::register::tables::record;
use backend::testing::stores;
use domain::access::Role;
use domain::problem::Problem;
use domain::register::State;
use jiff::civil::date;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::harness::*;

/// T-72: of a child who left and was 18 on 22 November 2026 nothing is due on 21 November 2031; on the 22nd it is, and what a
/// hold keeps is named with its number.
#[tokio::test]
async fn who_left_is_listed_five_years_after_the_eighteenth_birthday_and_what_is_held_is_not_erased() {
    for test in stores().await.unwrap() {
        let mut store = test.store.clone();
        let file = test.folder.path().join("erased.jsonl");
        store.erasure_log = Some(file.as_path().into());
        let (officer, approver) = (officer(&store).await, approver(&store).await);
        let born = date(2008, 11, 22);
        let left = ended(&test, 1, State::Exited, born).await;
        let kept = ended(&test, 2, State::Exited, born).await;
        let standing = submitted(&test, 3).await;
        let asked = holds::Asked {
            scope: kept.receipt_no.clone(),
            reason: "正在办理的抚养权案件".into(),
            until: String::new(),
        };
        let hold = holds::place(&store, &officer, &asked).await.unwrap();

        test.clock.advance(1826 * DAY);
        assert_eq!(store.clock.today(), date(2031, 11, 21));
        assert_eq!(nightly::run(&store).await.unwrap(), Night::default());
        test.clock.advance(DAY);
        assert_eq!(nightly::run(&store).await.unwrap().lists, 1);
        assert_eq!(nightly::run(&store).await.unwrap(), Night::default(), "one list at a time");
        let lists = erasure::all(&store, &officer).await.unwrap();
        let shown = erasure::one(&store, &approver, lists[0].id).await.unwrap();
        assert_eq!((shown.batch.records, shown.batch.held, shown.decides), (1, 1, true));
        let told = |receipt: &str| {
            let item = shown.items.iter().find(|item| item.receipt_no == receipt).unwrap();
            (item.state.as_str(), item.due_on.as_str(), item.hold_no.as_str())
        };
        assert_eq!(told(&left.receipt_no), ("waiting", "2031-11-22", ""));
        assert_eq!(told(&kept.receipt_no), ("held", "2031-11-22", hold.as_str()));
        let counts: Vec<_> =
            shown.counts.iter().map(|one| (one.rule.as_str(), one.state.as_str(), one.count)).collect();
        assert_eq!(counts.len(), 2);
        assert!(counts.contains(&("exited", "waiting", 1)) && counts.contains(&("exited", "held", 1)));

        assert_eq!(refused(erasure::decide(&store, &officer, shown.batch.id, true).await), Problem::NotFound);
        erasure::decide(&store, &approver, shown.batch.id, true).await.unwrap();
        assert_eq!(record_of(&store, left.id).await.state, "exited", "it goes in the night");
        assert_eq!(nightly::run(&store).await.unwrap().erased, 1);
        assert_eq!(record_of(&store, left.id).await.state, record::ERASED);
        assert_eq!(record_of(&store, kept.id).await.state, "exited");
        assert_eq!(record_of(&store, standing).await.state, "submitted");
        let done = erasure::one(&store, &officer, shown.batch.id).await.unwrap();
        let item = done.items.iter().find(|item| item.record_id == left.id).unwrap();
        assert_eq!((done.batch.state.as_str(), item.state.as_str()), ("done", "erased"));
        assert!(item.rows > 1 && item.erased_at.is_some());
        assert_eq!(Some(item.fingerprint.clone()), left.key(&store.keys).unwrap().fingerprint());
        let lines = log::read(&file, &store.keys).unwrap().lines;
        assert_eq!(lines.iter().map(|line| (line.record, line.batch)).collect::<Vec<_>>(), [(left.id, shown.batch.id)]);
        let erased = events(&store, "record.erased").await;
        assert_eq!((erased[0].purpose.as_str(), erased[0].actor_kind.as_str()), ("retention", "system"));
        assert!(erased[0].extra.contains(&shown.batch.id.to_string()));
    }
}

#[tokio::test]
async fn what_was_rejected_or_voided_goes_after_a_year_and_what_was_reopened_meanwhile_stays() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (officer, approver) = (officer(store).await, approver(store).await);
        let rejected = ended(&test, 1, State::Rejected, date(2015, 1, 1)).await;
        let voided = ended(&test, 2, State::Void, date(2015, 1, 1)).await;
        test.clock.advance(364 * DAY);
        assert_eq!(nightly::run(store).await.unwrap(), Night::default());
        test.clock.advance(DAY);
        assert_eq!(nightly::run(store).await.unwrap().lists, 1);
        let list = erasure::all(store, &officer).await.unwrap().remove(0);
        assert_eq!(list.records, 2);
        erasure::decide(store, &approver, list.id, true).await.unwrap();
        let mut row = rejected.clone().into_active_model();
        row.state = Set(State::Submitted.code().to_owned());
        row.update(&store.db).await.unwrap();
        assert_eq!(nightly::run(store).await.unwrap().erased, 1);
        assert_eq!(record_of(store, voided.id).await.state, record::ERASED);
        assert_eq!(record_of(store, rejected.id).await.state, "submitted");
        let items = erasure::one(store, &officer, list.id).await.unwrap().items;
        let states: Vec<_> = items.iter().map(|item| (item.record_id, item.state.as_str())).collect();
        assert!(states.contains(&(rejected.id, "gone")) && states.contains(&(voided.id, "erased")), "{states:?}");
    }
}

#[tokio::test]
async fn a_list_that_nobody_decides_about_lapses_is_made_anew_and_told() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (officer, approver) = (officer(store).await, approver(store).await);
        ended(&test, 1, State::Void, date(2015, 1, 1)).await;
        test.clock.advance(366 * DAY);
        assert_eq!(nightly::run(store).await.unwrap().lists, 1);
        let first = erasure::all(store, &officer).await.unwrap().remove(0);
        test.clock.advance(30 * DAY + 1);
        assert_eq!(refused(erasure::decide(store, &approver, first.id, true).await), Problem::NotFound);
        assert_eq!(nightly::run(store).await.unwrap().lists, 1);
        let lists = erasure::all(store, &officer).await.unwrap();
        let states: Vec<&str> = lists.iter().map(|list| list.state.as_str()).collect();
        assert_eq!(states, ["proposed", "lapsed"]);
        let raised = alert::Entity::find().all(&store.db).await.unwrap();
        assert_eq!((raised[0].rule.as_str(), raised[0].counted), ("retention_lapsed", 1));
        // What is refused stays, and is listed again in the next night.
        erasure::decide(store, &approver, lists[0].id, false).await.unwrap();
        assert_eq!(nightly::run(store).await.unwrap(), Night { lists: 1, ..Night::default() });
    }
}

#[tokio::test]
async fn nobody_else_sees_a_countys_lists() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let here = officer(store).await;
        ended(&test, 1, State::Void, date(2015, 1, 1)).await;
        test.clock.advance(366 * DAY);
        nightly::run(store).await.unwrap();
        let list = erasure::all(store, &here).await.unwrap().remove(0);
        let elsewhere = account(store, "heping", Role::CountyApprover, "120101").await;
        assert_eq!(refused(erasure::one(store, &elsewhere, list.id).await), Problem::NotFound);
        assert_eq!(refused(erasure::decide(store, &elsewhere, list.id, true).await), Problem::NotFound);
        let reviewer = account(store, "shenhe", Role::CountyReviewer, NANKAI).await;
        assert_eq!(refused(erasure::all(store, &reviewer).await), Problem::NotFound);
    }
}
