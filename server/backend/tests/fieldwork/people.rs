//! Villages, workers and what they wrote, for the stories of what comes down to a phone.

use backend::access::accounts::{Account, FieldWorker, Reviewer};
use backend::crypt::seal::{Binding, seal_json};
use backend::declare::submissions::{By, submit};
use backend::declare::tables::refused_message;
use backend::fieldwork::tables::{device, household};
use backend::register::tables::visit;
use backend::testing::{self, Child, TestStore, key_of, migrant, program, submission};
use backend::{Store, fieldwork};
use domain::access::Role;
use domain::divisions::Address;
use domain::fieldwork::{Draft, FollowUp, Household, HouseholdState, Pulled};
use domain::form::{Answers, Value};
use jiff::civil::date;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

pub(crate) const CHANGHONG: &str = "120104001";
pub(crate) const GULOU: &str = "120104002";
pub(crate) const MINUTE: i64 = 60_000;

/// A village of 长虹街道.
pub(crate) fn village(at: usize) -> String {
    backend::divisions::names::children(Some(CHANGHONG)).unwrap().remove(at).code
}

pub(crate) async fn account(store: &Store, username: &str, role: Role, division: &str) -> Account {
    testing::account(store, username, format!("{username}老师"), role, division).await.unwrap()
}

pub(crate) async fn supervisor(store: &Store, username: &str, division: &str) -> Reviewer {
    Reviewer::of(&account(store, username, Role::TownshipSupervisor, division).await).unwrap()
}

/// A worker with a phone and what the phone has pulled so far.
pub(crate) struct Phone {
    pub(crate) worker: FieldWorker,
    pub(crate) device: Uuid,
    cursor: String,
}

impl Phone {
    /// A grid worker's phone, just enrolled.
    pub(crate) async fn new(store: &Store, username: &str, division: &str) -> Self {
        let worker = FieldWorker::of(&account(store, username, Role::GridWorker, division).await).unwrap();
        let row = device::Model {
            county_code: worker.county().to_string(),
            id: store.new_id(),
            account_id: worker.account().id(),
            token_hash: store.keys.token_hash(username).to_vec(),
            enrolled_at: store.clock.millis(),
            last_seen: store.clock.millis(),
            unsent: 0,
            unsent_since: None,
            revoked_at: None,
        };
        let device = row.id;
        row.into_active_model().insert(&store.db).await.unwrap();
        Self { worker, device, cursor: String::new() }
    }

    pub(crate) async fn pull(&mut self, store: &Store) -> Pulled {
        self.pull_holding(store, &[]).await
    }

    pub(crate) async fn pull_holding(&mut self, store: &Store, holds: &[String]) -> Pulled {
        let pulled = fieldwork::pull(store, &self.worker, self.device, &self.cursor, holds).await.unwrap();
        assert!(!pulled.more && pulled.ended.is_none(), "{pulled:?}");
        self.cursor.clone_from(&pulled.cursor);
        pulled
    }
}

/// Records of a page, in order.
pub(crate) fn records(pulled: &Pulled) -> Vec<String> {
    let mut ids: Vec<String> = pulled.children.iter().map(|child| child.record.clone()).collect();
    ids.sort();
    ids
}

pub(crate) fn child_in(village: &str, child: Child) -> Answers {
    let mut answers = migrant(child);
    let address =
        Address { division_code: village.into(), detail: format!("示例楼{child}号"), ..Address::default() };
    answers.set("current_address", Value::Address(address));
    answers
}

pub(crate) async fn declared(store: &Store, village: &str, child: Child) -> Uuid {
    declared_by(store, village, child, By::Client(&program(store))).await
}

pub(crate) async fn declared_by(store: &Store, village: &str, child: Child, by: By<'_>) -> Uuid {
    let id = store.new_id();
    let body = child.to_be_bytes();
    submit(store, submission(id, child_in(village, child), &body), by).await.unwrap();
    id
}

pub(crate) async fn visited(test: &TestStore, record: Uuid, day: &str, next: Option<&str>) {
    let store = &test.store;
    let id = store.new_id();
    let follow_up = FollowUp {
        record: record.to_string(),
        day: date(2026, 11, 20),
        met: "奶奶".into(),
        seen: "都好".into(),
        needs: String::new(),
        next: None,
    };
    let key = key_of(store, "120104", record).await.unwrap();
    let sealed = key.seal_json(Binding::visit(record, id), &follow_up).unwrap();
    let row = visit::Model {
        county_code: "120104".into(),
        id,
        record_id: record,
        day: day.into(),
        next_on: next.map(str::to_owned),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        made_at: store.clock.millis(),
        made_by: store.new_id(),
    };
    row.into_active_model().insert(&store.db).await.unwrap();
}

pub(crate) async fn household(store: &Store, village: Option<&str>, state: HouseholdState) -> String {
    let row = household_row(store, village, state);
    let id = row.id.to_string();
    row.into_active_model().insert(&store.db).await.unwrap();
    id
}

pub(crate) fn household_row(store: &Store, village: Option<&str>, state: HouseholdState) -> household::Model {
    let id = store.new_id();
    let told = Household { id: id.to_string(), head: "示例户主".into(), state, ..Household::default() };
    let sealed = seal_json(&store.keys, "120104", Binding::household(id, store.clock.millis()), &told).unwrap();
    household::Model {
        county_code: "120104".into(),
        id,
        township_code: CHANGHONG.into(),
        village_code: village.map(str::to_owned),
        state: state.code().into(),
        visited_on: None,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        updated_at: store.clock.millis(),
        updated_by: store.new_id(),
    }
}

pub(crate) async fn kept(store: &Store, phone: &Phone, draft: &Draft) -> String {
    let id = store.new_id();
    let sealed = seal_json(&store.keys, "120104", Binding::refused_message(id), draft).unwrap();
    let row = refused_message::Model {
        county_code: "120104".into(),
        id,
        account_id: phone.worker.account().id(),
        device_id: phone.device,
        received_at: store.clock.millis(),
        problem: "checks_failed".into(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        settled_at: None,
        settled_by: None,
    };
    row.into_active_model().insert(&store.db).await.unwrap();
    id.to_string()
}
