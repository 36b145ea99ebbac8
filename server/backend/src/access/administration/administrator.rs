//! Who keeps the accounts of an area.

use domain::access::{AccountState, Action, AssignmentState, Condition, Granter, Relation, Target, may};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::accounts::Account;
use crate::access::accounts::assignments::Assignment;
use crate::access::rows;
use crate::access::tables::account;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::keyring::Keyring;
use crate::divisions::names;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// May look at the accounts of an area and, as the access table says, change them. A township's supervisor is one for its
/// workers.
#[derive(Clone, Debug)]
pub struct Administrator {
    account: Account,
}

impl Administrator {
    /// The capability of account and security administrators (账号管理员, 安全管理员), and of supervisors.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for other roles: whoever has no such page does not hear that there is one.
    pub fn of(account: &Account) -> Result<Self> {
        if account.may(Action::AccountList) {
            Ok(Self { account: account.clone() })
        } else {
            Err(Problem::NotFound.into())
        }
    }

    /// Who administers.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// Whether the access table gives the role this action.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.account.may(action)
    }

    /// # Errors
    /// [`Problem::Forbidden`] when the role does not have the action.
    pub(crate) fn need(&self, action: Action) -> Result<()> {
        if self.may(action) { Ok(()) } else { Err(Problem::Forbidden.into()) }
    }

    /// The area.
    #[must_use]
    pub const fn area(&self) -> DivisionCode {
        self.account.division()
    }

    /// Reaches the accounts of workers only.
    #[must_use]
    pub fn workers_only(&self) -> bool {
        let township = Target::Area(Relation::Township);
        may(Action::AccountList, self.account.role(), township).is_some_and(|may| may.asks(Condition::WorkersOnly))
    }

    /// Whether there is anything that this administrator confirms for another one.
    #[must_use]
    pub fn confirms(&self) -> bool {
        self.may(Action::AccountConfirm) || self.may(Action::AccountReset)
    }

    /// # Errors
    /// [`Problem::OwnRequest`] when the account `asked_by` is one of the administrator's person.
    pub(crate) async fn is_another_than(&self, tx: &WriteTransaction, asked_by: Option<Uuid>) -> Result<()> {
        other_person(&**tx, self, asked_by).await
    }

    /// As who grants.
    pub(super) fn granter(&self, person: Uuid) -> Granter {
        Granter { role: self.account.role(), area: self.area(), own: self.account.person() == person }
    }

    /// The counties under which accounts of the area lie.
    ///
    /// # Errors
    /// If the division table is broken.
    pub(super) fn counties(&self) -> Result<Vec<String>> {
        names::counties(self.area())
    }

    /// An account that this administrator reaches, with its assignments.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none.
    pub(crate) async fn reach<C: ConnectionTrait>(
        &self,
        (db, keys): (&C, &Keyring),
        county: &str,
        id: Uuid,
    ) -> Result<(account::Model, Vec<Assignment>)> {
        if !self.counties()?.iter().any(|own| own == county) {
            return Err(Problem::NotFound.into());
        }
        let row = rows::accounts::of_county(db, county, id).await?.ok_or(Problem::NotFound)?;
        let rows = rows::assignments::of_account(db, county, id).await?;
        let assignments: Vec<Assignment> = rows.iter().filter_map(|row| Assignment::read(keys, row)).collect();
        if self.reaches(&assignments) { Ok((row, assignments)) } else { Err(Problem::NotFound.into()) }
    }

    /// Whether an account with these assignments is one of the area.
    pub(super) fn reaches(&self, assignments: &[Assignment]) -> bool {
        let here = |assignment: &Assignment| {
            self.area().contains(assignment.place) && (!self.workers_only() || assignment.role.collects())
        };
        // Whoever has a duty outside the area is not this administrator's to judge; the last word has the one above.
        // Of somebody without any, the former ones tell.
        let live = |one: &&Assignment| one.state != AssignmentState::Ended;
        if assignments.is_empty() {
            !self.workers_only()
        } else if assignments.iter().any(|one| live(&one)) {
            assignments.iter().filter(live).all(here)
        } else {
            assignments.iter().all(here)
        }
    }

    /// Begins an act on an account of the area.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none; [`Problem::Invalid`] for one that has left.
    pub(crate) async fn act_on(&self, store: &Store, county: &str, id: Uuid) -> Result<Act> {
        let tx = store.begin().await?;
        let (account, assignments) = self.stays(store, &tx, county, id).await?;
        Ok(Act { tx, account, assignments })
    }

    /// An account of the area that has not left, in a transaction.
    ///
    /// # Errors
    /// As [`Self::act_on`].
    pub(super) async fn stays(
        &self,
        store: &Store,
        tx: &WriteTransaction,
        county: &str,
        id: Uuid,
    ) -> Result<(account::Model, Vec<Assignment>)> {
        let (account, assignments) = self.reach((&**tx, &store.keys), county, id).await?;
        if account.state == AccountState::Left.code() {
            let message = "这个账号的人员已离岗，不能再变更".into();
            return Err(Problem::Invalid { field: "account".into(), message }.into());
        }
        Ok((account, assignments))
    }
}

/// Writes into the trail what an administrator did with an account, in the transaction of the act.
pub(super) async fn trace(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    kind: Kind,
    account: &account::Model,
) -> Result<()> {
    pen::append(store, tx, [&entry(store, by, kind, account)]).await
}

/// An entry of the trail about an account.
pub(crate) fn entry(store: &Store, by: &Administrator, kind: Kind, account: &account::Model) -> Entry {
    Entry::new(&account.county_code, store.clock.millis(), kind, by.account().actor()).of("account", account.id)
}

/// # Errors
/// [`Problem::OwnRequest`] when the account `asked_by` is one of the administrator's person.
pub(super) async fn other_person<C: ConnectionTrait>(db: &C, by: &Administrator, asked_by: Option<Uuid>) -> Result<()> {
    let Some(asked_by) = asked_by else { return Ok(()) };
    let asked = rows::accounts::by_id(db, asked_by).await?;
    if asked.is_some_and(|row| row.person_id == by.account().person()) {
        return Err(Problem::OwnRequest.into());
    }
    Ok(())
}

/// An act on an account, in its transaction.
pub(crate) struct Act {
    pub(crate) tx: WriteTransaction,
    pub(crate) account: account::Model,
    pub(crate) assignments: Vec<Assignment>,
}
