//! How a batch comes into the database.

use std::collections::HashSet;

use sea_orm::{EntityTrait, PaginatorTrait};

use super::*;
use crate::audit::tables::event;
use crate::audit::{Actor, Entry, Kind as Act};
use crate::declare::submissions::{By, submit};
use crate::register::receipt;
use crate::testing::{TestStore, migrant, program, stores, submission};

/// Arrivals like one that was written, each with this receipt number.
async fn arrivals(test: &TestStore, numbers: &[String]) -> Vec<NewRecord> {
    let db = &test.store.db;
    let record = record::Entity::find().one(db).await.unwrap().unwrap();
    let version = submission::Entity::find().one(db).await.unwrap().unwrap();
    let event = event::Entity::find().one(db).await.unwrap().unwrap();
    let one = |number: &String| {
        let id = test.store.new_id();
        let (mut record, mut version, mut event) = (record.clone(), version.clone(), event.clone());
        (record.id, record.submission_id, version.record_id, version.id, event.record_id) = (id, id, id, id, id);
        record.receipt_no.clone_from(number);
        NewRecord {
            record,
            submission: version,
            trace: Trace { entry: Entry::new("120104", event.at, Act::Submit, Actor::default()), history: event },
            lookups: Vec::new(),
            facts: Facts::default(),
            draft: None,
            link: None,
            settles: None,
        }
    };
    numbers.iter().map(one).collect()
}

#[tokio::test]
async fn a_taken_number_is_drawn_anew_inside_its_batch() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        submit(store, submission(store.new_id(), migrant(1), b"one"), By::Client(&program(store))).await.unwrap();
        let taken = record::Entity::find().one(&store.db).await.unwrap().unwrap().receipt_no;
        // One number that a record has, and one that two of the batch have drawn.
        let mut numbers: Vec<String> = (0..20).map(|_| receipt::new(2026).unwrap()).collect();
        numbers[7] = taken;
        numbers[9] = numbers[3].clone();
        let mut jobs = Vec::new();
        let mut answers = Vec::new();
        for arrival in arrivals(&test, &numbers).await {
            let (answer, answered) = oneshot::channel();
            jobs.push(Job { arrival, answer });
            answers.push(answered);
        }
        assert_eq!(write_batch(&Means::of(store), jobs).await, How::AtOnce);

        let mut given = HashSet::new();
        for (at, answered) in answers.into_iter().enumerate() {
            let Written::Created(record) = answered.await.unwrap().unwrap() else { panic!("{at} is not created") };
            assert_eq!(record.receipt_no == numbers[at], at != 7 && at != 9, "{at}");
            assert!(given.insert(record.receipt_no));
        }
        assert_eq!(given.len(), 20);
        assert_eq!(record::Entity::find().count(&store.db).await.unwrap(), 21);
    }
}
