//! What is held is kept from every erasure; one person holds, two let go.

use backend::audit::Actor;
use backend::erasure::holds::{self, Asked};
use backend::erasure::shred;
use backend::testing::stores;
use domain::access::Role;
use domain::problem::Problem;
use domain::register::State;
use jiff::civil::date;

use crate::harness::*;

fn asked(scope: &str, until: &str) -> Asked {
    Asked { scope: scope.into(), reason: "正在审计".into(), until: until.into() }
}

#[tokio::test]
async fn a_hold_keeps_a_record_a_township_or_a_county_until_its_day() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let officer = officer(store).await;
        let row = ended(&test, 1, State::Void, date(2015, 1, 1)).await;
        for wrong in ["", "TC-2026-AAAA-AAAA", "120101", "1201", "12010100a"] {
            assert_eq!(field(holds::place(store, &officer, &asked(wrong, "")).await), "scope", "{wrong}");
        }
        assert_eq!(field(holds::place(store, &officer, &asked("120104", "2026-11-20")).await), "until");
        let silent = Asked { reason: " ".into(), ..asked("120104", "") };
        assert_eq!(field(holds::place(store, &officer, &silent).await), "reason");
        let reviewer = account(store, "shenhe", Role::CountyReviewer, NANKAI).await;
        assert_eq!(refused(holds::place(store, &reviewer, &asked("120104", "")).await), Problem::NotFound);

        let receipt = row.receipt_no.to_lowercase();
        for scope in [receipt.as_str(), "120104001", "120104"] {
            let number = holds::place(store, &officer, &asked(scope, "2026-11-21")).await.unwrap();
            assert!(number.starts_with("H-2026-"));
            let held = shred(store, Actor::default(), NANKAI, row.id).await;
            assert!(matches!(refused(held), Problem::Invalid { message, .. } if message.contains("H-2026-")));
        }
        test.clock.advance(DAY);
        assert!(holds::all(store, &officer).await.unwrap().iter().all(|hold| hold.over));
        shred(store, Actor::default(), NANKAI, row.id).await.unwrap();
        let placed = events(store, "hold.placed").await;
        assert!(placed.len() == 3 && !format!("{placed:?}").contains("审计"));
    }
}

#[tokio::test]
async fn who_asks_to_let_go_does_not_let_go() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (officer, approver) = (officer(store).await, approver(store).await);
        let row = ended(&test, 1, State::Void, date(2015, 1, 1)).await;
        holds::place(store, &officer, &asked(&row.receipt_no, "")).await.unwrap();
        let id = holds::all(store, &officer).await.unwrap()[0].row.id;
        assert_eq!(refused(holds::lift(store, &officer, id, true).await), Problem::NotFound, "nobody asked");
        assert_eq!(field(holds::ask_lift(store, &officer, id, "").await), "reason");
        holds::ask_lift(store, &officer, id, "案件已结").await.unwrap();
        assert_eq!(refused(holds::lift(store, &officer, id, true).await), Problem::OwnRequest);
        assert_eq!(refused(holds::lift(store, &approver, id, true).await), Problem::NotFound);
        let other = account(store, "baohu2", Role::PrivacyOfficer, NANKAI).await;
        holds::lift(store, &other, id, false).await.unwrap();
        assert!(shred(store, Actor::default(), NANKAI, row.id).await.is_err(), "it is still held");
        // The approver may ask too; then the officer lets go.
        holds::ask_lift(store, &approver, id, "案件已结，判决生效").await.unwrap();
        holds::lift(store, &officer, id, true).await.unwrap();
        let hold = holds::all(store, &officer).await.unwrap().remove(0);
        assert_eq!((hold.row.state.as_str(), hold.words.lift.as_str()), ("lifted", "案件已结，判决生效"));
        shred(store, Actor::default(), NANKAI, row.id).await.unwrap();
        assert_eq!(events(store, "hold.lifted").await.len(), 4);
    }
}
