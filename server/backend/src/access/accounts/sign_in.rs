//! Signing in with user name and password.

use domain::access::AccountState;
use domain::problem::Problem;
use domain::values::username;
use uuid::Uuid;

use super::attempts::{Attempt, Who};
use super::{Account, PASSWORD_MAX, attempts, passwords, trail};
use crate::access::rows;
use crate::access::tables::{account, known_browser};
use crate::crypt::keyring::new_token;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Browsers that an account has at most; the one that was not used for longest is forgotten.
const MOST_BROWSERS: u64 = 10;

/// Code of the state in which an account signs in.
const ACTIVE: &str = AccountState::Active.code();

/// The state of a provider of identities that is in use.
pub(crate) const PROVIDER_ACTIVE: &str = "active";

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
/// [`Problem::SignInFailed`], never saying what was wrong; [`Problem::TooManyAttempts`]; [`Problem::NotAssigned`] when it was
/// right and no assignment is in force.
pub async fn sign_in(store: &Store, username: &str, password: &str, browser: Browser<'_>) -> Result<SignedIn> {
    let Right { row, known, attempt } = check(store, username, password, browser).await?;
    let elsewhere = signs_in_elsewhere(store, &row).await?;
    let tx = store.begin().await?;
    attempts::succeeded(&tx, &attempt).await?;
    if elsewhere {
        tx.commit().await?;
        trail::refused(store, Some(&row), browser.peer).await?;
        let message = "这个账号已绑定统一登录，请从统一登录进入".into();
        return Err(Problem::Invalid { field: "identity".into(), message }.into());
    }
    enter(store, tx, &row, known, (browser.peer, "password")).await
}

/// Somebody has signed in otherwise than by a password: `by` a `passkey` or an `identity`.
pub(crate) async fn signed_in(
    store: &Store,
    row: &account::Model,
    browser: Browser<'_>,
    by: &'static str,
) -> Result<SignedIn> {
    let known = known_browser(store, Some(row), browser.token).await?;
    enter(store, store.begin().await?, row, known, (browser.peer, by)).await
}

async fn enter(
    store: &Store,
    tx: WriteTransaction,
    row: &account::Model,
    known: Option<known_browser::Model>,
    (peer, by): (&str, &'static str),
) -> Result<SignedIn> {
    let token = remember(&tx, store, row, known).await?;
    rows::accounts::used(&*tx, row, store.clock.millis()).await?;
    let account = super::account(store, row.id, None).await?.ok_or(Problem::NotAssigned)?;
    trail::signed_in(store, &tx, &account, (peer, by)).await?;
    tx.commit().await?;
    Ok(SignedIn { account, token })
}

/// Whether an account is bound to a provider of identities that is in use: then who works there decides whether its owner
/// still does, and nothing local opens it.
pub(crate) async fn signs_in_elsewhere(store: &Store, row: &account::Model) -> Result<bool> {
    for link in rows::identities::links(&store.db, (&row.county_code, row.id)).await? {
        let key = (link.provider_county.as_str(), link.provider_id);
        let provider = rows::identities::provider(&store.db, key).await?;
        if provider.is_some_and(|provider| provider.state == PROVIDER_ACTIVE) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The account of this name, when it may sign in at all.
pub(crate) async fn known_by_name(store: &Store, username: &str) -> Result<Option<account::Model>> {
    let row = rows::accounts::by_username(&store.db, &username::normal(username)).await?;
    Ok(row.filter(|row| opens(store, row)))
}

/// Whether an account may sign in at all: whoever reaches a site from outside may be anybody, and the password of the
/// demonstration is public.
pub(crate) fn opens(store: &Store, row: &account::Model) -> bool {
    row.state == ACTIVE && (!row.demonstration || !store.base_url.starts_with("https:"))
}

/// Checks the password of somebody who has signed in, counted as an attempt to sign in is.
///
/// # Errors
/// [`Problem::Invalid`] for `password`; [`Problem::TooManyAttempts`].
pub async fn prove_password(store: &Store, account: &Account, password: &str, browser: Browser<'_>) -> Result<()> {
    let attempt = match check(store, account.username(), password, browser).await {
        Ok(right) => right.attempt,
        Err(error) if error.problem() == Some(&Problem::SignInFailed) => {
            return Err(Problem::Invalid {
                field: "password".into(), message: "密码不对，请再试一次".into()
            }
            .into());
        }
        Err(error) => return Err(error),
    };
    let tx = store.begin().await?;
    attempts::succeeded(&tx, &attempt).await?;
    tx.commit().await
}

/// A user name and its password, which were right, and the attempt that is to be taken back.
struct Right {
    row: account::Model,
    known: Option<known_browser::Model>,
    attempt: Attempt,
}

/// Counts an attempt and checks it.
async fn check(store: &Store, username: &str, password: &str, browser: Browser<'_>) -> Result<Right> {
    let row = known_by_name(store, username).await?;
    let username = username::normal(username);
    let known = known_browser(store, row.as_ref(), browser.token).await?;
    let who = Who { username: &username, peer: browser.peer, browser: known.as_ref().map(|browser| browser.id) };
    let attempt = attempts::begin(store, who).await?;
    let sound = password.len() <= PASSWORD_MAX;
    // Who signs in elsewhere has none.
    let hash = row.as_ref().map(|row| row.password_hash.clone()).filter(|hash| !hash.is_empty());
    let right = passwords::verify(if sound { password.to_owned() } else { String::new() }, hash).await?;
    match row {
        Some(row) if right && sound => Ok(Right { row, known, attempt }),
        row => {
            trail::refused(store, row.as_ref(), browser.peer).await?;
            Err(Problem::SignInFailed.into())
        }
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
