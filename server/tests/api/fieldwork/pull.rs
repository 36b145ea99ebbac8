//! `/fn/field/pull`: who may ask, and what the first answer of a large village weighs.

use std::time::Instant;

use backend::access::accounts;
use backend::access::accounts::FieldWorker;
use backend::access::tables::account;
use backend::crypt::seal::{Binding, seal_json};
use backend::declare::submissions::{By, NewSubmission, submit};
use backend::fieldwork;
use backend::fieldwork::tables::household;
use domain::access::Role;
use domain::divisions::Address;
use domain::fieldwork::{Household, HouseholdState, Pulled};
use domain::form::{FormKind, Value};
use domain::problem::Problem;
use domain::view::links::NewLink;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::staff::Person;
use crate::support::{Site, sites};

/// A village of 长虹街道.
pub(super) fn village() -> String {
    backend::divisions::names::children(Some("120104001")).unwrap().remove(0).code
}

pub(super) async fn phone(site: &Site, username: &str) -> String {
    let row = backend::access::rows::accounts::by_username(&site.store.db, username).await.unwrap().unwrap();
    let account = accounts::account(&site.store, row.id, None).await.unwrap().unwrap();
    fieldwork::enrol(&site.store, &FieldWorker::of(&account).unwrap()).await.unwrap().device
}

/// Declares synthetic children of the village until there are so many; some samples need words of a person.
pub(super) async fn children(site: &Site, village: &str, count: usize) {
    let one = async |i: u64| {
        let (form, mut answers) = backend::seed::sample_submission(11, i).unwrap();
        let key = if form == FormKind::Migrant { "current_address" } else { "hukou_address" };
        let detail = format!("示例数据里{}号楼{}门{}01", i % 40, i % 5 + 1, i % 6 + 1);
        answers.set(key, Value::Address(Address { division_code: village.into(), detail, ..Address::default() }));
        let new = NewSubmission {
            id: site.store.new_id(),
            form: form.name(),
            form_version: domain::forms::form(form).version,
            channel: "home_visit",
            answers,
            overrides: Vec::new(),
            notice_version: None,
            body: &i.to_be_bytes(),
        };
        let by = By::Account { id: site.store.new_id(), name: "网格员".into() };
        submit(&site.store, new, by).await.is_ok()
    };
    let (mut made, mut next) = (0, 0);
    while made < count {
        let part = u64::try_from((count - made).min(200)).unwrap();
        let done = futures_util::future::join_all((next..next + part).map(one)).await;
        made += done.into_iter().filter(|done| *done).count();
        next += part;
    }
}

pub(super) async fn households(site: &Site, village: &str, count: u32) {
    let store = &site.store;
    let tx = store.begin().await.unwrap();
    for i in 0..count {
        let id = store.new_id();
        let told = Household {
            id: id.to_string(),
            head: format!("示例户{i}"),
            phone: format!("1300000{i:04}"),
            division_code: village.into(),
            detail: format!("示例数据里{i}号"),
            ..Household::default()
        };
        let sealed = seal_json(&store.keys, "120104", Binding::household(id, store.clock.millis()), &told).unwrap();
        let row = household::Model {
            county_code: "120104".into(),
            id,
            township_code: "120104001".into(),
            village_code: Some(village.into()),
            state: HouseholdState::Listed.code().into(),
            visited_on: None,
            sealed: sealed.bytes,
            key_id: sealed.key_id,
            updated_at: store.clock.millis(),
            updated_by: id,
        };
        row.into_active_model().insert(&*tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_a_field_worker_pulls_and_a_closed_account_is_told_so() {
    for site in sites().await {
        let worker = Person::new(&site, "wang", Role::GridWorker, &village()).await;
        let device = phone(&site, "wang").await;
        let nothing: (String, String, Vec<String>) = (device, String::new(), Vec::new());
        let pulled: Pulled = worker.get("field/pull", &nothing).await;
        assert!(pulled.afresh && pulled.ended.is_none() && !pulled.cursor.is_empty());
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        assert_eq!(above.refused("field/pull", &nothing).await, Problem::NotFound);
        let links: Vec<NewLink> = worker.get("field/reserve-links", &(3_u32,)).await;
        assert_eq!(links.len(), 3);

        let close = account::Entity::update_many().col_expr(account::Column::State, Expr::value("suspended"));
        close.exec(&site.store.db).await.unwrap();
        let ended: Pulled = worker.get("field/pull", &nothing).await;
        assert_eq!((ended.ended, ended.children.len()), (Some(Problem::DeviceUnknown), 0));
    }
}

#[tokio::test]
async fn a_village_of_two_thousand_children_comes_down_in_one_answer_that_is_small() {
    const LINE: f64 = 1_600_000.0 / 8.0;
    let site = sites().await.remove(0);
    let village = village();
    children(&site, &village, 2_000).await;
    households(&site, &village, 400).await;
    let worker = Person::new(&site, "wang", Role::GridWorker, &village).await;
    let asked: (String, String, Vec<String>) = (phone(&site, "wang").await, String::new(), Vec::new());
    let pulled: Pulled = worker.get("field/pull", &asked).await;
    assert_eq!((pulled.children.len(), pulled.households.len(), pulled.more), (2_000, 400, false));
    for coding in ["identity", "br", "gzip"] {
        let began = Instant::now();
        let answer = worker.ask_coded("field/pull", &asked, coding).await;
        let (took, size) = (began.elapsed(), answer.body.len());
        // The figure of docs/reliability.md: a round trip for the session and one for this.
        println!("{coding}: {size} bytes, {:.2} s on the line, {took:?} in the server", size as f64 / LINE + 0.3);
        assert!(coding == "identity" || size < 300_000, "{coding}: {size} bytes");
    }
}
