//! A guardian asks for the erasure of a record that has left the register.

use backend::erasure::{self, Asked, carry_out, holds, log, repeat};
use backend::register::tables::record;
use backend::testing::stores;
use domain::access::Role;
use domain::problem::Problem;
use domain::register::State;
use jiff::civil::date;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::harness::*;

fn asked(receipt: &str) -> Asked {
    Asked { receipt: receipt.into(), reason: "监护人书面要求删除，已核验身份".into() }
}

#[tokio::test]
async fn two_people_erase_what_a_guardian_wants_erased_and_nothing_that_stands_or_is_held() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (officer, approver) = (officer(store).await, approver(store).await);
        let standing = record_of(store, submitted(&test, 1).await).await;
        let left = ended(&test, 2, State::Exited, date(2015, 1, 1)).await;
        let held = ended(&test, 3, State::Void, date(2015, 1, 1)).await;
        let hold =
            holds::Asked { scope: held.receipt_no.clone(), reason: "投诉没有办完".into(), until: String::new() };
        holds::place(store, &officer, &hold).await.unwrap();
        for receipt in [standing.receipt_no.as_str(), held.receipt_no.as_str(), "TC-2026-2222-2222", ""] {
            assert_eq!(field(erasure::ask(store, &officer, &asked(receipt)).await), "receipt", "{receipt}");
        }
        let silent = Asked { reason: String::new(), ..asked(&left.receipt_no) };
        assert_eq!(field(erasure::ask(store, &officer, &silent).await), "reason");
        assert_eq!(refused(erasure::ask(store, &approver, &asked(&left.receipt_no)).await), Problem::NotFound);

        let number = erasure::ask(store, &officer, &asked(&left.receipt_no)).await.unwrap();
        let list = erasure::all(store, &officer).await.unwrap().remove(0);
        assert_eq!((list.number.as_str(), list.origin.as_str(), list.records), (number.as_str(), "request", 1));
        let shown = erasure::one(store, &officer, list.id).await.unwrap();
        assert!(shown.own && !shown.decides && shown.reason.contains("书面要求"));
        assert_eq!(refused(erasure::decide(store, &officer, list.id, true).await), Problem::NotFound);
        let approved = erasure::decide(store, &approver, list.id, true).await.unwrap();
        assert_eq!(carry_out(store, &approved, &approver.actor()).await.unwrap(), 1);
        assert_eq!(record_of(store, left.id).await.state, record::ERASED);
        let event = events(store, "record.erased").await.remove(0);
        assert_eq!((event.purpose.as_str(), event.actor), ("request", Some(approver.id())));
        assert!(!format!("{:?}", events(store, "erasure.asked").await).contains("书面"));
        let elsewhere = account(store, "heping", Role::PrivacyOfficer, "120101").await;
        assert_eq!(field(erasure::ask(store, &elsewhere, &asked(&held.receipt_no)).await), "receipt");
    }
}

/// T-57, the part after a restore: a record that came back with a backup is erased again as the log says.
#[tokio::test]
async fn what_comes_back_with_a_backup_is_erased_again_by_the_log() {
    for test in stores().await.unwrap() {
        let mut store = test.store.clone();
        let file = test.folder.path().join("erased.jsonl");
        store.erasure_log = Some(file.as_path().into());
        let was = ended(&test, 1, State::Void, date(2015, 1, 1)).await;
        erasure::shred(&store, Default::default(), NANKAI, was.id).await.unwrap();
        // As a backup of before has it.
        let mut row = record_of(&store, was.id).await.into_active_model();
        (row.state, row.sealed_key, row.root_id) =
            (Set(was.state.clone()), Set(was.sealed_key.clone()), Set(was.root_id.clone()));
        (row.summary, row.key_id) = (Set(was.summary.clone()), Set(was.key_id.clone()));
        row.update(&store.db).await.unwrap();
        let line = log::read(&file, &store.keys).unwrap().lines.remove(0);
        assert!(repeat(&store, Default::default(), &line).await.unwrap().is_some());
        assert!(repeat(&store, Default::default(), &line).await.unwrap().is_none(), "once");
        assert_eq!(record_of(&store, was.id).await.state, record::ERASED);
        assert_eq!(log::read(&file, &store.keys).unwrap().lines.len(), 1, "no line is written for it");
    }
}
