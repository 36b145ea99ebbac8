//! What the register knows about a declaration that comes in, on SQLite and, when there is a cluster, on
//! PostgreSQL: one phone for many families (V-29), an older version of a newer entry (V-41).

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

use backend::access::clients::Client;
use backend::declare::submissions::{By, submit};
use backend::testing::{TestStore, document, left_behind, migrant, program, stores, submission};
use backend::{Error, register};
use domain::form::{Answers, OverrideReason, Value};
use domain::problem::Problem;
use domain::view::links::LinkKind;
use uuid::Uuid;

const PHONE: &str = "13712345678";

/// The family of this link, or without one a program.
fn by<'a>(test: &'a TestStore, client: &'a Client, link: Option<&'a str>) -> By<'a> {
    link.map_or(By::Client(client), |link| By::Family { link, notice_version: &test.store.notice.version })
}

/// What the reviewer reads of a rule: its level and field. `link` is the sender's.
async fn told(test: &TestStore, answers: Answers, link: Option<&str>, rule: &str) -> Vec<String> {
    let id = test.store.new_id();
    let body = id.into_bytes();
    let client = program(&test.store);
    submit(&test.store, submission(id, answers, &body), by(test, &client, link)).await.unwrap();
    let row = register::rows::submissions::by_id(&test.store.db, id).await.unwrap().unwrap();
    let found = document(&test.store, &row).await.unwrap().findings;
    found.iter().filter(|finding| finding.rule == rule).map(|finding| finding.field.clone()).collect()
}

/// The rules that a refusal names.
async fn refused(test: &TestStore, answers: Answers, by: By<'_>) -> Vec<String> {
    let id = test.store.new_id();
    let body = id.into_bytes();
    match submit(&test.store, submission(id, answers, &body), by).await.map_err(Error::into_problem) {
        Err(Problem::ChecksFailed { findings }) => findings.iter().map(|finding| finding.rule.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

fn with_phone(child: u32) -> Answers {
    let mut answers = migrant(child);
    answers.set("mother_phone", Value::Text(PHONE.into()));
    answers
}

#[tokio::test]
async fn one_phone_for_more_than_ten_families_is_pointed_out() {
    for test in stores().await.unwrap() {
        // A family with eleven children is one family, however often it comes.
        let (_, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        for child in 100..111 {
            assert!(told(&test, with_phone(child), Some(&token), "V-29").await.is_empty());
        }
        for child in 0..9 {
            assert!(told(&test, with_phone(child), None, "V-29").await.is_empty(), "{} families", child + 2);
        }
        assert_eq!(told(&test, with_phone(9), None, "V-29").await, ["mother_phone"]);
        // Typed in another way it is the same number.
        let mut spaced = migrant(10);
        spaced.set("father_phone", Value::Text("+86 137 1234 5678".into()));
        assert_eq!(told(&test, spaced, None, "V-29").await, ["father_phone"]);
        // A refusal tells it to staff, and to nobody who sends without an account.
        let wrong = || {
            let mut answers = with_phone(12);
            answers.set("child_id_number", Value::Text("1".into()));
            answers
        };
        assert!(!refused(&test, wrong(), By::Client(&program(&test.store))).await.iter().any(|rule| rule == "V-29"));
        let staff = By::Account { id: Uuid::nil(), name: "王老师".into() };
        assert!(refused(&test, wrong(), staff).await.iter().any(|rule| rule == "V-29"));
        // In another county nobody has it.
        let mut elsewhere = left_behind(11);
        elsewhere.set("mother_phone", Value::Text(PHONE.into()));
        let id = test.store.new_id();
        let mut sent = submission(id, elsewhere, b"elsewhere");
        sent.form = "left_behind";
        submit(&test.store, sent, By::Client(&program(&test.store))).await.unwrap();
        let row = register::rows::submissions::by_id(&test.store.db, id).await.unwrap().unwrap();
        let findings = document(&test.store, &row).await.unwrap().findings;
        assert!(findings.iter().all(|finding| finding.rule != "V-29"), "{findings:?}");
    }
}

/// A version of the first child's form for a day; who sends it, and the reason for an older one.
async fn version(test: &TestStore, day: &str, by: By<'_>, reason: Option<&str>) -> Result<(), Problem> {
    let id = test.store.new_id();
    let mut answers = migrant(1);
    answers.set("report_date", Value::Text(day.into()));
    let body = id.into_bytes();
    let mut sent = submission(id, answers, &body);
    sent.overrides =
        reason.map(|reason| OverrideReason { rule: "V-41".into(), reason: reason.into() }).into_iter().collect();
    submit(&test.store, sent, by).await.map(drop).map_err(Error::into_problem)
}

fn older(done: Result<(), Problem>) -> bool {
    match done {
        Ok(()) => false,
        Err(Problem::ChecksFailed { findings }) => findings.iter().any(|finding| finding.rule == "V-41"),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_older_version_of_a_newer_entry_needs_a_reason() {
    for test in stores().await.unwrap() {
        let worker = || By::Account { id: Uuid::from_u128(7), name: "示例儿童主任".into() };
        let (_, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        let client = program(&test.store);
        let family = || by(&test, &client, Some(&token));
        version(&test, "2026-11-20", family(), None).await.unwrap();

        assert!(older(version(&test, "2026-10-01", worker(), None).await));
        assert!(older(version(&test, "2026-10-01", family(), None).await));
        assert!(!older(version(&test, "2026-11-20", worker(), None).await), "the same day is not older");
        // A stranger does not learn in this way that the child is registered.
        assert!(!older(version(&test, "2026-10-01", By::Client(&client), None).await));
        assert!(!older(version(&test, "2026-10-01", worker(), Some("补录纸质表")).await));
    }
}
