//! People of a county, and records that have left the register.

use backend::Store;
use backend::access::accounts::{Account, Reviewer};
use backend::audit::tables::audit_event;
use backend::declare::submissions::{By, submit};
use backend::register::document::Summary;
use backend::register::tables::record;
use backend::testing::{self, TestStore, migrant, program, submission};
use domain::Date;
use domain::access::Role;
use domain::problem::Problem;
use domain::register::State;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

pub(crate) const NANKAI: &str = "120104";
pub(crate) const DAY: i64 = 24 * 3_600_000;

pub(crate) async fn account(store: &Store, username: &str, role: Role, place: &str) -> Account {
    testing::account(store, username, format!("{username}老师"), role, place).await.unwrap()
}

/// The officer for children's data of 南开区.
pub(crate) async fn officer(store: &Store) -> Account {
    account(store, "baohu", Role::PrivacyOfficer, NANKAI).await
}

/// Its approver.
pub(crate) async fn approver(store: &Store) -> Account {
    account(store, "shenpi", Role::CountyApprover, NANKAI).await
}

pub(crate) async fn reviewer(store: &Store, username: &str) -> Reviewer {
    Reviewer::of(&account(store, username, Role::CountyReviewer, NANKAI).await).unwrap()
}

pub(crate) async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    let by = program(&test.store);
    submit(&test.store, submission(id, migrant(child), &child.to_be_bytes()), By::Client(&by)).await.unwrap();
    id
}

pub(crate) async fn record_of(store: &Store, id: Uuid) -> record::Model {
    record::Entity::find().filter(record::Column::Id.eq(id)).one(&store.db).await.unwrap().unwrap()
}

/// A record that came into a state now, of a child who was born on a day.
pub(crate) async fn ended(test: &TestStore, child: u32, state: State, born: Date) -> record::Model {
    let id = submitted(test, child).await;
    let row = record_of(&test.store, id).await;
    let key = row.key(&test.store.keys).unwrap();
    let summary = Summary { birth_date: Some(born), ..Summary::open(&key, &row).unwrap() };
    let sealed = summary.seal(&key, row.id, row.version).unwrap();
    let mut row = row.into_active_model();
    (row.state, row.moved_at) = (Set(state.code().to_owned()), Set(test.store.clock.millis()));
    (row.summary, row.key_id) = (Set(sealed.bytes), Set(sealed.key_id));
    row.update(&test.store.db).await.unwrap()
}

/// Events of a kind, in order.
pub(crate) async fn events(store: &Store, kind: &str) -> Vec<audit_event::Model> {
    let found = audit_event::Entity::find().filter(audit_event::Column::Kind.eq(kind));
    found.order_by_asc(audit_event::Column::No).all(&store.db).await.unwrap()
}

pub(crate) fn refused<T: std::fmt::Debug>(result: backend::Result<T>) -> Problem {
    result.unwrap_err().into_problem()
}

/// What was typed wrongly.
pub(crate) fn field<T: std::fmt::Debug>(result: backend::Result<T>) -> String {
    match refused(result) {
        Problem::Invalid { field, .. } => field,
        other => panic!("{other:?}"),
    }
}
