//! Accounts of the staff: signing in, and the capabilities that follow from a checked account.
//!
//! An [`Account`] is made by [`sign_in`] and [`account`] only, so whoever holds one was checked. What it
//! may do is a further type: [`Reviewer`] decides about declarations of one area, [`Director`] makes
//! declaration links for one, [`FieldWorker`] visits its households. Services take the capability; a page
//! that forgets the check does not compile.

mod attempts;
mod creation;
mod field_worker;
mod passwords;

use domain::divisions::{CountyCode, DivisionCode, Level};
use domain::problem::Problem;
use domain::review::Role;
use domain::values::username;
use domain::view::access::ActorView;
use uuid::Uuid;

use crate::access::tables::account;
use crate::error::{Error, Result};

use crate::access::rows;
use crate::store::Store;

pub use creation::{NewAccount, create};
pub use field_worker::FieldWorker;

/// Longest password that is looked at, in bytes; longer ones cannot be right.
const PASSWORD_MAX: usize = 256;

/// A checked account.
#[derive(Clone, Debug)]
pub struct Account {
    id: Uuid,
    username: String,
    display_name: String,
    role: Role,
    division: DivisionCode,
    division_name: String,
}

impl Account {
    /// Id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Name to sign in with.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Name shown to others.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// Role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Division in which the person works.
    #[must_use]
    pub const fn division(&self) -> DivisionCode {
        self.division
    }

    /// The person as pages show it.
    #[must_use]
    pub fn view(&self) -> ActorView {
        ActorView {
            id: self.id.to_string(),
            display_name: self.display_name.clone(),
            role: self.role,
            division_code: self.division.to_string(),
            division_name: self.division_name.clone(),
        }
    }

    fn of(row: account::Model) -> Result<Self> {
        let role = Role::from_code(&row.role).ok_or_else(|| Error::internal("an account has an unknown role"))?;
        let division = DivisionCode::parse(&row.division_code)
            .map_err(|_| Error::internal("an account has a malformed division"))?;
        let division_name = crate::divisions::names::path(&row.division_code)?;
        Ok(Self { id: row.id, username: row.username, display_name: row.display_name, role, division, division_name })
    }
}

/// The area whose records somebody sees; part of the WHERE of every query of the review side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// One township: its supervisor.
    Township {
        /// County, 6 digits.
        county: String,
        /// Township, 9 digits.
        township: String,
    },
    /// A whole county: its officers.
    County {
        /// County, 6 digits.
        county: String,
    },
}

impl Area {
    /// County of the area, 6 digits.
    #[must_use]
    pub fn county(&self) -> &str {
        match self {
            Self::Township { county, .. } | Self::County { county } => county,
        }
    }

    /// Township, 9 digits, when the area is one.
    #[must_use]
    pub fn township(&self) -> Option<&str> {
        match self {
            Self::Township { township, .. } => Some(township),
            Self::County { .. } => None,
        }
    }
}

/// May look at and, as the review table says, decide about the records of one area.
#[derive(Clone, Debug)]
pub struct Reviewer {
    account: Account,
    area: Area,
}

impl Reviewer {
    /// The capability of a township supervisor (儿童督导员) or a county officer (区民政), who reads only for
    /// now.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for other roles, or when the division is not of the role's level.
    pub fn of(account: &Account) -> Result<Self> {
        let county = account.division.county().ok_or(Problem::Forbidden)?.to_string();
        let area = match (account.role, account.division.level()) {
            (Role::TownshipSupervisor, Level::Township) => {
                Area::Township { county, township: account.division.to_string() }
            }
            (Role::CountyOfficer, Level::County) => Area::County { county },
            _ => return Err(Problem::Forbidden.into()),
        };
        Ok(Self { account: account.clone(), area })
    }

    /// Who reviews.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// What he or she sees.
    #[must_use]
    pub const fn area(&self) -> &Area {
        &self.area
    }

    /// Whether this person decides about declarations now.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.account.role == Role::TownshipSupervisor
    }
}

/// May make declaration links for the own division and what lies in it.
#[derive(Clone, Debug)]
pub struct Director {
    account: Account,
    county: CountyCode,
}

impl Director {
    /// The capability of a village director (儿童主任), a grid worker (网格员) or a township supervisor.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for other roles, or an account above the township.
    pub fn of(account: &Account) -> Result<Self> {
        let may = matches!(account.role, Role::VillageDirector | Role::GridWorker | Role::TownshipSupervisor);
        let low = matches!(account.division.level(), Level::Township | Level::Village);
        match account.division.county() {
            Some(county) if may && low => Ok(Self { account: account.clone(), county }),
            _ => Err(Problem::Forbidden.into()),
        }
    }

    /// Who makes links.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// County of the division.
    #[must_use]
    pub const fn county(&self) -> CountyCode {
        self.county
    }

    /// Whether links may be made for this division.
    #[must_use]
    pub fn covers(&self, division: DivisionCode) -> bool {
        self.account.division.contains(division)
    }
}

/// Checks a user name and a password. `peer` is the address from which the attempt comes.
///
/// An unknown user name costs the same work as a known one. Each attempt counts before it is checked, so
/// that attempts side by side cannot slip through; a success takes its count back.
///
/// # Errors
/// [`Problem::SignInFailed`], never saying what was wrong; [`Problem::TooManyAttempts`].
pub async fn sign_in(store: &Store, username: &str, password: &str, peer: &str) -> Result<Account> {
    let username = username::normal(username);
    let attempt = attempts::begin(store, &username, peer).await?;
    let row = rows::accounts::by_username(&store.db, &username).await?.filter(|row| row.disabled_at.is_none());
    let sound = password.len() <= PASSWORD_MAX;
    let hash = row.as_ref().map(|row| row.password_hash.clone());
    let right = passwords::verify(if sound { password.to_owned() } else { String::new() }, hash).await?;
    match row {
        Some(row) if right && sound => {
            attempts::succeeded(store, &attempt).await?;
            Account::of(row)
        }
        _ => Err(Problem::SignInFailed.into()),
    }
}

/// The account of a session; `None` when it was closed.
///
/// # Errors
/// If the database refuses.
pub async fn account(store: &Store, id: Uuid) -> Result<Option<Account>> {
    match rows::accounts::by_id(&store.db, id).await? {
        Some(row) if row.disabled_at.is_none() => Ok(Some(Account::of(row)?)),
        _ => Ok(None),
    }
}
