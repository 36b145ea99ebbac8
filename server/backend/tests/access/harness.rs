//! Who takes part.

use backend::access::accounts::{self, Account, Browser};
use backend::access::administration::{self, Administrator, Asked, Invitation, NewPerson};
use backend::testing::{TestStore, account};
use backend::{Error, Store};
use domain::access::{Proposal, Role};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use jiff::ToSpan as _;

pub(crate) const COUNTY: &str = "120104";
pub(crate) const CHANGHONG: &str = "120104001";
pub(crate) const PASSWORD: &str = "海河边的七棵旧柳树也开花";
pub(crate) const PEER: &str = "10.0.0.9";

/// A person with an account of this role; `role` is also the name.
pub(crate) async fn holder(test: &TestStore, role: Role, place: &str) -> Account {
    account(&test.store, role.code(), role.label(), role, place).await.unwrap()
}

/// An administrator of the county.
pub(crate) async fn administrator(test: &TestStore, username: &str, role: Role) -> Administrator {
    Administrator::of(&account(&test.store, username, username, role, COUNTY).await.unwrap()).unwrap()
}

/// An assignment of a year from today.
pub(crate) fn year(store: &Store, role: Role, place: &str) -> Proposal {
    let from = store.clock.today();
    let to = from.checked_add(12.months()).unwrap();
    Proposal { role, place: DivisionCode::parse(place).unwrap(), from, to }
}

/// Somebody new, known by a mobile.
pub(crate) fn person(store: &Store, username: &str, role: Role, place: &str) -> NewPerson {
    NewPerson {
        username: username.into(),
        display_name: "王敏".into(),
        id_number: String::new(),
        mobile: "13800138000".into(),
        proposal: year(store, role, place),
    }
}

/// The account of this user name, as administrators see it: county and id.
pub(crate) async fn find(store: &Store, by: &Administrator, username: &str) -> administration::AccountLine {
    let all = administration::accounts(store, by, &Asked { term: username.into(), ending: false }).await.unwrap();
    all.lines.into_iter().find(|line| line.username == username).unwrap()
}

/// What stands in an invitation's address.
pub(crate) fn token(invitation: &Invitation) -> &str {
    invitation.url.rsplit('/').next().unwrap()
}

pub(crate) async fn sign_in(store: &Store, username: &str, password: &str) -> Result<Account, Problem> {
    let signed_in = accounts::sign_in(store, username, password, Browser::stranger(PEER)).await;
    signed_in.map(|signed_in| signed_in.account).map_err(Error::into_problem)
}

/// What was refused.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    result.unwrap_err().into_problem()
}

/// The field at which it was refused.
pub(crate) fn field<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match refused(result) {
        Problem::Invalid { field, .. } => field,
        other => panic!("{other:?}"),
    }
}

/// An account of the person whom [`person`] describes, who has set the password and signed in.
pub(crate) async fn same_person(store: &Store, by: &Administrator, username: &str, role: Role) -> Account {
    let made = administration::invite(store, by, person(store, username, role, CHANGHONG)).await.unwrap();
    administration::accept(store, token(&made), PASSWORD).await.unwrap();
    sign_in(store, username, PASSWORD).await.unwrap()
}
