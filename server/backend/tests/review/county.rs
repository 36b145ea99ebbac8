//! The county accepts what townships approved, and verifies it (county.md A.3).

use backend::access::accounts::Reviewer;
use backend::audit::tables::event;
use backend::register::tables::record;
use backend::review;
use backend::review::Together;
use backend::testing::{TestStore, run_as_owner, stores};
use domain::access::Role;
use domain::eligibility::Class;
use domain::problem::Problem;
use domain::register::{Hindrance, State};
use domain::review::{Action, Decision};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::harness::*;

const NANKAI: &str = "120104";

async fn reviewer(test: &TestStore, username: &str, county: &str) -> Reviewer {
    Reviewer::of(&account(&test.store, username, Role::CountyReviewer, county).await).unwrap()
}

/// A record that the township approved, and the county's reviewer.
async fn approved(test: &TestStore, child: u32) -> (Uuid, Reviewer, Reviewer) {
    let changhong = supervisor(&test.store, "changhong", CHANGHONG).await;
    let chen = reviewer(test, "chen", NANKAI).await;
    let id = submitted(test, child).await;
    decided(test, &changhong, id, 1, approve()).await.unwrap();
    (id, changhong, chen)
}

async fn row(test: &TestStore, id: Uuid) -> record::Model {
    record::Entity::find().filter(record::Column::Id.eq(id)).one(&test.store.db).await.unwrap().unwrap()
}

fn hindered(error: backend::Error) -> Hindrance {
    match problem(error) {
        Problem::Hindered { by } => by,
        other => panic!("{other:?}"),
    }
}

/// county.md C-01: accepted, with one event; and the standing version is the one that the township approved.
#[tokio::test]
async fn the_county_accepts_what_the_township_approved() {
    for test in stores().await.unwrap() {
        let (id, _, chen) = approved(&test, 1).await;
        assert_eq!(row(&test, id).await.standing_version, Some(1));
        let shown = review::open(&test.store, &chen, id).await.unwrap();
        assert_eq!(shown.actions, [Action::Approve, Action::Return, Action::Transfer]);
        let accepted = decided(&test, &chen, id, 1, approve()).await.unwrap();
        assert_eq!((accepted.row.state, accepted.history.len()), (State::CountyAccepted, shown.history.len() + 1));
    }
}

/// county.md C-02: a class that a person has to decide keeps the county from accepting until somebody of it has.
#[tokio::test]
async fn a_class_that_is_not_decided_is_judged_first() {
    for test in stores().await.unwrap() {
        let (id, _, chen) = approved(&test, 1).await;
        run_as_owner(&test.store, "UPDATE record SET class = 'REVIEW'").await.unwrap();
        let refused = decided(&test, &chen, id, 1, approve()).await.unwrap_err();
        assert_eq!(hindered(refused), Hindrance::ClassUndecided);
        let judge = |class| Decision::Judge { class, reason: "两次入户，父母均在本区务工".into() };
        let wrong = decided(&test, &chen, id, 1, judge(Class::M2)).await.unwrap_err();
        assert!(matches!(problem(wrong), Problem::Invalid { field, .. } if field == "class"));
        let judged = decided(&test, &chen, id, 1, judge(Class::M1)).await.unwrap();
        assert_eq!((judged.row.state, judged.row.class), (State::TownshipReviewed, Class::M1));
        assert_eq!(judged.history[0].reason.as_deref(), Some("两次入户，父母均在本区务工"));
        assert!(!judged.actions.contains(&Action::Judge), "nobody judges twice");
        let accepted = decided(&test, &chen, id, 1, approve()).await.unwrap();
        assert_eq!(accepted.row.state, State::CountyAccepted);
        // What is only counted is not accepted by anybody's word.
        run_as_owner(&test.store, "UPDATE record SET class = 'M2', state = 'township_reviewed'").await.unwrap();
        let refused = decided(&test, &chen, id, 1, approve()).await.unwrap_err();
        assert_eq!(hindered(refused), Hindrance::NotMonitored);
    }
}

/// county.md C-03, and A.2: who submitted a version, or approved it in the township, does not accept it at the county.
#[tokio::test]
async fn two_persons_stand_between_a_family_and_the_register() {
    for test in stores().await.unwrap() {
        let (id, changhong, chen) = approved(&test, 1).await;
        let owner = test.owner().await.unwrap();
        let approved_by = |actor: Uuid| {
            event::Entity::update_many()
                .col_expr(event::Column::ActorId, Expr::value(actor))
                .filter(event::Column::CountyCode.eq(NANKAI))
                .filter(event::Column::Action.eq(Action::Approve.code()))
        };
        approved_by(chen.account().id()).exec(&*owner.statement().await).await.unwrap();
        let refused = decided(&test, &chen, id, 1, approve()).await.unwrap_err();
        assert_eq!(hindered(refused), Hindrance::ApprovedByYou);
        approved_by(changhong.account().id()).exec(&*owner.statement().await).await.unwrap();
        let submitted_by = |by: Option<Uuid>| {
            backend::register::tables::submission::Entity::update_many()
                .col_expr(backend::register::tables::submission::Column::SubmittedBy, Expr::value(by))
                .filter(backend::register::tables::submission::Column::CountyCode.eq(NANKAI))
        };
        submitted_by(Some(chen.account().id())).exec(&*owner.statement().await).await.unwrap();
        let refused = decided(&test, &chen, id, 1, approve()).await.unwrap_err();
        assert_eq!(problem(refused), Problem::OwnSubmission);
        submitted_by(None).exec(&*owner.statement().await).await.unwrap();
        decided(&test, &chen, id, 1, approve()).await.unwrap();
    }
}

/// county.md C-04: a record is never sent to departments by hand; and the approver of the county moves nothing.
#[tokio::test]
async fn a_record_is_compared_by_a_batch_only() {
    for test in stores().await.unwrap() {
        let (id, _, chen) = approved(&test, 1).await;
        let accepted = decided(&test, &chen, id, 1, approve()).await.unwrap();
        assert!(!accepted.actions.contains(&Action::Compare), "{:?}", accepted.actions);
        let lin = Reviewer::of(&account(&test.store, "lin", Role::CountyApprover, NANKAI).await).unwrap();
        let refused = decided(&test, &lin, id, 1, Decision::Verify).await.unwrap_err();
        assert_eq!(problem(refused), Problem::Forbidden);
    }
}

/// county.md A.3 rows 4 and 9: what departments still have to say keeps a record from being verified.
#[tokio::test]
async fn a_record_is_verified_when_nothing_is_open() {
    for test in stores().await.unwrap() {
        let (id, _, chen) = approved(&test, 1).await;
        decided(&test, &chen, id, 1, approve()).await.unwrap();
        for (column, by) in [
            ("items_due", Hindrance::ItemsDue),
            ("items_out", Hindrance::AnswersOutstanding),
            ("discrepancies", Hindrance::DiscrepanciesOpen),
        ] {
            let set = |to: i32| format!("UPDATE record SET {column} = {to}");
            run_as_owner(&test.store, "UPDATE record SET items_due = 0, items_out = 0, discrepancies = 0")
                .await
                .unwrap();
            run_as_owner(&test.store, &set(1)).await.unwrap();
            let refused = decided(&test, &chen, id, 1, Decision::Verify).await.unwrap_err();
            assert_eq!(hindered(refused), by);
        }
        run_as_owner(&test.store, "UPDATE record SET items_due = 0, items_out = 0, discrepancies = 0").await.unwrap();
        let verified = decided(&test, &chen, id, 1, Decision::Verify).await.unwrap();
        assert_eq!((verified.row.state, row(&test, id).await.verified_version), (State::Verified, Some(1)));
    }
}

/// county.md C-12 and C-13: what was verified is not lost inside the county; another county begins anew.
#[tokio::test]
async fn a_verified_child_moves_house() {
    for test in stores().await.unwrap() {
        let (id, changhong, chen) = approved(&test, 1).await;
        decided(&test, &chen, id, 1, approve()).await.unwrap();
        run_as_owner(&test.store, "UPDATE record SET items_due = 0").await.unwrap();
        decided(&test, &chen, id, 1, Decision::Verify).await.unwrap();
        let neighbour = supervisor(&test.store, "zhao", NEIGHBOUR).await;
        // Declined: it stands where it stood.
        decided(&test, &chen, id, 1, transfer(NEIGHBOUR)).await.unwrap();
        test.clock.advance(1);
        let decline = Decision::Decline { reason: "不住在这里".into() };
        assert_eq!(review::decide(&test.store, &neighbour, id, 1, decline).await.unwrap(), None);
        assert_eq!(row(&test, id).await.state, State::Verified.code());
        // Received by the neighbour: still verified, with its versions.
        decided(&test, &chen, id, 1, transfer(NEIGHBOUR)).await.unwrap();
        let received = decided(&test, &neighbour, id, 1, Decision::Receive).await.unwrap();
        assert_eq!(received.row.state, State::Verified);
        let kept = row(&test, id).await;
        assert_eq!(
            (kept.township_code.as_str(), kept.verified_version, kept.offered_state),
            (NEIGHBOUR, Some(1), None)
        );
        assert_eq!(problem(review::open(&test.store, &changhong, id).await.unwrap_err()), Problem::NotFound);
        // Another county decides anew.
        let heping = supervisor(&test.store, "qian", HEPING).await;
        let open = review::open(&test.store, &chen, id).await.unwrap();
        assert_eq!(open.actions, [Action::Return, Action::Transfer]);
        decided(&test, &chen, id, open.row.version, transfer(HEPING)).await.unwrap();
        let received = decided(&test, &heping, id, 1, Decision::Receive).await.unwrap();
        assert_eq!(received.row.state, State::Submitted);
    }
}

/// county.md A.3 row 22: who was refused comes back with news, and the township does not approve what it refused.
#[tokio::test]
async fn a_reopened_record_needs_a_new_version() {
    for test in stores().await.unwrap() {
        let changhong = supervisor(&test.store, "changhong", CHANGHONG).await;
        let chen = reviewer(&test, "chen", NANKAI).await;
        let id = submitted(&test, 1).await;
        decided(&test, &changhong, id, 1, Decision::Reject { reason: "不在范围内".into() }).await.unwrap();
        let reopened = decided(&test, &chen, id, 1, Decision::Reopen { reason: "家长补了材料".into() }).await.unwrap();
        assert_eq!(reopened.row.state, State::Submitted);
        let refused = decided(&test, &changhong, id, 1, approve()).await.unwrap_err();
        assert_eq!(hindered(refused), Hindrance::VersionNeeded);
    }
}

/// county.md A.3 row 9: in bulk, each with its own event, and what has to be looked at is left with the reason.
#[tokio::test]
async fn many_records_are_accepted_and_verified_together() {
    for test in stores().await.unwrap() {
        let changhong = supervisor(&test.store, "changhong", CHANGHONG).await;
        let chen = reviewer(&test, "chen", NANKAI).await;
        let mut records = Vec::new();
        for child in 1..=4 {
            let id = submitted(&test, child).await;
            decided(&test, &changhong, id, 1, approve()).await.unwrap();
            records.push((id, 1));
        }
        let set = record::Entity::update_many()
            .col_expr(record::Column::Class, Expr::value("OVERLAP"))
            .filter(record::Column::CountyCode.eq(NANKAI))
            .filter(record::Column::Id.eq(records[3].0));
        set.exec(&*test.owner().await.unwrap().statement().await).await.unwrap();
        let done = review::together(&test.store, &chen, Together::Accept, &records).await.unwrap();
        assert_eq!((done.approved.len(), done.left.len()), (3, 1));
        assert_eq!(done.left[0].1, Hindrance::ClassUndecided.message());
        run_as_owner(&test.store, "UPDATE record SET items_due = 0").await.unwrap();
        let done = review::together(&test.store, &chen, Together::Verify, &records).await.unwrap();
        assert_eq!((done.approved.len(), done.left.len()), (3, 1));
        for (id, _) in &records[..3] {
            let record = row(&test, *id).await;
            assert_eq!((record.state.as_str(), record.verified_version), (State::Verified.code(), Some(1)));
        }
        // A township supervisor accepts nothing for the county.
        let refused = review::together(&test.store, &changhong, Together::Accept, &records).await.unwrap();
        assert_eq!(refused.approved.len(), 0);
    }
}
