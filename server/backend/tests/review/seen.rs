//! What of a record a page is given: what the access table shows to this person, and not a byte more.

use std::collections::BTreeMap;

use backend::access::accounts::Reviewer;
use backend::audit::tables::audit_event;
use backend::register::tables::record;
use backend::review;
use backend::testing::{TestStore, migrant, put_answers, stores};
use domain::access::{self, Channel, Group, Level, Levels, Relation, Role};
use domain::form::{Answers, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Decision, RevealWhy};
use domain::view::review::QueueFilter;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use crate::harness::*;

/// What is written into a field, so that it is found wherever it goes.
fn sentinel(field: &str) -> String {
    format!("哨兵{field}完")
}

/// Every field of the dictionary, each with its sentinel.
fn sentinels() -> Answers {
    let fields = Group::ALL.iter().flat_map(|group| group.fields());
    fields.map(|field| (field.to_owned(), Value::Text(sentinel(field)))).collect()
}

/// Puts these answers into the current version of a record, and the record into a state.
async fn put(test: &TestStore, id: Uuid, answers: Answers, state: State) {
    let db = &test.store.db;
    put_answers(&test.store, "120104", id, answers).await.unwrap();
    let record = record::Entity::find().filter(record::Column::Id.eq(id)).one(db).await.unwrap().unwrap();
    let mut record = record.into_active_model();
    record.state = Set(state.code().to_owned());
    record.offered_to = Set((state == State::Transferring).then(|| NEIGHBOUR.to_owned()));
    record.offered_from = Set((state == State::Transferring).then(|| CHANGHONG.to_owned()));
    record.update(db).await.unwrap();
}

/// Answers that a mask leaves as they are: sex, the words for a relation, the stage of school.
fn left_by_mask(field: &str) -> bool {
    matches!(field, "child_sex" | "schooling_stage") || field.ends_with("_relation")
}

/// The groups of which something stands in full in a text.
fn told(text: &str) -> Vec<Group> {
    let in_full = |field: &str| !left_by_mask(field) && text.contains(&sentinel(field));
    let found = |group: &&Group| group.fields().any(in_full);
    Group::ALL.iter().filter(found).copied().collect()
}

fn read(levels: &Levels) -> Vec<Group> {
    let with_fields = Group::ALL.iter().filter(|group| group.fields().next().is_some());
    with_fields.filter(|group| levels.of(**group) == Level::Read).copied().collect()
}

async fn reviewers(test: &TestStore) -> BTreeMap<(Role, Relation), Reviewer> {
    let mut all = BTreeMap::new();
    for (role, relation, place) in [
        (Role::TownshipSupervisor, Relation::Township, CHANGHONG),
        (Role::TownshipSupervisor, Relation::Offered, NEIGHBOUR),
        (Role::CountyEntry, Relation::County, "120104"),
        (Role::CountyReviewer, Relation::County, "120104"),
        (Role::CountyApprover, Relation::County, "120104"),
    ] {
        let name = format!("{}-{}", role.code(), relation.code());
        let account = account(&test.store, &name, role, place).await;
        all.insert((role, relation), Reviewer::of(&account).unwrap());
    }
    all
}

#[tokio::test]
async fn in_every_state_a_page_a_sheet_and_a_list_tell_what_the_table_says() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let reviewers = reviewers(&test).await;
        let mut opened = 0;
        for state in State::ALL.iter().copied().filter(|state| *state != State::Draft) {
            put(&test, id, sentinels(), state).await;
            for ((role, relation), reviewer) in &reviewers {
                let levels = access::levels(*role, *relation, state.into());
                let at = format!("{role:?} {relation:?} {state:?}");
                for (channel, view) in [
                    (Channel::Page, review::read(store, reviewer, id).await),
                    (Channel::Print, review::print(store, reviewer, id).await.map(|printed| printed.view)),
                ] {
                    let Ok(view) = view else {
                        let refused = problem(view.unwrap_err());
                        let wanted = if levels.exists() { Problem::Forbidden } else { Problem::NotFound };
                        assert!(refused == wanted, "{at} {channel:?}: {refused:?}");
                        continue;
                    };
                    opened += 1;
                    let text = serde_json::to_string(&view).unwrap();
                    assert_eq!(told(&text), read(&levels.through(channel)), "{at} {channel:?}");
                }
                let rows = review::queue(store, reviewer, QueueFilter { state: Some(state), ..QueueFilter::default() });
                let text = serde_json::to_string(&rows.await.unwrap().rows).unwrap();
                assert_eq!(told(&text), [], "T-19: a row carries no answer in full: {at}");
            }
        }
        assert!(opened > 70, "{opened} views");
    }
}

#[tokio::test]
async fn t_01_another_township_hears_what_it_would_hear_of_nobody() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let other = supervisor(store, "zhao", NEIGHBOUR).await;
        let here = review::open(store, &other, id).await.unwrap_err();
        let nowhere = review::open(store, &other, store.new_id()).await.unwrap_err();
        assert_eq!((problem(here), problem(nowhere)), (Problem::NotFound, Problem::NotFound));
        let other = account(store, "admin", Role::AccountAdmin, "120104").await;
        assert_eq!(problem(Reviewer::of(&other).unwrap_err()), Problem::NotFound, "T-13");
    }
}

#[tokio::test]
async fn t_02_numbers_stand_in_full_while_the_township_decides_and_masked_afterwards() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let one = supervisor(store, "liu", CHANGHONG).await;
        let answers = migrant(1);
        let text = |key: &str| answers.value(key).and_then(Value::as_text).unwrap().to_owned();
        let view = review::open(store, &one, id).await.unwrap();
        assert_eq!(view.answers.value("child_id_number").and_then(Value::as_text), Some(&*text("child_id_number")));
        assert!(view.reveals.is_empty());

        put(&test, id, answers.clone(), State::Verified).await;
        let view = review::open(store, &one, id).await.unwrap();
        let number = view.answers.value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        assert_eq!(number, domain::masking::id_number(&text("child_id_number")));
        assert!(!number.contains(&text("child_birth_date").replace('-', "")[2..]), "{number}");
        let shown = view.answers.value("father_phone").or_else(|| view.answers.value("mother_phone"));
        assert!(shown.and_then(Value::as_text).unwrap().contains("****"));
        let groups: Vec<&str> = view.reveals.iter().map(|one| one.group.as_str()).collect();
        assert!(groups.contains(&"idno") && groups.contains(&"contact"), "{groups:?}");
        let events = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("record.opened"));
        let events = events.all(&store.db).await.unwrap();
        let clear: Vec<bool> = events.iter().map(|event| event.groups.split(',').any(|it| it == "idno")).collect();
        assert_eq!(clear.iter().filter(|clear| **clear).count(), 1, "each look says what stood in full");
    }
}

#[tokio::test]
async fn t_03_a_masked_group_is_looked_at_for_a_reason_and_the_look_is_written_down_first() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let one = supervisor(store, "liu", CHANGHONG).await;
        let why = RevealWhy::read("other", "补办户口").unwrap();
        let open = review::reveal(store, &one, id, Group::Idno, &why).await.unwrap_err();
        assert_eq!(problem(open), Problem::NotFound, "what stands in full already is not revealed");
        put(&test, id, migrant(1), State::Verified).await;
        test.clock.advance(1);
        let revealed = review::reveal(store, &one, id, Group::Idno, &why).await.unwrap();
        let number = migrant(1).value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        assert_eq!(revealed.rows, [("儿童公民身份号码".to_owned(), number)]);
        let event = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("record.revealed"));
        let event = event.one(&store.db).await.unwrap().unwrap();
        assert_eq!((event.groups.as_str(), event.relation.as_str()), ("idno", "township"));
        assert!(event.extra.contains(r#""reason":"other""#) && !event.extra.contains("户口"), "{}", event.extra);
        let history = review::read(store, &one, id).await.unwrap().history;
        assert_eq!(history[0].reason.as_deref(), Some("公民身份号码，其他：补办户口"));

        for hidden in [Group::Notes, Group::Schooling] {
            let refused = review::reveal(store, &one, id, hidden, &why).await.unwrap_err();
            assert_eq!(problem(refused), Problem::NotFound, "{hidden:?}");
        }
        for _ in 1..60 {
            review::reveal(store, &one, id, Group::Contact, &why).await.unwrap();
        }
        let much = problem(review::reveal(store, &one, id, Group::Contact, &why).await.unwrap_err());
        assert!(matches!(much, Problem::TooManyAttempts { .. }), "{much:?}");
        test.clock.advance(3_600_001);
        review::reveal(store, &one, id, Group::Contact, &why).await.unwrap();
    }
}

#[tokio::test]
async fn t_07_who_is_offered_a_record_sees_less_until_it_is_received() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (sender, receiver) = (supervisor(store, "liu", CHANGHONG).await, supervisor(store, "zhao", HEPING).await);
        let id = submitted(&test, 1).await;
        decided(&test, &sender, id, 1, transfer(HEPING)).await.unwrap();
        let view = review::open(store, &receiver, id).await.unwrap();
        assert!(view.history.iter().all(|event| !event.by.contains("督导员")), "{:?}", view.history);
        assert!(view.history.iter().all(|event| event.reason.is_none()), "what colleagues say to each other");
        assert!(view.field_work.visits.is_empty() && view.field_work.pictures.is_empty());
        let decline = Decision::Decline { reason: "不住在这里".into() };
        test.clock.advance(1);
        assert_eq!(review::decide(store, &receiver, id, 1, decline).await.unwrap(), None, "it is gone from there");
        assert_eq!(problem(review::open(store, &receiver, id).await.unwrap_err()), Problem::NotFound);
    }
}
