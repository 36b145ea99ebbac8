//! The trail of acts: with them or not at all.

use backend::audit::tables::{audit_event, event};
use backend::review;
use backend::testing::{program, stores};
use domain::problem::Problem;
use domain::review::Decision;
use sea_orm::{DbBackend, EntityTrait};

use crate::harness::*;

fn approve() -> Decision {
    Decision::Approve { same_child: None }
}

#[tokio::test]
async fn a_submission_and_a_decision_leave_an_event_each_with_who_and_what() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu").await;
        let id = submitted(&test, 1).await;
        review::decide(store, &reviewer, id, 1, approve()).await.unwrap();
        let trail: Vec<audit_event::Model> =
            events(store, NANKAI).await.into_iter().filter(|event| event.subject == Some(id)).collect();
        assert_eq!(trail.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["submit", "record.moved"]);
        let (submit, moved) = (&trail[0], &trail[1]);
        assert_eq!(
            (submit.actor_kind.as_str(), submit.actor, submit.version),
            ("client", Some(program(store).id()), Some(1))
        );
        assert_eq!((moved.actor, moved.role.as_str()), (Some(reviewer.account().id()), "township_supervisor"));
        assert_eq!(moved.relation, "township");
        assert!(moved.extra.contains(r#""from":"submitted","to":"township_reviewed""#), "{}", moved.extra);
        // The same act stands in the history of the record.
        let history = event::Entity::find().all(&store.db).await.unwrap();
        for event in &trail {
            assert!(history.iter().any(|line| event.extra.contains(&line.id.to_string())), "{}", event.extra);
        }
    }
}

#[tokio::test]
async fn no_name_and_no_number_of_a_child_is_in_the_trail() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu").await;
        let id = submitted(&test, 1).await;
        let decision = Decision::Reject { reason: "示例：孩子已满十六周岁".into() };
        review::decide(store, &reviewer, id, 1, decision).await.unwrap();
        let all = format!("{:?}", events(store, NANKAI).await);
        assert!(!all.contains("示例") && !all.contains("督导员"), "{all}");
        let moved = events(store, NANKAI).await.into_iter().find(|event| event.kind == "record.moved").unwrap();
        assert_eq!(moved.detail_hash.map(|hash| hash.len()), Some(32), "the sealed words are covered by their hash");
    }
}

/// T-65: the owner meets the triggers; what the server's role meets stands in `distribution/row_security.rs`.
#[tokio::test]
async fn t_65_an_event_is_neither_changed_nor_removed_by_whoever_tries() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI).about(vec![store.new_id()])]).await;
        backend::audit::seal(store).await.unwrap();
        backend::audit::write_head(store).await.unwrap().unwrap();
        for (table, column) in
            [("audit_event", "kind"), ("audit_subjects", "ids"), ("audit_batch", "voids"), ("audit_head", "key_id")]
        {
            for act in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
                let words = try_run(store, &act).await.unwrap_err().to_string();
                assert!(words.contains("written once"), "{act}: {words}");
            }
        }
        if store.db.get_database_backend() == DbBackend::Postgres {
            assert!(try_run(store, "TRUNCATE audit_event").await.is_err());
        }
        assert_eq!(verified(store).await.1, []);
    }
}

#[tokio::test]
async fn t_66_a_decision_whose_event_cannot_be_written_is_not_made() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu").await;
        let id = submitted(&test, 1).await;
        let before = events(store, NANKAI).await.len();
        refuse_events(store).await;
        let error = review::decide(store, &reviewer, id, 1, approve()).await.unwrap_err();
        assert_eq!(error.into_problem(), Problem::Internal);
        accept_events(store).await;
        assert_eq!(events(store, NANKAI).await.len(), before);
        let state = review::read(store, &reviewer, id).await.unwrap().row.state;
        assert_eq!(state, domain::register::State::Submitted);
        // It is made when it is tried again, and the number that was lost is told.
        review::decide(store, &reviewer, id, 1, approve()).await.unwrap();
        backend::audit::seal(store).await.unwrap();
        assert_eq!(batches(store, NANKAI).await.iter().filter(|batch| !batch.voids.is_empty()).count(), 1);
        assert_eq!(verified(store).await.1, []);
    }
}

/// The database takes no event of a move any more.
async fn refuse_events(store: &backend::Store) {
    let sql = match store.db.get_database_backend() {
        DbBackend::Postgres => {
            "CREATE TRIGGER disk_full BEFORE INSERT ON audit_event FOR EACH ROW WHEN (NEW.kind = 'record.moved') \
             EXECUTE FUNCTION written_once()"
        }
        _ => {
            "CREATE TRIGGER disk_full BEFORE INSERT ON audit_event WHEN NEW.kind = 'record.moved' \
             BEGIN SELECT RAISE(ABORT, 'no'); END"
        }
    };
    run(store, sql).await;
}

async fn accept_events(store: &backend::Store) {
    let on = if store.db.get_database_backend() == DbBackend::Postgres { " ON audit_event" } else { "" };
    run(store, &format!("DROP TRIGGER disk_full{on}")).await;
}
