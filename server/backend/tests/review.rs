//! The township's review, as its supervisors meet it, on SQLite and on PostgreSQL.

use backend::seed;
use backend::service::accounts::{self, Account, NewAccount, Reviewer};
use backend::service::review;
use backend::service::submissions::{By, submit};
use backend::testing::{TestStore, migrant, stores, submission};
use backend::{Error, Store};
use domain::divisions::DivisionCode;
use domain::form::Value;
use domain::problem::Problem;
use domain::review::{Action, Decision, DuplicateDecision, FieldComment, Role, State};
use domain::view::{EntryView, QueueFilter};
use uuid::Uuid;

const CHANGHONG: &str = "120104001";
const NEIGHBOUR: &str = "120104002";
const HEPING: &str = "120101001";

async fn account(store: &Store, username: &str, role: Role, division: &str) -> Account {
    let new = NewAccount {
        username: username.into(),
        display_name: format!("{username}督导员"),
        role,
        division: DivisionCode::parse(division).unwrap(),
        password: "一个长密码".into(),
    };
    assert!(accounts::create(store, new).await.unwrap());
    accounts::sign_in(store, username, "一个长密码", "10.0.0.1").await.unwrap()
}

async fn supervisor(store: &Store, username: &str, division: &str) -> Reviewer {
    Reviewer::of(&account(store, username, Role::TownshipSupervisor, division).await).unwrap()
}

async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    let body = child.to_be_bytes();
    submit(&test.store, submission(id, migrant(child), &body), By::Sender).await.unwrap();
    id
}

/// Decides a moment later, so that events have an order although the clock stands still.
async fn decided(
    test: &TestStore,
    reviewer: &Reviewer,
    id: Uuid,
    version: i32,
    decision: Decision,
) -> backend::Result<EntryView> {
    test.clock.advance(1);
    review::decide(&test.store, reviewer, id, version, decision).await
}

fn problem(error: Error) -> Problem {
    error.problem().cloned().unwrap_or(Problem::Internal)
}

fn approve() -> Decision {
    Decision::Approve { same_child: None }
}

fn transfer(to: &str) -> Decision {
    Decision::Transfer { to: DivisionCode::parse(to).unwrap(), reason: "孩子住在那里".into() }
}

fn searched(text: &str) -> QueueFilter {
    QueueFilter { search: Some(text.into()), ..QueueFilter::default() }
}

#[tokio::test]
async fn an_entry_is_opened_approved_and_its_history_says_by_whom() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "li", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        let page = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        assert_eq!(page.rows.len(), 1);
        let row = &page.rows[0];
        assert!(row.child_name.starts_with('示') && row.child_name.ends_with('*'), "{}", row.child_name);
        assert!(row.id_number.contains("*************"), "{}", row.id_number);
        let entry = review::open(store, &reviewer, id).await.unwrap();
        assert!(entry.claimed_until.is_some());
        assert_eq!(entry.actions, [Action::Approve, Action::Return, Action::Reject, Action::Transfer]);
        assert!(entry.answers.value("child_id_number").is_some());
        let after = decided(&test, &reviewer, id, 1, approve()).await.unwrap();
        assert_eq!(after.row.state, State::TownshipReviewed);
        assert_eq!(after.history.len(), 2);
        assert_eq!((after.history[0].by.as_str(), after.history[0].action), ("li督导员", Some(Action::Approve)));
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
        let reviewer = supervisor(store, "li", CHANGHONG).await;
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
        let reviewer = supervisor(store, "li", CHANGHONG).await;
        let by = By::Account { id: reviewer.account().id(), name: "li督导员".into() };
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
        let county = account(store, "qu", Role::CountyOfficer, "120104").await;
        let county = Reviewer::of(&county).unwrap();
        let entry = review::open(store, &county, id).await.unwrap();
        assert!(entry.actions.is_empty() && entry.claimed_until.is_none(), "the county reads only");
        assert_eq!(problem(decided(&test, &county, id, 1, approve()).await.unwrap_err()), Problem::Forbidden);
        for role in [Role::VillageDirector, Role::Auditor, Role::Admin] {
            let nobody = account(store, role.code(), role, CHANGHONG).await;
            assert!(Reviewer::of(&nobody).is_err(), "{role:?}");
        }
    }
}

#[tokio::test]
async fn two_reviewers_at_once_make_one_decision() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, two) = (supervisor(store, "li", CHANGHONG).await, supervisor(store, "wang", CHANGHONG).await);
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
        let (one, two) = (supervisor(store, "li", CHANGHONG).await, supervisor(store, "wang", CHANGHONG).await);
        let id = submitted(&test, 1).await;
        review::open(store, &one, id).await.unwrap();
        let seen = review::open(store, &two, id).await.unwrap();
        assert_eq!(seen.row.claimed_by.as_deref(), Some("li督导员"));
        assert!(seen.actions.is_empty() && seen.claimed_until.is_none());
        let refused = decided(&test, &two, id, 1, approve()).await.unwrap_err();
        assert!(matches!(problem(refused), Problem::Claimed { by, .. } if by == "li督导员"));
        review::release(store, &two, id).await.unwrap();
        assert!(review::open(store, &two, id).await.unwrap().actions.is_empty(), "nobody releases for another");
        review::release(store, &one, id).await.unwrap();
        assert!(!review::open(store, &two, id).await.unwrap().actions.is_empty());
        test.clock.advance(review::open::CLAIM);
        assert!(!review::open(store, &one, id).await.unwrap().actions.is_empty());
    }
}

#[tokio::test]
async fn an_offered_transfer_has_exactly_one_owner_until_received() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = supervisor(store, "li", CHANGHONG).await;
        let receiver = supervisor(store, "zhao", HEPING).await;
        let id = submitted(&test, 1).await;
        let wrong = decided(&test, &sender, id, 1, transfer(CHANGHONG)).await.unwrap_err();
        assert!(matches!(problem(wrong), Problem::Invalid { field, .. } if field == "to"));
        let offered = decided(&test, &sender, id, 1, transfer(HEPING)).await.unwrap();
        assert_eq!(offered.row.state, State::Transferring);
        assert!(offered.actions.is_empty(), "the sender waits");
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

#[tokio::test]
async fn batch_approval_leaves_entries_with_findings() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "li", CHANGHONG).await;
        let clean = submitted(&test, 1).await;
        let id = store.new_id();
        let mut answers = migrant(2);
        answers.set("guardianship_status", Value::Text("unattended".into()));
        submit(store, submission(id, answers, b"alert"), By::Sender).await.unwrap();
        let unknown = store.new_id();
        let rows =
            review::queue(store, &reviewer, QueueFilter { clean: true, ..QueueFilter::default() }).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), [clean.to_string()]);
        let entries = [(clean, 1), (clean, 1), (id, 1), (unknown, 1)];
        let outcome = review::approve_batch(store, &reviewer, &entries).await.unwrap();
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

#[tokio::test]
async fn a_duplicate_blocks_approval_until_somebody_decides() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "li", CHANGHONG).await;
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
        let reviewer = supervisor(store, "li", CHANGHONG).await;
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

#[tokio::test]
async fn search_by_part_of_a_name() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "li", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        submitted(&test, 45).await;
        let entry = review::open(store, &reviewer, id).await.unwrap();
        let name = entry.answers.value("child_name").and_then(Value::as_text).unwrap().to_owned();
        let number = entry.answers.value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        let given: String = name.chars().skip(1).collect();
        let spaced = number.to_lowercase().chars().flat_map(|c| [c, ' ']).collect::<String>();
        for text in [&given, &name, &number, &spaced, &entry.row.receipt_no] {
            let rows = review::queue(store, &reviewer, searched(text)).await.unwrap().rows;
            assert_eq!(rows.len(), 1, "{text}");
            assert_eq!(rows[0].id, id.to_string());
        }
        assert_eq!(review::queue(store, &reviewer, searched("示")).await.unwrap().rows.len(), 2);
        for text in ["王", "120101201503089976", "12010120150308997"] {
            assert!(review::queue(store, &reviewer, searched(text)).await.unwrap().rows.is_empty(), "{text}");
        }
    }
}

#[tokio::test]
async fn paging_shows_every_entry_once() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "li", CHANGHONG).await;
        let mut made = Vec::new();
        for child in 0..60 {
            made.push(submitted(&test, child).await.to_string());
            test.clock.advance(i64::from(child % 3));
        }
        for search in [None, Some("示".to_owned())] {
            let mut filter = QueueFilter { search, ..QueueFilter::default() };
            let mut seen = Vec::new();
            loop {
                let page = review::queue(store, &reviewer, filter.clone()).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.id));
                filter.after = page.next;
                if filter.after.is_none() {
                    break;
                }
            }
            let (mut once, mut all) = (seen.clone(), made.clone());
            once.sort_unstable();
            all.sort_unstable();
            assert_eq!(once, all, "{:?}", filter.search);
        }
        let broken = QueueFilter { after: Some("x".into()), ..QueueFilter::default() };
        assert!(matches!(
            problem(review::queue(store, &reviewer, broken).await.unwrap_err()),
            Problem::Malformed { .. }
        ));
    }
}

#[tokio::test]
async fn wrong_passwords_make_the_next_attempt_wait() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "li", Role::TownshipSupervisor, CHANGHONG).await;
        for _ in 0..5 {
            let failed = accounts::sign_in(store, "li", "错误", "10.0.0.2").await.unwrap_err();
            assert_eq!(problem(failed), Problem::SignInFailed);
        }
        let Problem::TooManyAttempts { retry_after } =
            problem(accounts::sign_in(store, " LI ", "一个长密码", "10.0.0.3").await.unwrap_err())
        else {
            panic!("the right password has to wait too")
        };
        assert_eq!(retry_after, 2);
        test.clock.advance(2_000);
        assert!(accounts::sign_in(store, "li", "一个长密码", "10.0.0.3").await.is_ok());
        assert!(accounts::sign_in(store, "li", "一个长密码", "10.0.0.3").await.is_ok(), "a success forgets");
        let unknown = accounts::sign_in(store, "nobody", "x", "10.0.0.4").await.unwrap_err();
        assert_eq!(problem(unknown), Problem::SignInFailed);
    }
}

#[tokio::test]
async fn the_demonstration_is_made_once_and_its_people_can_work() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let demo = seed::demo(store).await.unwrap();
        assert_eq!(demo.records, 200);
        let token = demo.link.rsplit('/').next().unwrap().to_owned();
        let again = seed::demo(store).await.unwrap();
        assert_eq!(again.records, 0);
        assert_ne!(again.link, demo.link);
        assert!(backend::service::visitor::open(store, &token, None).await.is_ok());
        let account = accounts::sign_in(store, "changhong", seed::DEMO_PASSWORD, "10.0.0.1").await.unwrap();
        let reviewer = Reviewer::of(&account).unwrap();
        let page = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        let states: Vec<State> = page.counts.iter().map(|count| count.state).collect();
        for state in [State::Submitted, State::Transferring, State::Returned, State::TownshipReviewed, State::Rejected]
        {
            assert!(states.contains(&state), "{state:?} in {states:?}");
        }
        let duplicates = QueueFilter { duplicates: true, ..QueueFilter::default() };
        assert!(!review::queue(store, &reviewer, duplicates).await.unwrap().rows.is_empty());
        assert!(page.villages.len() > 3);
        let offered = QueueFilter { state: Some(State::Transferring), ..QueueFilter::default() };
        let mut rows = review::queue(store, &reviewer, offered).await.unwrap().rows;
        let id = rows.remove(0).id.parse().unwrap();
        assert!(!review::open(store, &reviewer, id).await.unwrap().history.is_empty());
    }
}

#[tokio::test]
async fn seed_is_deterministic() {
    use backend::entity::{candidate, event, lookup, record, submission};
    use sea_orm::{EntityTrait, QueryOrder};
    let mut before = None;
    for test in stores().await.unwrap().into_iter().chain(stores().await.unwrap()) {
        let db = &test.store.db;
        let mut heard = Vec::new();
        seed::records(&test.store, 700, 5, backend::testing::TODAY, |done| heard.push(done)).await.unwrap();
        assert_eq!(heard.last(), Some(&700));
        assert!(seed::records(&test.store, 700, 5, backend::testing::TODAY, |_| ()).await.is_err());
        let records = record::Entity::find().order_by_asc(record::Column::Id).all(db).await.unwrap();
        let documents: Vec<_> = submission::Entity::find()
            .order_by_asc(submission::Column::RecordId)
            .all(db)
            .await
            .unwrap()
            .iter()
            .map(|row| backend::document::Document::open(&test.store.keys, row).unwrap())
            .collect();
        let mut events: Vec<_> = event::Entity::find().all(db).await.unwrap();
        events.sort_unstable_by_key(|event| event.id);
        assert_eq!((records.len(), documents.len()), (700, 700));
        assert!(lookup::Entity::find().all(db).await.unwrap().len() > 4_000);
        let pairs = candidate::Entity::find().all(db).await.unwrap();
        assert!(pairs.len() >= 8 && records.iter().any(|record| record.duplicates > 0));
        let now: Vec<_> = records
            .into_iter()
            .map(|row| (row.id, row.receipt_no, row.township_code, row.state, row.class, row.entered_at, row.findings))
            .collect();
        let moves: Vec<_> = events.into_iter().map(|row| (row.id, row.at, row.action, row.actor_id)).collect();
        let all = (now, documents, moves);
        if let Some(before) = &before {
            assert_eq!(*before, all);
        }
        before = Some(all);
    }
}
