//! A value opens where it was sealed, and a record in its county.

use backend::declare::content::DraftContent;
use backend::register::document::{Document, Summary};
use backend::register::tables::{record, submission};
use backend::review;
use backend::testing::{key_of, run_as_owner, stores};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::review::Decision;
use domain::view::review::QueueFilter;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::harness::*;

#[tokio::test]
async fn t_52_a_record_that_was_tampered_with_is_not_there_and_holds_up_no_other() {
    for test in stores().await.unwrap() {
        let (store, db) = (&test.store, &test.store.db);
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let (good, bad) = (submitted(&test, 1).await, submitted(&test, 2).await);
        // The summary of one record in the other: sealed by this program, and not there.
        let summary = record_of(store, good).await.summary;
        let mut row = record_of(store, bad).await.into_active_model();
        row.summary = Set(summary);
        row.update(db).await.unwrap();
        let refused = review::open(store, &reviewer, bad).await.unwrap_err();
        assert_eq!(refused.problem(), Some(&Problem::NotFound));
        let queue = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        assert_eq!(queue.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), [good.to_string()]);
        assert_eq!(told(store).await, ["integrity.broken"], "once, however often it is asked for");
    }
}

#[tokio::test]
async fn t_52_an_older_draft_in_the_row_of_a_newer_one_does_not_open() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let mut row = drafted(store).await;
        assert!(DraftContent::open(&store.keys, &row).is_ok());
        row.revision += 1;
        assert!(DraftContent::open(&store.keys, &row).is_err());
        row.revision -= 1;
        row.county_code = "120101".into();
        assert!(DraftContent::open(&store.keys, &row).is_err(), "of another county");
        assert_eq!(told(store).await.len(), 2);
    }
}

#[tokio::test]
async fn t_53_a_record_that_sql_moves_to_another_county_does_not_open_there() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let thief = supervisor(store, "zhao", HEPING).await;
        for table in ["record", "submission", "event", "lookup"] {
            let township = if ["record", "lookup"].contains(&table) {
                format!(", township_code = '{HEPING}'")
            } else {
                String::new()
            };
            let sql = format!("UPDATE {table} SET county_code = '120101'{township}");
            run_as_owner(store, &sql).await.unwrap();
        }
        let refused = review::open(store, &thief, id).await.unwrap_err();
        assert_eq!(refused.problem(), Some(&Problem::NotFound));
        assert!(review::queue(store, &thief, QueueFilter::default()).await.unwrap().rows.is_empty());
        assert_eq!(told(store).await, ["integrity.broken"]);
    }
}

#[tokio::test]
async fn t_54_a_lawful_transfer_wraps_the_key_anew_and_touches_no_document() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (sender, receiver) = (supervisor(store, "liu", CHANGHONG).await, supervisor(store, "zhao", HEPING).await);
        let id = submitted(&test, 1).await;
        let (was, before) = (record_of(store, id).await, versions(store).await);
        let to = DivisionCode::parse(HEPING).unwrap();
        let offer = Decision::Transfer { to, reason: "孩子住在那里".into() };
        review::decide(store, &sender, id, 1, offer).await.unwrap();
        review::decide(store, &receiver, id, 1, Decision::Receive).await.unwrap();

        let (now, after) = (record_of(store, id).await, versions(store).await);
        assert_eq!((was.county_code.as_str(), now.county_code.as_str()), ("120104", "120101"));
        assert_eq!(before[0].document, after[0].document);
        assert_eq!((&was.summary, &was.root_id), (&now.summary, &now.root_id));
        assert_ne!(was.sealed_key, now.sealed_key);
        assert!(Document::open(&now.key(&store.keys).unwrap(), &after[0]).is_ok());
        assert_eq!(told(store).await, [""; 0]);
        let with_the_old_key = record::Model { sealed_key: was.sealed_key, ..now.clone() };
        assert!(with_the_old_key.key(&store.keys).is_err(), "wrapped for the county that it left");
        let in_the_old_county = record::Model { county_code: was.county_code, ..now };
        assert!(in_the_old_county.key(&store.keys).is_err());
    }
}

#[tokio::test]
async fn each_record_has_a_key_of_its_own() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, other) = (submitted(&test, 1).await, submitted(&test, 2).await);
        let key = |id| key_of(store, "120104", id);
        let (of_one, of_other) = (key(one).await.unwrap(), key(other).await.unwrap());
        assert_ne!(of_one.fingerprint(), of_other.fingerprint());
        let row = record_of(store, one).await;
        assert!(Summary::open(&of_one, &row).is_ok() && Summary::open(&of_other, &row).is_err());
        let all = submission::Entity::find().all(&store.db).await.unwrap();
        assert!(all.iter().all(|row| row.key_id == "record/1" && row.document.starts_with(b"TC\x02\x01")));
    }
}
