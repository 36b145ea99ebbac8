//! Accounts of the staff: signing in, and the capabilities that follow from a checked account.
//!
//! An [`Account`] is made by [`sign_in`] and [`account()`] only, so whoever holds one was checked. What it
//! may do is a further type: [`Reviewer`] decides about declarations of one area, [`Director`] makes
//! declaration links for one, [`FieldWorker`] visits its households. Services take the capability; a page
//! that forgets the check does not compile.

mod attempts;
mod creation;
mod field_worker;
mod passwords;

use domain::access::{self, Action};
use domain::divisions::{CountyCode, DivisionCode, Level};
use domain::problem::Problem;
use domain::review::Role;
use domain::values::username;
use domain::view::access::ActorView;
use uuid::Uuid;

use crate::access::rows;
use crate::access::tables::{account, known_browser};
use crate::crypt::keyring::new_token;
use crate::error::{Error, Result};
use crate::store::{Store, WriteTransaction};

use self::attempts::Who;
pub use attempts::sweep as sweep_attempts;
pub use creation::{NewAccount, create};
pub use field_worker::FieldWorker;

/// Longest password that is looked at, in bytes; longer ones cannot be right.
const PASSWORD_MAX: usize = 256;

/// Browsers that an account has at most; the one that was not used for longest is forgotten.
const MOST_BROWSERS: u64 = 10;

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

    /// Whether the access table gives the account's role this action on anything at all.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        access::Role::of_stored(self.role.code()).is_some_and(|role| access::offers(action, role))
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
        if !account.may(Action::QueueList) {
            return Err(Problem::Forbidden.into());
        }
        let area = match (account.may(Action::TownshipApprove), account.division.level()) {
            (true, Level::Township) => Area::Township { county, township: account.division.to_string() },
            (false, Level::County) => Area::County { county },
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
        self.account.may(Action::TownshipApprove)
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
        let may = account.may(Action::LinkCreate);
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

/// From where somebody signs in.
#[derive(Clone, Copy, Debug)]
pub struct Browser<'a> {
    /// The address of the other side, as far as the server can know it.
    pub peer: &'a str,
    /// The token that the browser was given when somebody signed in there before.
    pub token: Option<&'a str>,
}

impl<'a> Browser<'a> {
    /// One in which nobody has signed in before.
    #[must_use]
    pub const fn stranger(peer: &'a str) -> Self {
        Self { peer, token: None }
    }
}

/// Somebody who has signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// A token for the browser, which is known to the account from now on; nothing when it was known before.
    pub token: Option<String>,
}

/// Checks a user name and a password.
///
/// An unknown user name costs the same work as a known one. Each attempt counts before it is checked, so
/// that attempts side by side cannot slip through; a success takes its count back.
///
/// # Errors
/// [`Problem::SignInFailed`], never saying what was wrong; [`Problem::TooManyAttempts`].
pub async fn sign_in(store: &Store, username: &str, password: &str, browser: Browser<'_>) -> Result<SignedIn> {
    let username = username::normal(username);
    let row = rows::accounts::by_username(&store.db, &username).await?.filter(|row| row.disabled_at.is_none());
    let known = known_browser(store, row.as_ref(), browser.token).await?;
    let who = Who { username: &username, peer: browser.peer, browser: known.as_ref().map(|browser| browser.id) };
    let attempt = attempts::begin(store, who).await?;
    let sound = password.len() <= PASSWORD_MAX;
    let hash = row.as_ref().map(|row| row.password_hash.clone());
    let right = passwords::verify(if sound { password.to_owned() } else { String::new() }, hash).await?;
    match row {
        Some(row) if right && sound => {
            let tx = store.begin().await?;
            attempts::succeeded(&tx, &attempt).await?;
            let token = remember(&tx, store, &row, known).await?;
            tx.commit().await?;
            Ok(SignedIn { account: Account::of(row)?, token })
        }
        _ => Err(Problem::SignInFailed.into()),
    }
}

/// The browser as it is known to the account. Of a name that nobody has it is asked too, so that the answer takes as long.
async fn known_browser(
    store: &Store,
    account: Option<&account::Model>,
    token: Option<&str>,
) -> Result<Option<known_browser::Model>> {
    let Some(token) = token else { return Ok(None) };
    let (county, id) = account.map_or(("000000", Uuid::nil()), |row| (row.county_code.as_str(), row.id));
    rows::browsers::known(&store.db, (county, id), &store.keys.token_hash(token)).await
}

/// The browser is known from now on; its token when it was not before.
async fn remember(
    tx: &WriteTransaction,
    store: &Store,
    account: &account::Model,
    known: Option<known_browser::Model>,
) -> Result<Option<String>> {
    let now = store.clock.millis();
    if let Some(known) = known {
        rows::browsers::seen(&**tx, &known, now).await?;
        return Ok(None);
    }
    let token = new_token()?;
    let browser = known_browser::Model {
        county_code: account.county_code.clone(),
        account_id: account.id,
        id: store.new_id(),
        token_hash: store.keys.token_hash(&token),
        made_at: now,
        seen_at: now,
    };
    rows::browsers::remember(&**tx, browser, MOST_BROWSERS).await?;
    Ok(Some(token))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A phone does not carry the table; what pages ask of a role there is what the table says.
    #[test]
    fn what_pages_ask_of_a_role_is_what_the_access_table_says() {
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Parent) {
            let row = access::Role::of_stored(role.code());
            let may = |action| row.is_some_and(|row| access::offers(action, row));
            assert_eq!(role.reviews(), may(Action::QueueList), "{role:?}");
            assert_eq!(role.collects(), may(Action::FieldPull), "{role:?}");
            let links = role.collects() || role == Role::TownshipSupervisor;
            assert_eq!(links, may(Action::LinkCreate), "{role:?}");
        }
    }
}
