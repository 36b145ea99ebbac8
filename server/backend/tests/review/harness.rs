//! People, declarations and decisions for these stories.

use backend::access::accounts::{Account, Reviewer};
use backend::declare::submissions::{By, submit};
use backend::testing::{self, TestStore, migrant, program, submission};
use backend::{Error, Store, review};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::review::Decision;
use domain::view::review::{QueueFilter, RecordView};
use uuid::Uuid;

pub(crate) const CHANGHONG: &str = "120104001";
pub(crate) const NEIGHBOUR: &str = "120104002";
pub(crate) const HEPING: &str = "120101001";

pub(crate) async fn account(store: &Store, username: &str, role: Role, division: &str) -> Account {
    testing::account(store, username, format!("{username}督导员"), role, division).await.unwrap()
}

pub(crate) async fn supervisor(store: &Store, username: &str, division: &str) -> Reviewer {
    Reviewer::of(&account(store, username, Role::TownshipSupervisor, division).await).unwrap()
}

pub(crate) async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    let body = child.to_be_bytes();
    submit(&test.store, submission(id, migrant(child), &body), By::Client(&program(&test.store))).await.unwrap();
    id
}

/// Decides a moment later, so that events have an order although the clock stands still.
pub(crate) async fn decided(
    test: &TestStore,
    reviewer: &Reviewer,
    id: Uuid,
    version: i32,
    decision: Decision,
) -> backend::Result<RecordView> {
    test.clock.advance(1);
    let shown = review::decide(&test.store, reviewer, id, version, decision).await?;
    Ok(shown.unwrap())
}

pub(crate) fn problem(error: Error) -> Problem {
    error.problem().cloned().unwrap_or(Problem::Internal)
}

pub(crate) fn approve() -> Decision {
    Decision::Approve { same_child: None }
}

pub(crate) fn transfer(to: &str) -> Decision {
    Decision::Transfer { to: DivisionCode::parse(to).unwrap(), reason: "孩子住在那里".into() }
}

pub(crate) fn searched(text: &str) -> QueueFilter {
    QueueFilter { search: Some(text.into()), ..QueueFilter::default() }
}
