//! A personal link in another browser than the one in which the family agreed to the notice.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use backend::audit::tables::audit_event;
use backend::declare::declarations::{LinkHolder, consent, correct, open, print, save, sibling, view};
use backend::declare::guardian::{self, Sms, ask, enter, hidden};
use backend::declare::tables::guardian as row;
use backend::register;
use backend::register::tables::rights_request;
use backend::rights::{held_measures, lift_measure, record_measure};
use backend::testing::{TestStore, account, migrant, national_id, stores};
use domain::access::Role;
use domain::form::{Answers, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::view::links::LinkKind;
use sea_orm::EntityTrait;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

use crate::family::{change, declared, problem, returned};

const PEER: &str = "10.0.0.9";
const MINUTE: i64 = 60_000;

/// A gateway to the telephones of this test.
#[derive(Debug)]
struct Telephones(UnboundedSender<(String, String)>);

#[async_trait::async_trait]
impl Sms for Telephones {
    async fn send(&self, number: &str, code: &str) -> anyhow::Result<()> {
        Ok(self.0.send((number.to_owned(), code.to_owned()))?)
    }
}

fn telephones() -> (Arc<dyn Sms>, UnboundedReceiver<(String, String)>) {
    let (sender, receiver) = unbounded_channel();
    (Arc::new(Telephones(sender)), receiver)
}

/// A family's personal link in two browsers: in the first one it agrees.
async fn two_browsers(test: &TestStore) -> (LinkHolder, LinkHolder) {
    let (_, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
    let first = open(&test.store, &token, None).await.unwrap().link_holder;
    let second = open(&test.store, &token, None).await.unwrap().link_holder;
    assert_ne!(first.browser(), second.browser());
    (first, second)
}

/// The code that arrives at the first number of a declaration.
async fn code(test: &TestStore, who: &LinkHolder, of: Uuid) -> String {
    let (gateway, mut arriving) = telephones();
    ask(&test.store, who, of, 0, (&gateway, PEER)).await.unwrap();
    arriving.recv().await.unwrap().1
}

async fn answers_with(test: &TestStore, who: &LinkHolder, child: u32, changes: &[(&str, Value)]) -> Uuid {
    let begun = consent(&test.store, who, &test.agreement()).await.unwrap();
    let mut answers = migrant(child);
    for (field, value) in changes {
        answers.set(*field, value.clone());
    }
    save(&test.store, who, change(&begun, answers)).await.unwrap().id.parse().unwrap()
}

#[tokio::test]
async fn t_44_in_a_second_browser_a_family_sees_number_state_and_words_and_prints_nothing() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        let record = declared(&test, &first, 1).await;
        returned(&test, record).await;
        let seen = view(&test.store, &second).await.unwrap();
        let one = &seen.submitted[0];
        assert!(seen.draft.is_none() && one.child_name == "示**", "{}", one.child_name);
        assert_eq!((one.state, one.reason.as_deref(), one.comments.len()), (State::Returned, Some("请核对"), 1));
        for refused in [
            problem(print(&test.store, &second, record).await),
            problem(correct(&test.store, &second, record).await),
            problem(sibling(&test.store, &second, record).await),
            problem(consent(&test.store, &second, &test.agreement()).await),
        ] {
            assert_eq!(refused, Problem::CodeNeeded);
        }
        // In the first one nothing changes.
        assert!(print(&test.store, &first, record).await.is_ok());
        let correction: Uuid = correct(&test.store, &first, record).await.unwrap().id.parse().unwrap();
        assert_eq!(problem(print(&test.store, &second, correction).await), Problem::CodeNeeded);
    }
}

#[tokio::test]
async fn what_is_typed_stays_in_the_first_browser_and_an_empty_draft_goes_along() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        // Agreed to in a chat program, and opened again in the browser before anything was typed.
        let begun = consent(&test.store, &first, &test.agreement()).await.unwrap();
        assert_eq!(consent(&test.store, &second, &test.agreement()).await.unwrap().id, begun.id);
        save(&test.store, &second, change(&begun, migrant(1))).await.unwrap();
        assert!(view(&test.store, &first).await.unwrap().draft.is_none());
        assert_eq!(problem(save(&test.store, &first, change(&begun, migrant(2))).await), Problem::CodeNeeded);
        let told = hidden(&test.store, &first).await.unwrap();
        assert!(told.len() == 1 && told[0].submitted.is_none() && !told[0].phones.is_empty(), "{told:?}");
    }
}

#[tokio::test]
async fn t_45_a_code_opens_half_an_hour_of_one_declaration_in_one_browser() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        let record = declared(&test, &first, 1).await;
        let told = hidden(&test.store, &second).await.unwrap();
        assert_eq!(told[0].submitted.as_ref().unwrap().1, State::Submitted);
        assert!(told[0].phones.iter().all(|phone| phone.contains("****")), "{told:?}");
        let code = code(&test, &second, record).await;
        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()));
        // Known to the database as a hash only.
        enter(&test.store, &second, record, &code, PEER).await.unwrap();
        assert!(
            print(&test.store, &second, record).await.is_ok() && hidden(&test.store, &second).await.unwrap().is_empty()
        );
        let kinds: Vec<String> =
            audit_event::Entity::find().all(&test.store.db).await.unwrap().into_iter().map(|row| row.kind).collect();
        assert!(kinds.ends_with(&["guardian.code".into(), "guardian.verify".into()]), "{kinds:?}");
        // Once only, and nowhere else.
        assert!(enter(&test.store, &second, record, &code, PEER).await.is_err());
        let third = second.in_browser_of(&two_browsers(&test).await.0);
        assert_eq!(problem(print(&test.store, &third, record).await), Problem::CodeNeeded);
        test.clock.advance(30 * MINUTE);
        assert_eq!(problem(print(&test.store, &second, record).await), Problem::CodeNeeded);
        // What has ended goes when the next one comes.
        ask(&test.store, &first, record, 0, (&telephones().0, PEER)).await.unwrap();
        let kept = row::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!(kept.iter().map(|row| row.browser).collect::<Vec<_>>(), [first.browser()]);
    }
}

#[tokio::test]
async fn t_45_five_wrong_codes_the_end_of_five_minutes_and_another_declaration_are_refused() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        let (one, other) = (declared(&test, &first, 1).await, declared(&test, &first, 2).await);
        let right = code(&test, &second, one).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            assert_eq!(problem(enter(&test.store, &second, one, wrong, PEER).await).field(), Some("code"));
        }
        assert_eq!(problem(enter(&test.store, &second, one, &right, PEER).await).field(), Some("code"));

        let right = code(&test, &second, one).await;
        assert_eq!(problem(enter(&test.store, &second, other, &right, PEER).await).field(), Some("code"));
        test.clock.advance(5 * MINUTE + 1_000);
        assert_eq!(problem(enter(&test.store, &second, one, &right, PEER).await).field(), Some("code"));

        let right = code(&test, &second, one).await;
        enter(&test.store, &second, one, &right, PEER).await.unwrap();
        // Three an hour went to this number.
        let (gateway, _) = telephones();
        let fourth = problem(ask(&test.store, &second, one, 0, (&gateway, PEER)).await);
        assert!(matches!(fourth, Problem::TooManyAttempts { retry_after } if retry_after > 3_000), "{fourth}");
        test.clock.advance(60 * MINUTE);
        ask(&test.store, &second, one, 0, (&gateway, PEER)).await.unwrap();
    }
}

/// T-75: the same words and time as for an unknown number; nothing is sent, and the officer gets a task.
#[tokio::test]
async fn t_75_a_parent_who_is_no_guardian_any_more_gets_the_words_of_an_unknown_number() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        let revoked = Value::Choices(vec!["guardianship_revoked".into()]);
        let father = Value::Text("13800138001".into());
        let changes = [("father_status", revoked), ("father_phone", father)];
        let draft = answers_with(&test, &first, 1, &changes).await;
        assert_eq!(hidden(&test.store, &second).await.unwrap()[0].phones[0], "138****8001");
        let (gateway, mut arriving) = telephones();
        let asked = Arc::new(Mutex::new(Vec::new()));
        for chosen in [0, 99] {
            let done = ask(&test.store, &second, draft, chosen, (&gateway, PEER)).await;
            asked.lock().unwrap().push(format!("{done:?}"));
        }
        assert_eq!(asked.lock().unwrap().as_slice(), ["Ok(())", "Ok(())"]);
        tokio::task::yield_now().await;
        assert!(arriving.try_recv().is_err(), "nothing is sent to either");
        // The officer for children's data has to decide, once.
        let tasks = hand_decided(&test).await;
        assert!(tasks.len() == 1 && tasks[0].record_id == draft && tasks[0].due_on == "2026-12-11", "{tasks:?}");
        ask(&test.store, &second, draft, 0, (&gateway, PEER)).await.unwrap();
        // Nor by the numbers, in the same words.
        let child = migrant(1);
        let number = child.value("child_id_number").and_then(Value::as_text).unwrap();
        let by = async |phone: &str| problem(guardian::prove(&test.store, &second, draft, (number, phone), PEER).await);
        assert_eq!(by("13800138001").await, by("13800138009").await);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(hand_decided(&test).await.len(), 1, "one waits already");
    }
}

/// What waits for the officer for children's data, once something does: it is written after the answer.
async fn hand_decided(test: &TestStore) -> Vec<rights_request::Model> {
    for _ in 0..100 {
        let found = rights_request::Entity::find().all(&test.store.db).await.unwrap();
        if !found.is_empty() {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Vec::new()
}

/// T-75: a protective measure of the county is as a revoked guardianship.
#[tokio::test]
async fn t_75_an_adult_against_whom_a_measure_is_recorded_is_not_let_in_until_it_is_lifted() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (first, second) = two_browsers(&test).await;
        let record = declared(&test, &first, 1).await;
        let officer = account(store, "li", "李", Role::PrivacyOfficer, "120104").await.unwrap();
        let number = register::rows::records::by_id(&store.db, "120104", record).await.unwrap().unwrap().receipt_no;
        for (receipt, adult, reason, field) in [
            ("TC-1", "father", "suspected_harm", "receipt"),
            (&*number, "uncle", "suspected_harm", "adult"),
            (&*number, "father", "", "reason"),
        ] {
            let refused = problem(record_measure(store, &officer, receipt, (adult, reason)).await);
            assert_eq!(refused.field(), Some(field));
        }
        record_measure(store, &officer, &number, ("father", "suspected_harm")).await.unwrap();
        let answers = migrant(1);
        let text = |field: &str| answers.value(field).and_then(Value::as_text).unwrap().to_owned();
        let (child, father) = (text("child_id_number"), text("father_phone"));
        let by = async |phone: &str| guardian::prove(store, &second, record, (&child, phone), PEER).await;
        assert_eq!(problem(by(&father).await), problem(by("13800138009").await));
        assert_eq!(hand_decided(&test).await[0].record_id, record);
        let (gateway, mut arriving) = telephones();
        ask(store, &second, record, 0, (&gateway, PEER)).await.unwrap();
        tokio::task::yield_now().await;
        assert!(arriving.try_recv().is_err(), "nothing is sent");
        let held = held_measures(store, &officer).await.unwrap();
        assert_eq!((held.len(), held[0].receipt_no.as_str()), (1, number.as_str()));
        lift_measure(store, &officer, held[0].id).await.unwrap();
        by(&father).await.unwrap();
    }
}

#[tokio::test]
async fn without_a_gateway_the_childs_number_and_a_parents_phone_open_the_same_half_hour() {
    for test in stores().await.unwrap() {
        let (first, second) = two_browsers(&test).await;
        let record = declared(&test, &first, 1).await;
        let answers: Answers = migrant(1);
        let text = |field: &str| answers.value(field).and_then(Value::as_text).unwrap().to_owned();
        let (number, phone) = (text("child_id_number"), text("father_phone"));
        let prove = async |number: &str, phone: &str| {
            guardian::prove(&test.store, &second, record, (number, phone), PEER).await
        };
        for (number, phone) in
            [(number.as_str(), "13800138009"), (&national_id(110_101, 20_150_308, 1), &phone), ("", "")]
        {
            assert_eq!(problem(prove(number, phone).await).field(), Some("id_number"));
        }
        prove(&number, &phone).await.unwrap();
        assert!(print(&test.store, &second, record).await.is_ok());
        test.clock.advance(30 * MINUTE);
        assert_eq!(problem(print(&test.store, &second, record).await), Problem::CodeNeeded);
        // Who guesses waits.
        for _ in 0..2 {
            assert!(prove(&number, "13800138009").await.is_err());
        }
        let mut waited = None;
        for _ in 0..6 {
            waited = Some(problem(prove(&number, "13800138009").await));
        }
        assert!(matches!(waited, Some(Problem::TooManyAttempts { .. })), "{waited:?}");
    }
}
