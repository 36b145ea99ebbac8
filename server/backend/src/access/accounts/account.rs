//! A checked account, under one assignment.

use domain::access::{self, AccountState, Action, Role};
use domain::divisions::DivisionCode;
use domain::view::access::ActorView;
use uuid::Uuid;

use super::assignments::{self, Assignment};
use crate::access::rows;
use crate::access::tables::account;
use crate::error::Result;
use crate::store::Store;

/// A checked account, and the assignment under which it acts. There is no union of the rights of several: the trail tells
/// under which one something was done.
#[derive(Clone, Debug)]
pub struct Account {
    row: account::Model,
    /// All accounts of the person, this one among them.
    of_person: Vec<Uuid>,
    assignment: Assignment,
    division_name: String,
    days_left: Option<i64>,
    /// The session in which it asks, as the trail writes it.
    pub(super) session: Option<[u8; 16]>,
}

impl Account {
    /// Id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.row.id
    }

    /// County under which the account, its sessions and its assignments lie: 6 digits.
    #[must_use]
    pub fn county_code(&self) -> &str {
        &self.row.county_code
    }

    /// Whose it is. Duties that are never one person's are asked of persons.
    #[must_use]
    pub const fn person(&self) -> Uuid {
        self.row.person_id
    }

    /// All accounts of the person, this one among them.
    #[must_use]
    pub fn of_person(&self) -> &[Uuid] {
        &self.of_person
    }

    /// Name to sign in with.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.row.username
    }

    /// Name shown to others.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.row.display_name
    }

    /// When the password was set, Unix milliseconds; of earlier versions when the account was made.
    #[must_use]
    pub fn password_set_at(&self) -> i64 {
        self.row.password_set_at.unwrap_or(self.row.created_at)
    }

    /// Whether it is one of the demonstration.
    #[must_use]
    pub const fn is_demonstration(&self) -> bool {
        self.row.demonstration
    }

    /// Whether nothing is shown to it without a second factor. On accounts of the demonstration it is offered only.
    #[must_use]
    pub const fn must_have_factor(&self) -> bool {
        !self.row.demonstration && self.assignment.role.needs_factor(self.assignment.place)
    }

    /// The assignment under which it acts.
    #[must_use]
    pub const fn assignment(&self) -> &Assignment {
        &self.assignment
    }

    /// Role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.assignment.role
    }

    /// Whether the access table gives the account's role this action on anything at all.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        access::offers(action, self.role())
    }

    /// Division in which the person works.
    #[must_use]
    pub const fn division(&self) -> DivisionCode {
        self.assignment.place
    }

    /// The person as pages show it.
    #[must_use]
    pub fn view(&self) -> ActorView {
        ActorView {
            id: self.id().to_string(),
            display_name: self.row.display_name.clone(),
            role: self.role(),
            division_code: self.division().to_string(),
            division_name: self.division_name.clone(),
            days_left: self.days_left,
        }
    }
}

/// The account of a session, under the assignment of this id, or under its first one; `None` when it was closed or no such
/// assignment is in force.
///
/// # Errors
/// If the database refuses.
pub async fn account(store: &Store, id: Uuid, assignment: Option<Uuid>) -> Result<Option<Account>> {
    let mut all = in_force(store, id).await?.into_iter();
    Ok(all.find(|account| assignment.is_none_or(|id| account.assignment.id == id)))
}

/// The account under each of its assignments that is in force, the oldest first; none when it was closed.
///
/// # Errors
/// If the database refuses.
pub async fn in_force(store: &Store, id: Uuid) -> Result<Vec<Account>> {
    let active = |row: &account::Model| row.state == AccountState::Active.code();
    let Some(row) = rows::accounts::by_id(&store.db, id).await?.filter(active) else { return Ok(Vec::new()) };
    let person = rows::accounts::of_person(&store.db, &row.county_code, row.person_id).await?;
    let of_person: Vec<Uuid> = person.into_iter().map(|row| row.id).collect();
    let today = store.clock.today();
    let under = |assignment: Assignment| {
        let division_name = crate::divisions::names::path(&assignment.place.to_string())?;
        let days_left = access::ends_soon(assignment.to, today);
        let (row, of_person) = (row.clone(), of_person.clone());
        Ok(Account { row, of_person, assignment, division_name, days_left, session: None })
    };
    assignments::in_force(store, &row).await?.into_iter().map(under).collect()
}
