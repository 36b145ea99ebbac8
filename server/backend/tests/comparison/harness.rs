//! A county, its departments, and children whom the county accepted.

use backend::access::accounts::{Account, Reviewer};
use backend::comparison::{self, Asked, Channel, Filled, Taken};
use backend::declare::submissions::{By, submit};
use backend::register::tables::{comparison_item, discrepancy, record};
use backend::testing::{self, TestStore, migrant, program, submission};
use backend::{Error, review};
use domain::access::Role;
use domain::form::{Answers, Department, Value};
use domain::problem::Problem;
use domain::review::Decision;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

pub(crate) const NANKAI: &str = "120104";
pub(crate) const CHANGHONG: &str = "120104001";

/// Who works on the comparison of 南开区.
pub(crate) struct County {
    pub(crate) test: TestStore,
    /// Compares and verifies.
    pub(crate) chen: Reviewer,
    /// Approves.
    pub(crate) lin: Account,
    pub(crate) changhong: Reviewer,
}

impl County {
    pub(crate) async fn of(test: TestStore) -> Self {
        let chen = Reviewer::of(&account(&test, "chen", Role::CountyReviewer, NANKAI).await).unwrap();
        let lin = account(&test, "lin", Role::CountyApprover, NANKAI).await;
        let changhong = Reviewer::of(&account(&test, "changhong", Role::TownshipSupervisor, CHANGHONG).await).unwrap();
        Self { test, chen, lin, changhong }
    }

    /// A child whom the county accepted, with these answers changed.
    pub(crate) async fn accepted(&self, child: u32, changes: &[(&str, Value)]) -> Uuid {
        let mut answers: Answers = migrant(child);
        for (field, value) in changes {
            answers.set(*field, value.clone());
        }
        let (store, id) = (&self.test.store, self.test.store.new_id());
        let body = child.to_be_bytes();
        submit(store, submission(id, answers, &body), By::Client(&program(store))).await.unwrap();
        self.decided(&self.changhong, id, Decision::Approve { same_child: None }).await;
        self.decided(&self.chen, id, Decision::Approve { same_child: None }).await;
        id
    }

    pub(crate) async fn decided(&self, by: &Reviewer, id: Uuid, decision: Decision) {
        self.test.clock.advance(1);
        let version = self.record(id).await.version;
        review::decide(&self.test.store, by, id, version, decision).await.unwrap();
    }

    /// Makes a batch for a department, has it approved, and sends it; gives its id.
    pub(crate) async fn sent(&self, department: Department) -> Uuid {
        let made = self.made(department).await;
        comparison::decide(&self.test.store, &self.lin, made, None).await.unwrap();
        comparison::send(&self.test.store, self.chen.account(), made).await.unwrap();
        made
    }

    pub(crate) async fn made(&self, department: Department) -> Uuid {
        self.test.clock.advance(1);
        let numbers = comparison::make(&self.test.store, self.chen.account(), &asked(department)).await.unwrap();
        let all = comparison::list(&self.test.store, self.chen.account()).await.unwrap();
        all.iter().find(|line| line.row.number == numbers[0]).unwrap().row.id
    }

    /// What a department says of the first row of a batch.
    pub(crate) async fn answers(&self, by: &Account, batch: Uuid, cells: &[(&str, &str)]) -> Taken {
        self.test.clock.advance(1);
        self.answers_row(by, batch, 1, cells).await
    }

    pub(crate) async fn answers_row(&self, by: &Account, batch: Uuid, no: i32, cells: &[(&str, &str)]) -> Taken {
        let filled: Filled = cells.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        comparison::answer(&self.test.store, by, batch, no, &filled, Channel::Screen).await.unwrap().unwrap()
    }

    pub(crate) async fn record(&self, id: Uuid) -> record::Model {
        let found =
            record::Entity::find().filter(record::Column::CountyCode.eq(NANKAI)).filter(record::Column::Id.eq(id));
        found.one(&self.test.store.db).await.unwrap().unwrap()
    }

    /// The state of an item of a record; empty when it has none.
    pub(crate) async fn item(&self, id: Uuid, item: &str) -> String {
        use comparison_item::Column as I;
        let found = comparison_item::Entity::find().filter(I::CountyCode.eq(NANKAI)).filter(I::RecordId.eq(id));
        let found = found.filter(I::Item.eq(item)).one(&self.test.store.db).await.unwrap();
        found.map(|row| row.state).unwrap_or_default()
    }

    /// The open discrepancy of an item.
    pub(crate) async fn discrepancy(&self, id: Uuid, item: &str) -> Option<discrepancy::Model> {
        use discrepancy::Column as D;
        let found = discrepancy::Entity::find().filter(D::CountyCode.eq(NANKAI)).filter(D::RecordId.eq(id));
        let found = found.filter(D::Item.eq(item)).filter(D::SettledAt.is_null());
        found.one(&self.test.store.db).await.unwrap()
    }

    pub(crate) async fn department(&self, role: Role) -> Account {
        account(&self.test, role.code(), role, NANKAI).await
    }
}

pub(crate) fn asked(department: Department) -> Asked {
    Asked { department, form: None, township: None, purpose: String::new() }
}

pub(crate) async fn account(test: &TestStore, username: &str, role: Role, division: &str) -> Account {
    testing::account(&test.store, username, username.to_owned(), role, division).await.unwrap()
}

pub(crate) fn problem(error: Error) -> Problem {
    error.problem().cloned().unwrap_or(Problem::Internal)
}

pub(crate) fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}
