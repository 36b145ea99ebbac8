//! A child is erased.

use backend::audit::tables::{audit_event, event};
use backend::audit::{Actor, ActorKind};
use backend::declare::submissions::{By, submit};
use backend::erasure::shred;
use backend::register::document::Document;
use backend::register::tables::{duplicate_candidate, lookup, record};
use backend::review;
use backend::rotation::{self, Options};
use backend::testing::{self, migrant, stores};
use domain::problem::Problem;
use domain::review::Decision;
use domain::view::review::QueueFilter;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::harness::*;

fn officer() -> Actor {
    Actor { kind: ActorKind::Account, id: Some(uuid::Uuid::from_u128(9)), ..Actor::default() }
}

#[tokio::test]
async fn an_erased_child_opens_nowhere_and_answers_like_one_that_was_never_there() {
    for test in stores().await.unwrap() {
        let (store, db) = (&test.store, &test.store.db);
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        // The same child once more, so that there is a suspicion; and words of a reviewer.
        let twin = store.new_id();
        submit(store, testing::submission(twin, migrant(1), b"again"), By::Client(&testing::program(&test.store)))
            .await
            .unwrap();
        let returned = Decision::Return { reason: "请核对学校名称".into(), comments: Vec::new() };
        review::decide(store, &reviewer, id, 1, returned).await.unwrap();
        let (was, old) = (record_of(store, id).await, versions(store).await);
        let old = old.into_iter().find(|row| row.record_id == id).unwrap();
        assert_eq!((was.duplicates, record_of(store, twin).await.duplicates), (1, 1));

        let done = shred(store, officer(), "120104", id).await.unwrap();
        assert_eq!(Some(&done.fingerprint), Some(&was.key(&store.keys).unwrap().fingerprint()));
        assert!(done.rows > 5, "{done:?}");
        let unknown = |refused: backend::Error| assert_eq!(refused.problem(), Some(&Problem::NotFound));
        unknown(review::open(store, &reviewer, id).await.unwrap_err());
        unknown(shred(store, officer(), "120104", id).await.unwrap_err());
        for search in [migrant(1).value("child_name").unwrap().as_text().unwrap(), was.receipt_no.as_str()] {
            let found = QueueFilter { search: Some(search.into()), ..QueueFilter::default() };
            let rows = review::queue(store, &reviewer, found).await.unwrap().rows;
            assert!(rows.iter().all(|row| row.id != id.to_string()), "{search}");
        }
        // Nothing of it is left but that there was something; the twin is no suspicion any more.
        assert_eq!(lookup::Entity::find().filter(lookup::Column::RecordId.eq(id)).count(db).await.unwrap(), 0);
        assert_eq!(duplicate_candidate::Entity::find().count(db).await.unwrap(), 0);
        assert_eq!(record_of(store, twin).await.duplicates, 0);
        let notes = event::Entity::find().filter(event::Column::RecordId.eq(id)).all(db).await.unwrap();
        assert!(notes.len() == 2 && notes.iter().all(|row| row.note.is_none()));
        let row = record_of(store, id).await;
        assert!(row.sealed_key.is_none() && row.summary.is_empty() && row.state == record::ERASED);
        // A row that was kept elsewhere does not open without its key.
        assert!(Document::open(&row.key(&store.keys).unwrap(), &old).is_err());
        // A late repeat does not bring the child back.
        let body = 1_u32.to_be_bytes();
        let again = testing::submission(id, migrant(1), &body);
        assert_eq!(
            submit(store, again, By::Client(&testing::program(&test.store))).await.unwrap_err().problem(),
            Some(&Problem::IdReused)
        );

        assert_eq!(told(store).await, ["record.erased"]);
        let kind = audit_event::Column::Kind.eq("record.erased");
        let told = audit_event::Entity::find().filter(kind).one(db).await.unwrap().unwrap();
        assert_eq!(told.subject, Some(id));
        assert!(
            told.extra.contains(&done.fingerprint.unwrap()) && told.extra.contains(&format!("\"rows\":{}", done.rows))
        );
        // The rotation of keys passes by what was erased.
        let report = rotation::run(store, &Options { pause: 0, ..Options::default() }).await.unwrap();
        assert_eq!(report, rotation::Report::default());
    }
}

#[tokio::test]
async fn a_child_whose_record_is_of_an_earlier_version_or_damaged_is_erased_too() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        to_format_1(&test).await;
        let done = shred(store, officer(), "120104", id).await.unwrap();
        assert_eq!(done.fingerprint, None);
        assert!(versions(store).await[0].document.is_empty());
        assert!(
            record_of(store, id)
                .await
                .key(&store.keys)
                .unwrap()
                .seal_json(backend::crypt::seal::Binding::note(id, id), &"words")
                .is_err()
        );
        assert_eq!(lookup::Entity::find().count(&store.db).await.unwrap(), 0);
    }
}

/// T-57, the part that is written when a child is erased.
#[tokio::test]
async fn what_is_erased_stands_in_the_log_outside_of_the_database() {
    for test in stores().await.unwrap() {
        let file = test.folder.path().join("erased.jsonl");
        let mut store = test.store.clone();
        store.erasure_log = Some(file.as_path().into());
        let id = submitted(&test, 1).await;
        let done = shred(&store, officer(), "120104", id).await.unwrap();
        let log = backend::erasure::log::read(&file, &store.keys).unwrap();
        let said: Vec<_> = log.lines.iter().map(|line| (line.county.as_str(), line.record, line.at)).collect();
        assert_eq!(said, [("120104", id, done.at)]);
        assert_eq!(log.damaged, Vec::<usize>::new());
        // A log that cannot be written stops the erasure.
        let next = submitted(&test, 2).await;
        let nowhere = test.folder.path().join("no/such/folder");
        store.erasure_log = Some(nowhere.as_path().into());
        assert!(shred(&store, officer(), "120104", next).await.is_err());
        assert_eq!(record_of(&store, next).await.state, "submitted");
    }
}
