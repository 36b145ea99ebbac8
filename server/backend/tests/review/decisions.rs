//! Opening a record and deciding about it.

use backend::access::accounts::{Director, Reviewer};
use backend::declare::submissions::{By, submit};
use backend::links::making;
use backend::review;
use backend::testing::{migrant, program, stores, submission};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::form::Value;
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, Decision, FieldComment};
use domain::view::links::LinkKind;
use domain::view::review::QueueFilter;

use crate::harness::*;

#[tokio::test]
async fn an_entry_is_opened_approved_and_its_history_says_by_whom() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        let page = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        assert_eq!(page.rows.len(), 1);
        let row = &page.rows[0];
        assert!(row.child_name.starts_with('示') && row.child_name.ends_with('*'), "{}", row.child_name);
        assert!(row.id_number.contains("*************"), "{}", row.id_number);
        let record = review::open(store, &reviewer, id).await.unwrap();
        assert!(record.claimed_until.is_some());
        assert_eq!(record.actions, [Action::Approve, Action::Return, Action::Reject, Action::Transfer]);
        assert!(record.answers.value("child_id_number").is_some());
        let after = decided(&test, &reviewer, id, 1, approve()).await.unwrap();
        assert_eq!(after.row.state, State::TownshipReviewed);
        assert_eq!(after.history.len(), 2);
        assert_eq!((after.history[0].by.as_str(), after.history[0].action), ("liu督导员", Some(Action::Approve)));
        assert_eq!(after.history[1].action, None);
        assert!(after.actions.is_empty() && after.claimed_until.is_none());
        let again = decided(&test, &reviewer, id, 1, approve()).await.unwrap_err();
        assert_eq!(problem(again), Problem::ActionNotOffered { state: State::TownshipReviewed });
    }
}

#[tokio::test]
async fn a_return_reaches_the_family_with_its_comments() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        let nothing = Decision::Return { reason: String::new(), comments: vec![] };
        let refused = decided(&test, &reviewer, id, 1, nothing).await.unwrap_err();
        assert!(matches!(problem(refused), Problem::Invalid { field, .. } if field == "reason"));
        let comment = FieldComment { field: "school_name".into(), text: "请写全名".into() };
        let decision = Decision::Return { reason: "请补充".into(), comments: vec![comment.clone()] };
        let after = decided(&test, &reviewer, id, 1, decision).await.unwrap();
        assert_eq!(after.row.state, State::Returned);
        assert_eq!(after.history[0].reason.as_deref(), Some("请补充"));
        assert_eq!(after.history[0].comments, [comment]);
    }
}

#[tokio::test]
async fn reviewer_cannot_approve_own_submission() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let by = By::Account { id: reviewer.account().id(), name: "liu督导员".into() };
        let id = store.new_id();
        submit(store, submission(id, migrant(1), b"own"), by).await.unwrap();
        assert!(review::open(store, &reviewer, id).await.unwrap().actions.is_empty());
        let refused = decided(&test, &reviewer, id, 1, approve()).await.unwrap_err();
        assert_eq!(problem(refused), Problem::OwnSubmission);
        let outcome = review::approve_batch(store, &reviewer, &[(id, 1)]).await.unwrap();
        assert!(outcome.approved.is_empty() && outcome.left[0].1.contains("自己提交"));
        let colleague = supervisor(store, "wang", CHANGHONG).await;
        assert!(decided(&test, &colleague, id, 1, approve()).await.is_ok());
    }
}

#[tokio::test]
async fn who_made_a_familys_link_does_not_approve_what_came_by_it() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let maker = supervisor(store, "liu", CHANGHONG).await;
        let colleague = supervisor(store, "wang", CHANGHONG).await;
        let mut ids = Vec::new();
        for (child, kind) in [(1, LinkKind::Personal), (2, LinkKind::Village)] {
            let director = Director::of(maker.account()).unwrap();
            let village = DivisionCode::parse("120104001001").unwrap();
            let link = making::create(store, &director, kind, village, "", 30).await.unwrap();
            let token = link.url.rsplit('/').next().unwrap().to_owned();
            let id = store.new_id();
            let by = By::Family { link: &token, notice_version: &store.notice.version };
            submit(store, submission(id, migrant(child), b"x"), by).await.unwrap();
            ids.push(id);
        }
        assert!(review::open(store, &maker, ids[0]).await.unwrap().actions.is_empty());
        let refused = decided(&test, &maker, ids[0], 1, approve()).await.unwrap_err();
        assert_eq!(problem(refused), Problem::OwnSubmission);
        let outcome = review::approve_batch(store, &maker, &[(ids[0], 1)]).await.unwrap();
        assert!(outcome.approved.is_empty(), "{outcome:?}");
        assert!(decided(&test, &colleague, ids[0], 1, approve()).await.is_ok());
        assert!(decided(&test, &maker, ids[1], 1, approve()).await.is_ok(), "a poster is for everybody");
    }
}

#[tokio::test]
async fn a_supervisor_sees_only_the_own_township() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let other = supervisor(store, "zhao", NEIGHBOUR).await;
        let id = submitted(&test, 1).await;
        for filter in [QueueFilter::default(), searched("示")] {
            let page = review::queue(store, &other, filter).await.unwrap();
            assert!(page.rows.is_empty() && page.counts.is_empty() && page.villages.is_empty());
        }
        assert_eq!(problem(review::open(store, &other, id).await.unwrap_err()), Problem::NotFound);
        assert_eq!(problem(review::release(store, &other, id).await.unwrap_err()), Problem::NotFound);
        assert_eq!(problem(decided(&test, &other, id, 1, approve()).await.unwrap_err()), Problem::NotFound);
        let batch = review::approve_batch(store, &other, &[(id, 1)]).await.unwrap();
        assert!(batch.approved.is_empty());
        let county = account(store, "quxian", Role::CountyReviewer, "120104").await;
        let county = Reviewer::of(&county).unwrap();
        let record = review::open(store, &county, id).await.unwrap();
        assert!(record.actions.is_empty() && record.claimed_until.is_none(), "the township decides first");
        let not_yet = Problem::ActionNotOffered { state: State::Submitted };
        assert_eq!(problem(decided(&test, &county, id, 1, approve()).await.unwrap_err()), not_yet);
        for (role, place) in [(Role::GridWorker, CHANGHONG), (Role::Auditor, "120104"), (Role::AccountAdmin, "120104")]
        {
            let nobody = account(store, role.code(), role, place).await;
            assert!(Reviewer::of(&nobody).is_err(), "{role:?}");
        }
    }
}

#[tokio::test]
async fn two_reviewers_at_once_make_one_decision() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, two) = (supervisor(store, "liu", CHANGHONG).await, supervisor(store, "wang", CHANGHONG).await);
        for child in 1..6 {
            let id = submitted(&test, child).await;
            let reject = Decision::Reject { reason: "不在范围内".into() };
            let (a, b) = tokio::join!(decided(&test, &one, id, 1, approve()), decided(&test, &two, id, 1, reject),);
            let (won, lost) = match (a, b) {
                (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
                other => panic!("{other:?}"),
            };
            let Problem::AlreadyDecided { by, state } = problem(lost) else { panic!("not told who decided") };
            assert_eq!((by, state), (won.history[0].by.clone(), won.row.state));
            let now = review::open(store, &one, id).await.unwrap();
            assert_eq!((now.row.state, now.history.len()), (won.row.state, 2));
        }
    }
}

#[tokio::test]
async fn an_opened_entry_is_claimed_until_it_is_released_or_time_passes() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, two) = (supervisor(store, "liu", CHANGHONG).await, supervisor(store, "wang", CHANGHONG).await);
        let id = submitted(&test, 1).await;
        review::open(store, &one, id).await.unwrap();
        let seen = review::open(store, &two, id).await.unwrap();
        assert_eq!(seen.row.claimed_by.as_deref(), Some("liu督导员"));
        assert!(seen.actions.is_empty() && seen.claimed_until.is_none());
        let refused = decided(&test, &two, id, 1, approve()).await.unwrap_err();
        assert!(matches!(problem(refused), Problem::Claimed { by, .. } if by == "liu督导员"));
        review::release(store, &two, id).await.unwrap();
        assert!(review::open(store, &two, id).await.unwrap().actions.is_empty(), "nobody releases for another");
        review::release(store, &one, id).await.unwrap();
        assert!(!review::open(store, &two, id).await.unwrap().actions.is_empty());
        test.clock.advance(review::open::CLAIM);
        assert!(!review::open(store, &one, id).await.unwrap().actions.is_empty());
    }
}

#[tokio::test]
async fn batch_approval_leaves_entries_with_findings() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let clean = submitted(&test, 1).await;
        let id = store.new_id();
        let mut answers = migrant(2);
        answers.set("guardianship_status", Value::Text("unattended".into()));
        submit(store, submission(id, answers, b"alert"), By::Client(&program(store))).await.unwrap();
        let unknown = store.new_id();
        let rows =
            review::queue(store, &reviewer, QueueFilter { clean: true, ..QueueFilter::default() }).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), [clean.to_string()]);
        let records = [(clean, 1), (clean, 1), (id, 1), (unknown, 1)];
        let outcome = review::approve_batch(store, &reviewer, &records).await.unwrap();
        assert_eq!(outcome.approved, [clean.to_string()]);
        let left: Vec<&str> = outcome.left.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(left, [id.to_string(), unknown.to_string()]);
        assert!(outcome.left[0].1.contains("核实"));
        let state = review::open(store, &reviewer, clean).await.unwrap().row.state;
        assert_eq!(state, State::TownshipReviewed);
        let stale = review::approve_batch(store, &reviewer, &[(clean, 1)]).await.unwrap();
        assert!(stale.approved.is_empty());
    }
}
