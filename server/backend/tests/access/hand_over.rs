//! Who leaves hands over what was open (交接).

use backend::access::accounts::{Account, Director, FieldWorker, Reviewer, account};
use backend::access::administration::Administrator;
use backend::declare::submissions::{By, submit};
use backend::declare::tables::refused_message;
use backend::fieldwork::{self, rows::devices, rows::roster};
use backend::hand_over::{HandOver, leave, leaving};
use backend::links::making;
use backend::links::tables::link;
use backend::register::tables::record;
use backend::testing::{TestStore, migrant, stores, submission};
use backend::{audit, review};
use domain::access::{AccountState, Role};
use domain::problem::Problem;
use domain::review::Decision;
use domain::view::links::LinkKind;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::harness::*;

async fn named(test: &TestStore, username: &str, role: Role, place: &str) -> Account {
    backend::testing::account(&test.store, username, username, role, place).await.unwrap()
}

/// A declaration that the worker submitted and the supervisor returned.
async fn returned(test: &TestStore, worker: &Account, supervisor: &Reviewer) -> Uuid {
    let (store, id) = (&test.store, test.store.new_id());
    let by = By::Account { id: worker.id(), name: worker.display_name().into() };
    submit(store, submission(id, migrant(1), b"mine"), by).await.unwrap();
    let decision = Decision::Return { reason: "请补充".into(), comments: vec![] };
    review::decide(store, supervisor, id, 1, decision).await.unwrap();
    id
}

async fn record_of(test: &TestStore, id: Uuid) -> record::Model {
    let found = record::Entity::find().filter(record::Column::CountyCode.eq(COUNTY)).filter(record::Column::Id.eq(id));
    found.one(&test.store.db).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_a_worker_leaves_open_goes_to_a_named_successor_and_the_sheet_says_what_is_lost() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let supervisor = Reviewer::of(&named(&test, "liu", Role::TownshipSupervisor, CHANGHONG).await).unwrap();
        let leaver = named(&test, "wang", Role::GridWorker, CHANGHONG).await;
        let successor = named(&test, "zhao", Role::GridWorker, CHANGHONG).await;
        let elsewhere = named(&test, "qian", Role::GridWorker, "120104002").await;
        let record = returned(&test, &leaver, &supervisor).await;
        let director = Director::of(&leaver).unwrap();
        making::create(store, &director, LinkKind::Village, leaver.division(), "", 30).await.unwrap();
        let phone = fieldwork::enrol(store, &FieldWorker::of(&leaver).unwrap()).await.unwrap();
        let device: Uuid = phone.device.parse().unwrap();
        devices::seen(&store.db, (COUNTY, device), store.clock.millis(), (3, Some(1))).await.unwrap();
        let message = refused_message::Model {
            county_code: COUNTY.into(),
            id: store.new_id(),
            account_id: leaver.id(),
            device_id: device,
            received_at: 1,
            problem: "conflict".into(),
            sealed: vec![1],
            key_id: String::new(),
            settled_at: None,
            settled_by: None,
        };
        refused_message::Entity::insert(message.into_active_model()).exec_without_returning(&store.db).await.unwrap();

        let shown = leaving(store, &by, COUNTY, leaver.id()).await.unwrap();
        let open = &shown.open;
        assert_eq!((open.claims, open.returned, open.refused, open.links, open.unsent()), (0, 1, 1, 1, 3));
        let names: Vec<&str> = shown.successors.iter().map(|one| one.display_name.as_str()).collect();
        assert_eq!(names, ["liu", "zhao"], "of the same place, and not the leaver");

        let to = |id: Uuid| HandOver { returned: Some(id), refused: Some(id), ..HandOver::default() };
        assert_eq!(field(leave(store, &by, COUNTY, leaver.id(), HandOver::default()).await), "refused");
        for wrong in [elsewhere.id(), supervisor.account().id(), leaver.id()] {
            assert_eq!(field(leave(store, &by, COUNTY, leaver.id(), to(wrong)).await), "returned");
        }
        assert!(account(store, leaver.id(), None).await.unwrap().is_some(), "nothing is done by halves");
        let sheet = leave(store, &by, COUNTY, leaver.id(), to(successor.id())).await.unwrap();
        assert_eq!(
            (sheet.returned_to, sheet.refused_to, sheet.unsent),
            (Some(successor.id()), Some(successor.id()), 3)
        );

        assert!(account(store, leaver.id(), None).await.unwrap().is_none());
        assert!(fieldwork::recognise(store, &phone.token).await.is_err());
        assert_eq!(record_of(&test, record).await.submitted_by, Some(successor.id()));
        let worker = FieldWorker::of(&successor).unwrap();
        assert_eq!(roster::refused_messages(&store.db, &worker).await.unwrap().len(), 1);
        let links = link::Entity::find().filter(link::Column::CountyCode.eq(COUNTY)).all(&store.db).await.unwrap();
        assert!(links.iter().all(|link| link.created_by.is_none() && link.revoked_at.is_none()), "the unit's now");

        let after = leaving(store, &by, COUNTY, leaver.id()).await.unwrap();
        assert_eq!((after.account.line.state, after.sheet), (AccountState::Left, Some(sheet)));
        use audit::tables::audit_event::{Column as E, Entity};
        let told = Entity::find().filter(E::CountyCode.eq(COUNTY)).filter(E::Kind.eq("account.handed_over"));
        let told = told.all(&store.db).await.unwrap();
        assert!(told.len() == 1 && told[0].extra.contains("\"unsent\":3"), "{told:?}");
        assert_eq!(field(leave(store, &by, COUNTY, leaver.id(), HandOver::default()).await), "account", "once");
    }
}

#[tokio::test]
async fn an_open_declaration_goes_to_another_reviewer_or_back_to_the_queue() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        for (leaves, takes) in [("liu", Some("chen")), ("wu", None)] {
            let leaver = named(&test, leaves, Role::TownshipSupervisor, CHANGHONG).await;
            let other = match takes {
                Some(name) => Some(named(&test, name, Role::TownshipSupervisor, CHANGHONG).await),
                None => None,
            };
            let id = store.new_id();
            let child = if takes.is_some() { 2 } else { 3 };
            submit(store, submission(id, migrant(child), id.as_bytes()), By::Client(&backend::testing::program(store)))
                .await
                .unwrap();
            review::open(store, &Reviewer::of(&leaver).unwrap(), id).await.unwrap();
            assert_eq!(record_of(&test, id).await.claimed_by, Some(leaver.id()));
            let to = HandOver { claims: other.as_ref().map(Account::id), ..HandOver::default() };
            leave(store, &by, COUNTY, leaver.id(), to).await.unwrap();
            let record = record_of(&test, id).await;
            assert_eq!((record.claimed_by, record.claimed_name.as_deref()), (to.claims, takes));
            assert_eq!(record.claimed_until.is_some(), takes.is_some());
        }
    }
}

#[tokio::test]
async fn only_who_may_hands_over_and_nobody_the_own_account() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let security = administrator(&test, "anquan", Role::SecurityAdmin).await;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let supervisor = Administrator::of(&named(&test, "liu", Role::TownshipSupervisor, CHANGHONG).await).unwrap();
        let worker = named(&test, "wang", Role::GridWorker, CHANGHONG).await;
        let elsewhere = named(&test, "qian", Role::GridWorker, "120104002").await;
        assert_eq!(refused(leaving(store, &security, COUNTY, worker.id()).await), Problem::Forbidden);
        assert_eq!(refused(leaving(store, &supervisor, COUNTY, elsewhere.id()).await), Problem::NotFound);
        let foreign = leave(store, &supervisor, COUNTY, elsewhere.id(), HandOver::default()).await;
        assert_eq!(refused(foreign), Problem::NotFound);
        let own = leave(store, &by, COUNTY, by.account().id(), HandOver::default()).await;
        assert_eq!(refused(own), Problem::OwnRequest);
        assert!(leave(store, &supervisor, COUNTY, worker.id(), HandOver::default()).await.is_ok());
    }
}
