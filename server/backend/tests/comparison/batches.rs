//! A batch from the day it is made until it ends.

use backend::comparison::{self, Taken};
use backend::testing::{run_as_owner, stores};
use domain::access::Role;
use domain::form::Department;
use domain::problem::Problem;
use domain::register::{Hindrance, State};
use domain::review::Decision;

use crate::harness::*;

/// county.md C-05 and C-17 in the whole: items of a child of ten years go out, each department its own; what does not concern
/// the child is asked of nobody.
#[tokio::test]
async fn a_batch_sends_the_items_of_its_department() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        for item in ["identity", "residence_permit", "schooling", "insurance", "disability"] {
            assert_eq!(county.item(id, item).await, "due", "{item}");
        }
        assert_eq!(county.item(id, "tcm_0_36").await, "", "a child of school age has none");
        assert_eq!(county.record(id).await.items_due, 5);
        let departments = [
            (Department::PublicSecurity, 2),
            (Department::Education, 1),
            (Department::MedicalInsurance, 1),
            (Department::DisabledPersonsFederation, 1),
        ];
        for (department, items) in departments {
            let batch = county.sent(department).await;
            let line = comparison::one(&county.test.store, &county.lin, batch).await.unwrap();
            assert_eq!((line.row.rows, line.items.len()), (1, items));
            assert!(line.row.number.starts_with("BD-120104-"), "{}", line.row.number);
            assert_eq!(line.row.checksum.len(), 64);
        }
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.items_due, record.items_out), (State::Comparing.code(), 0, 5));
        // Nothing is left for anybody: an item stands in one open batch only.
        let again = comparison::make(&county.test.store, county.chen.account(), &asked(Department::Education)).await;
        assert!(matches!(problem(again.unwrap_err()), Problem::Invalid { field, .. } if field == "department"));
    }
}

/// county.md C-19: fifteen working days; late from the day after.
#[tokio::test]
async fn a_batch_is_due_after_fifteen_working_days() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        county.accepted(1, &[]).await;
        let batch = county.sent(Department::Education).await;
        let due = |line: &comparison::BatchLine| line.row.due_on.clone().unwrap();
        let line = comparison::one(&county.test.store, &county.lin, batch).await.unwrap();
        // Sent on Saturday 21 November.
        assert_eq!(due(&line), "2026-12-11");
        county.test.clock.advance(20 * DAY);
        assert!(!comparison::one(&county.test.store, &county.lin, batch).await.unwrap().overdue);
        county.test.clock.advance(DAY);
        assert!(comparison::one(&county.test.store, &county.lin, batch).await.unwrap().overdue);
    }
}

const DAY: i64 = 24 * 3_600_000;

/// county.md C-20: who made a batch does not approve it; one that is returned says what to change, and nothing goes out before
/// the approval.
#[tokio::test]
async fn another_person_approves_a_batch() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        county.accepted(1, &[]).await;
        let batch = county.made(Department::Education).await;
        let store = &county.test.store;
        let refused = comparison::decide(store, county.chen.account(), batch, None).await.unwrap_err();
        assert_eq!(problem(refused), Problem::NotFound, "a reviewer approves none");
        run_as_owner(
            store,
            &format!("UPDATE comparison_batch SET maker_person = {}", literal(store, county.lin.person())),
        )
        .await
        .unwrap();
        let refused = comparison::decide(store, &county.lin, batch, None).await.unwrap_err();
        assert_eq!(problem(refused), Problem::OwnRequest);
        let person = literal(store, county.chen.account().person());
        run_as_owner(store, &format!("UPDATE comparison_batch SET maker_person = {person}")).await.unwrap();
        let early = comparison::send(store, county.chen.account(), batch).await.unwrap_err();
        assert_eq!(problem(early), Problem::NotFound);
        comparison::decide(store, &county.lin, batch, Some("只要长虹街道的")).await.unwrap();
        let line = comparison::one(store, county.chen.account(), batch).await.unwrap();
        assert_eq!(line.returned.as_deref(), Some("只要长虹街道的"));
        comparison::decide(store, &county.lin, batch, None).await.unwrap();
        comparison::send(store, county.chen.account(), batch).await.unwrap();
    }
}

/// A UUID as a literal of the database.
fn literal(store: &backend::Store, id: uuid::Uuid) -> String {
    match sea_orm::ConnectionTrait::get_database_backend(&store.db) {
        sea_orm::DbBackend::Sqlite => format!("X'{}'", id.simple()),
        _ => format!("'{id}'"),
    }
}

/// county.md C-07 and C-08: a department that is late by five working days holds nobody up any more.
#[tokio::test]
async fn what_is_long_overdue_is_given_up_with_a_reason() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        county.sent(Department::Education).await;
        let store = &county.test.store;
        let give = |words: &'static str| comparison::give_feedback(store, county.chen.account(), id, words);
        // Due on Friday 11 December, so until Thursday 17 December it waits.
        county.test.clock.advance(26 * DAY);
        let early = give("教育局没有反馈").await.unwrap_err();
        assert_eq!(problem(early), Problem::Hindered { by: Hindrance::AnswersOutstanding });
        county.test.clock.advance(DAY);
        let silent = give(" ").await.unwrap_err();
        assert!(matches!(problem(silent), Problem::Invalid { field, .. } if field == "reason"));
        give("教育局两次催办没有反馈").await.unwrap();
        assert_eq!(county.item(id, "schooling").await, "unanswered");
        assert_eq!(county.record(id).await.state, State::Feedback.code());
    }
}

/// county.md B.7: a batch that nobody answered is cancelled, and everything is as before; one that was answered is closed.
#[tokio::test]
async fn a_batch_is_cancelled_before_the_first_answer_and_closed_after_the_last() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        let store = &county.test.store;
        let batch = county.sent(Department::MedicalInsurance).await;
        comparison::cancel(store, county.chen.account(), batch, "发错了部门").await.unwrap();
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.items_due, record.items_out), ("county_accepted", 5, 0));
        let batch = county.sent(Department::MedicalInsurance).await;
        let yibao = county.department(Role::DeptInsurance).await;
        let early = comparison::close(store, county.chen.account(), batch, "").await.unwrap_err();
        assert_eq!(problem(early), Problem::Hindered { by: Hindrance::AnswersOutstanding });
        let insured = [("result", "有记录"), ("insurance_status", "参保"), ("insured_at", "12")];
        county.answers(&yibao, batch, &insured).await;
        let late = comparison::cancel(store, county.chen.account(), batch, "不用了").await.unwrap_err();
        assert_eq!(problem(late), Problem::NotFound, "it was answered");
        comparison::close(store, county.chen.account(), batch, "").await.unwrap();
        // The department still sees it for thirty days, and says the same again.
        assert_eq!(county.answers(&yibao, batch, &insured).await, Taken::Same);
        county.test.clock.advance(31 * DAY);
        let gone = comparison::open_batch(store, &yibao, batch).await.unwrap_err();
        assert_eq!(problem(gone), Problem::NotFound);
    }
}

/// county.md C-34: who is only counted stands in no batch.
#[tokio::test]
async fn a_child_whom_the_county_did_not_accept_is_in_no_batch() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        county.decided(&county.chen, id, Decision::Return { reason: "请补充".into(), comments: Vec::new() }).await;
        let none = comparison::make(&county.test.store, county.chen.account(), &asked(Department::Education)).await;
        assert!(matches!(problem(none.unwrap_err()), Problem::Invalid { .. }));
    }
}

/// county.md C-40: a department sees its own batches, and is told nothing of others.
#[tokio::test]
async fn a_department_sees_its_own_batches_only() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        county.accepted(1, &[]).await;
        let store = &county.test.store;
        let batch = county.sent(Department::Education).await;
        let draft = county.made(Department::DisabledPersonsFederation).await;
        let (jiaoyu, canlian) =
            (county.department(Role::DeptEducation).await, county.department(Role::DeptDisability).await);
        assert_eq!(comparison::batches(store, &jiaoyu).await.unwrap().len(), 1);
        assert!(comparison::batches(store, &canlian).await.unwrap().is_empty(), "a draft was not sent");
        for hidden in [batch, draft, store.new_id()] {
            let error = comparison::open_batch(store, &canlian, hidden).await.unwrap_err();
            assert_eq!(problem(error), Problem::NotFound);
        }
        let error = comparison::list(store, &jiaoyu).await.unwrap_err();
        assert_eq!(problem(error), Problem::NotFound);
        let seen = comparison::open_batch(store, &jiaoyu, batch).await.unwrap();
        let rows = comparison::rows_of(store, &jiaoyu, &seen, 0, comparison::PAGE).await.unwrap();
        let all = rows[0].cells.join("|");
        assert!(all.contains("120104001") && !all.contains("138"), "no phone: {all}");
        comparison::acknowledge(store, &jiaoyu, batch, Some(&seen.row.checksum)).await.unwrap();
        let wrong = comparison::acknowledge(store, &jiaoyu, batch, Some("00")).await.unwrap_err();
        assert!(matches!(problem(wrong), Problem::Invalid { field, .. } if field == "checksum"));
    }
}
