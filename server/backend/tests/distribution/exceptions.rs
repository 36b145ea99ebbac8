//! Whether what the list excepts still occurs: each statement of the list is asked once.

use std::collections::BTreeSet;

use backend::access::accounts::{FieldWorker, Reviewer};
use backend::declare::submissions::{By, submit};
use backend::review::rows::queue::{Page, Wanted};
use backend::testing::distribution::exceptions;
use backend::testing::{TestStore, account, migrant, program, stores, submission};
use backend::{access, audit, declare, fieldwork, links, register, review, rotation, store};
use domain::access::Role;
use domain::view::links::LinkKind;
use sea_orm::DbBackend;
use uuid::Uuid;

use crate::schema::is_of_schema;

const CHANGHONG: &str = "120104001";

/// Lines of the list. This number only ever gets smaller, but for what is meant to look at all counties (the next county of
/// a job), and for the trail, which refuses a change on one database and rides along with what a submission writes.
const MAX_EXCEPTIONS: usize = 50;

#[tokio::test]
async fn what_the_list_excepts_still_occurs() {
    let mut seen = BTreeSet::new();
    let mut on_postgres = false;
    for test in stores().await.unwrap() {
        ask(&test).await;
        on_postgres |= test.store.db.get_database_backend() == DbBackend::Postgres;
        seen.extend(test.watch.excepted());
    }
    let gone: Vec<&str> = exceptions()
        .iter()
        .filter(|exception| !is_of_schema(&exception.finding) && (!exception.postgres_only || on_postgres))
        .map(|exception| exception.finding.as_str())
        .filter(|finding| !seen.contains(*finding))
        .collect();
    assert!(
        gone.is_empty(),
        "No statement breaks these rules any more: take the lines out of exceptions.txt. If one still does, it is asked \
         below in another way than before. {gone:#?}"
    );
}

#[test]
fn the_list_names_each_exception_once_and_says_what_becomes_of_it() {
    let told: BTreeSet<&str> = exceptions().iter().map(|exception| exception.finding.as_str()).collect();
    assert_eq!(told.len(), exceptions().len(), "an exception stands twice");
    assert!(exceptions().iter().all(|exception| !exception.later.is_empty()));
    assert!(
        told.len() <= MAX_EXCEPTIONS,
        "the list may only get shorter: write the new statement so that it names its county. Only what is meant to look at \
         all counties, as the next county of a job, may raise MAX_EXCEPTIONS"
    );
    assert_eq!(told.len(), MAX_EXCEPTIONS, "the list got shorter: lower MAX_EXCEPTIONS, so that it stays so");
}

/// Asks what the list excepts.
async fn ask(test: &TestStore) {
    let (store, db) = (&test.store, &test.store.db);
    let supervisor = account(store, "liu", "刘督导员", Role::TownshipSupervisor, CHANGHONG).await.unwrap();
    let worker = account(store, "wang", "王老师", Role::GridWorker, CHANGHONG).await.unwrap();
    let (reviewer, worker) = (Reviewer::of(&supervisor).unwrap(), FieldWorker::of(&worker).unwrap());
    let (link, _) = test.link(LinkKind::Village, CHANGHONG).await.unwrap();
    // Two declarations of one child; on PostgreSQL each comes in on its own way.
    let ids = [store.new_id(), store.new_id()];
    for id in ids {
        submit(store, submission(id, migrant(1), id.as_bytes()), By::Client(&program(store))).await.unwrap();
    }

    access::rows::accounts::by_id(db, supervisor.id()).await.unwrap();
    access::rows::accounts::any(db).await.unwrap();
    access::rows::accounts::any_real(db).await.unwrap();
    access::rows::assignments::unsigned(db).await.unwrap();
    register::rows::records::receipts_of(db, vec![String::new()]).await.unwrap();
    register::rows::records::of_holder(db, Uuid::nil()).await.unwrap();
    links::rows::made::used(db, &[link]).await.unwrap();
    fieldwork::rows::roster::returned(db, &worker, 1).await.unwrap();
    fieldwork::rows::roster::refused_messages(db, &worker).await.unwrap();
    review::rows::record::visible(db, &reviewer, Uuid::nil()).await.unwrap();
    review::rows::queue::with_receipt(db, &reviewer, "").await.unwrap();
    review::rows::queue::waiting(db, &reviewer).await.unwrap();
    let page = Page { after: None, newest_first: false, limit: 1 };
    let suspected = Wanted { duplicates: true, ..Wanted::default() };
    review::rows::queue::offered(db, &reviewer, &suspected, page).await.unwrap();
    access::rows::accounts::county_after(db, "").await.unwrap();
    declare::rows::drafts::county_after(db, "").await.unwrap();
    rotation::rows::counties::after(db, "").await.unwrap();
    audit::rows::batches::county_after(db, "").await.unwrap();
    audit::rows::trail::county_after(db, "").await.unwrap();
    access::rows::sessions::ended(db, 0, 1).await.unwrap();
    access::accounts::sweep_attempts(store).await.unwrap();
    // As on a register of an earlier version, and in the midst of it.
    for place in [String::new(), format!("{} 120104 {}", backend::register::hashes::VERSION, Uuid::nil())] {
        store::rows::settings::set(db, "lookups", &place).await.unwrap();
        backend::migration::migrate(store).await.unwrap();
    }
}
