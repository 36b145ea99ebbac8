//! Stories of group commit, on SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

use backend::audit::pen::Trace;
use backend::audit::tables::event;
use backend::audit::{Actor, Entry, Kind};
use backend::declare::submissions::{By, submit};
use backend::declare::writer::{NewRecord, Writer, Written};
use backend::register::duplicates::Facts;
use backend::register::tables::{record, submission as version};
use backend::testing::{TestStore, left_behind, migrant, program, run_as_owner, stores, submission};
use backend::{Error, Store, register};
use domain::problem::Problem;
use sea_orm::{DbBackend, EntityTrait, PaginatorTrait};
use uuid::Uuid;

/// Makes the database refuse every record of a left-behind child.
async fn sabotage(test: &TestStore) {
    let statements: &[&str] = match test.store.db.get_database_backend() {
        DbBackend::Sqlite => &["CREATE TRIGGER refuse BEFORE INSERT ON record WHEN NEW.form = 'left_behind'
               BEGIN SELECT RAISE(ABORT, 'refused'); END"],
        _ => &[
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN IF NEW.form = 'left_behind' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER refuse BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION refuse()",
        ],
    };
    for statement in statements {
        run_as_owner(&test.store, statement).await.unwrap();
    }
}

#[tokio::test]
async fn one_submission_that_fails_takes_no_other_with_it() {
    for test in stores().await.unwrap() {
        sabotage(&test).await;
        let sent = (0..30).map(|child| {
            let test = &test;
            async move {
                let bad = child % 10 == 0;
                let answers = if bad { left_behind(child) } else { migrant(child) };
                let body = child.to_be_bytes();
                let mut new = submission(test.store.new_id(), answers, &body);
                if bad {
                    new.form = "left_behind";
                }
                (bad, submit(&test.store, new, By::Client(&program(&test.store))).await)
            }
        });
        for (bad, done) in futures_util::future::join_all(sent).await {
            if bad {
                assert!(matches!(done, Err(Error::Internal(_))), "{done:?}");
            } else {
                done.unwrap();
            }
        }
        let db = &test.store.db;
        assert_eq!(record::Entity::find().count(db).await.unwrap(), 27);
        assert_eq!(version::Entity::find().count(db).await.unwrap(), 27);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_that_two_processes_take_in_at_the_same_moment_is_suspected_by_both() {
    for test in stores().await.unwrap() {
        let other = test.reopen().await.unwrap();
        for child in 0..40 {
            let ids = [test.store.new_id(), test.store.new_id()];
            let send = |store: Store, id: Uuid| async move {
                submit(&store, submission(id, migrant(child), id.as_bytes()), By::Client(&program(&store))).await
            };
            let (one, two) =
                tokio::join!(tokio::spawn(send(test.store.clone(), ids[0])), tokio::spawn(send(other.clone(), ids[1])));
            one.unwrap().unwrap();
            two.unwrap().unwrap();
            for id in ids {
                let record = register::rows::records::by_id(&test.store.db, "120104", id).await.unwrap().unwrap();
                assert_eq!(record.duplicates, 1, "{:?}: child {child}", test.store.db.get_database_backend());
            }
        }
    }
}

#[tokio::test]
async fn a_receipt_number_that_is_taken_is_drawn_again() {
    for test in stores().await.unwrap() {
        submit(&test.store, submission(test.store.new_id(), migrant(1), b"one"), By::Client(&program(&test.store)))
            .await
            .unwrap();
        let db = &test.store.db;
        let mut record = record::Entity::find().one(db).await.unwrap().unwrap();
        let mut version = version::Entity::find().one(db).await.unwrap().unwrap();
        let mut event = event::Entity::find().one(db).await.unwrap().unwrap();
        let taken = record.receipt_no.clone();
        let id = test.store.new_id();
        (record.id, record.submission_id, version.record_id, version.id, event.record_id) = (id, id, id, id, id);
        let arrival = NewRecord {
            record,
            submission: version,
            trace: Trace { entry: Entry::new("120104", event.at, Kind::Submit, Actor::default()), history: event },
            lookups: Vec::new(),
            facts: Facts::default(),
            draft: None,
            link: None,
            settles: None,
        };
        let Written::Created(record) = Writer::of(&test.store).write(arrival).await.unwrap() else {
            panic!("not created")
        };
        assert_ne!(record.receipt_no, taken);
        assert_eq!(record::Entity::find().count(db).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_left_behind_child_waits_at_the_place_of_the_hukou() {
    for test in stores().await.unwrap() {
        let mut new = submission(test.store.new_id(), left_behind(1), b"one");
        new.form = "left_behind";
        let (receipt, _) = submit(&test.store, new, By::Client(&program(&test.store))).await.unwrap();
        assert_eq!(receipt.owner_code, "120119100");
        let mut new = submission(test.store.new_id(), migrant(2), b"two");
        new.form = "resident";
        let refused = submit(&test.store, new, By::Client(&program(&test.store))).await.map_err(Error::into_problem);
        assert_eq!(refused.err(), Some(Problem::UnknownForm));
    }
}
