//! Stories of submissions, on SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

use backend::audit::tables::event;
use backend::declare::submissions::{Arrival, By, submit};
use backend::register::document::{Document, Summary};
use backend::register::receipt;
use backend::register::tables::{duplicate_candidate, lookup, record, submission as version};
use backend::testing::{TestStore, migrant, program, stores, submission};
use backend::{Error, register};
use domain::divisions::Address;
use domain::form::{Answers, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::view::declare::ReceiptView;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

async fn send(test: &TestStore, id: Uuid, answers: &Answers, body: &[u8]) -> Result<(ReceiptView, Arrival), Problem> {
    submit(&test.store, submission(id, answers.clone(), body), By::Client(&program(&test.store)))
        .await
        .map_err(Error::into_problem)
}

async fn records(test: &TestStore) -> Vec<record::Model> {
    record::Entity::find().all(&test.store.db).await.unwrap()
}

#[tokio::test]
async fn a_submission_lands_with_the_township_that_the_rules_name() {
    for test in stores().await.unwrap() {
        let id = test.store.new_id();
        let (receipt, arrival) = send(&test, id, &migrant(1), b"one").await.unwrap();
        assert_eq!(arrival, Arrival::Created);
        assert_eq!((receipt.owner_code.as_str(), receipt.state), ("120104001", State::Submitted));
        assert_eq!(receipt.owner_name, "天津市南开区长虹街道");
        assert!(receipt.inside_deployment && receipt.status_link.is_none());
        assert_eq!(receipt::parse(&receipt.receipt_no), Some(receipt.receipt_no.clone()));

        let stored = records(&test).await.pop().unwrap();
        assert_eq!((stored.county_code.as_str(), stored.class.as_str(), stored.version), ("120104", "M1", 1));
        let summary = Summary::open(&stored.key(&test.store.keys).unwrap(), &stored).unwrap();
        assert_eq!(Some(summary.child_name.as_str()), migrant(1).value("child_name").and_then(Value::as_text));
        let row = register::rows::submissions::by_id(&test.store.db, id).await.unwrap().unwrap();
        let document = Document::open(&stored.key(&test.store.keys).unwrap(), &row).unwrap();
        assert_eq!(document.answers.value("reporting_unit"), Some(&Value::Text("120104001".into())));
        let Some(Value::Address(address)) = document.answers.value("current_address") else { panic!("no address") };
        assert_eq!(address.division_path, "天津市/南开区/长虹街道");
        assert_eq!(event::Entity::find().count(&test.store.db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_same_submission_twice_gives_the_same_receipt() {
    for test in stores().await.unwrap() {
        let id = test.store.new_id();
        let (first, _) = send(&test, id, &migrant(1), b"one").await.unwrap();
        let (second, arrival) = send(&test, id, &migrant(1), b"one").await.unwrap();
        assert_eq!((arrival, &second), (Arrival::Same, &first));
        assert_eq!(records(&test).await.len(), 1);
    }
}

#[tokio::test]
async fn the_same_submission_many_times_at_once_is_written_once() {
    for test in stores().await.unwrap() {
        let id = test.store.new_id();
        let answers = migrant(1);
        let sent = (0..40).map(|_| send(&test, id, &answers, b"one"));
        let answered: Vec<_> = futures_util::future::join_all(sent).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answered.iter().filter(|(_, arrival)| *arrival == Arrival::Created).count(), 1);
        assert!(answered.iter().all(|(receipt, _)| receipt.receipt_no == answered[0].0.receipt_no));
        assert_eq!(records(&test).await.len(), 1);
    }
}

#[tokio::test]
async fn another_body_under_the_same_id_is_refused() {
    for test in stores().await.unwrap() {
        let id = test.store.new_id();
        send(&test, id, &migrant(1), b"one").await.unwrap();
        assert_eq!(send(&test, id, &migrant(2), b"two").await, Err(Problem::IdReused));

        // Also when both wait for the same commit.
        let id = test.store.new_id();
        let (three, four) = (migrant(3), migrant(4));
        let (one, other) = tokio::join!(send(&test, id, &three, b"three"), send(&test, id, &four, b"four"));
        let refused = [one, other].into_iter().filter(|done| *done == Err(Problem::IdReused)).count();
        assert_eq!((refused, records(&test).await.len()), (1, 2));
    }
}

#[tokio::test]
async fn many_senders_at_once_all_get_their_own_receipt() {
    for test in stores().await.unwrap() {
        let children: Vec<Answers> = (0..300).map(migrant).collect();
        let sent = children.iter().enumerate().map(|(at, answers)| {
            let id = test.store.new_id();
            let test = &test;
            async move { send(test, id, answers, &at.to_be_bytes()).await.unwrap().0.receipt_no }
        });
        let mut receipts = futures_util::future::join_all(sent).await;
        receipts.sort();
        receipts.dedup();
        assert_eq!(receipts.len(), 300);
        assert_eq!(version::Entity::find().count(&test.store.db).await.unwrap(), 300);
    }
}

#[tokio::test]
async fn an_acknowledged_submission_survives_a_new_start() {
    for test in stores().await.unwrap() {
        let id = test.store.new_id();
        let (receipt, _) = send(&test, id, &migrant(1), b"one").await.unwrap();
        let again = test.reopen().await.unwrap();
        let found = register::rows::submissions::with_records(&again.db, &[id]).await.unwrap();
        assert_eq!(found[&id].1.receipt_no, receipt.receipt_no);
    }
}

#[tokio::test]
async fn a_stolen_database_file_shows_no_names() {
    let test = backend::testing::sqlite().await.unwrap();
    for child in 0..20 {
        send(&test, test.store.new_id(), &migrant(child), &child.to_be_bytes()).await.unwrap();
    }
    let secrets: Vec<String> = migrant(3)
        .iter()
        .filter(|(field, _)| field.ends_with("_name") || field.ends_with("_phone") || *field == "child_id_number")
        .filter_map(|(_, value)| value.as_text().map(str::to_owned))
        .collect();
    assert!(secrets.len() >= 6);
    test.store.db.close().await.unwrap();
    for file in std::fs::read_dir(test.folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for secret in secrets.iter().map(String::as_bytes).chain(["示例里小区".as_bytes()]) {
            let found = bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!found, "{} in {}", String::from_utf8_lossy(secret), file.path().display());
        }
    }
}

#[tokio::test]
async fn failing_checks_are_named_and_nothing_is_stored() {
    for test in stores().await.unwrap() {
        let mut wrong = migrant(1);
        wrong.set("child_id_number", Value::Text("411628201503080013".into()));
        let Err(Problem::ChecksFailed { findings }) = send(&test, test.store.new_id(), &wrong, b"x").await else {
            panic!("accepted")
        };
        assert_eq!((findings[0].rule.as_ref(), findings[0].field.as_str()), ("V-01", "child_id_number"));

        let mut wrong = migrant(1);
        wrong.set("favourite_colour", Value::Text("red".into()));
        let refused = send(&test, test.store.new_id(), &wrong, b"x").await;
        assert_eq!(refused, Err(Problem::UnknownField { field: "favourite_colour".into() }));

        let mut wrong = migrant(1);
        let nowhere = Address { division_code: "120104999".into(), detail: "1号".into(), ..Address::default() };
        wrong.set("current_address", Value::Address(nowhere));
        let refused = send(&test, test.store.new_id(), &wrong, b"x").await;
        assert_eq!(refused, Err(Problem::UnknownDivision { field: "current_address".into() }));

        let id = Uuid::from_u128(0x1234);
        assert!(matches!(send(&test, id, &migrant(1), b"x").await, Err(Problem::Malformed { .. })));
        assert_eq!((records(&test).await.len(), lookup::Entity::find().count(&test.store.db).await.unwrap()), (0, 0));
    }
}

#[tokio::test]
async fn a_second_record_of_the_same_child_is_shown_to_both_reviewers() {
    for test in stores().await.unwrap() {
        send(&test, test.store.new_id(), &migrant(1), b"one").await.unwrap();
        // The same ID number, another home: found across townships.
        let mut moved = migrant(1);
        moved.set("child_name", Value::Text("示又名".into()));
        send(&test, test.store.new_id(), &moved, b"two").await.unwrap();
        // Another child of another family.
        send(&test, test.store.new_id(), &migrant(2), b"three").await.unwrap();
        let duplicates: Vec<i32> = records(&test).await.iter().map(|record| record.duplicates).collect();
        assert_eq!(duplicates.iter().sum::<i32>(), 2, "{duplicates:?}");
        let pairs = duplicate_candidate::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!(pairs.len(), 2);
        assert!(pairs.iter().all(|pair| pair.matched_by == "id_number" && pair.same_child.is_none()));
    }
}

#[tokio::test]
async fn twins_sent_together_are_paired_and_a_flood_of_equals_is_bounded() {
    for test in stores().await.unwrap() {
        let answers = migrant(1);
        let sent = (0..60_u8).map(|n| {
            let (test, answers) = (&test, &answers);
            async move { send(test, test.store.new_id(), answers, &[n]).await.unwrap() }
        });
        futures_util::future::join_all(sent).await;
        let records = records(&test).await;
        assert!(records.iter().all(|record| record.duplicates > 0));
        let pairs = duplicate_candidate::Entity::find().count(&test.store.db).await.unwrap();
        assert!(pairs <= 60 * 2 * 20, "{pairs}");
    }
}
