//! Who asks. One extractor for all doors: a handler takes it from the request, a server function from the context of its
//! render ([`Caller::new`]). It never guesses: without a session nobody is signed in, without the declaration cookie
//! nobody is a family.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use backend::Store;
use backend::access::accounts;
use backend::access::accounts::{Account, Browser, SignedIn};
use backend::access::administration::Administrator;
use backend::declare::declarations::LinkHolder;
use domain::problem::Problem;
use serde::de::DeserializeOwned;
use tower_sessions::Session;
use uuid::Uuid;

use crate::browser;
use crate::refusal::Refusal;
use crate::session::{self, ACCOUNT, AGENT, ASSIGNMENT, COUNTY, TERM, Term};

/// The address of the other side, as far as the server can know it; for back-off after failed sign-ins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer(pub String);

/// Who asks, as the layers of the router found it out.
#[derive(Clone)]
pub struct Caller {
    /// The register.
    pub store: Store,
    session: Option<Session>,
    link_holder: Option<LinkHolder>,
    peer: Option<Peer>,
    /// What the browser was given at an earlier sign-in.
    pub(crate) browser: Option<String>,
    /// How the browser names itself, at most [`AGENT_MAX`] characters.
    agent: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller
where
    Store: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::new(Store::from_ref(state), parts))
    }
}

impl Caller {
    /// Who sent the request.
    #[must_use]
    pub fn new(store: Store, parts: &Parts) -> Self {
        let extensions = &parts.extensions;
        Self {
            store,
            browser: browser::token(&parts.headers),
            agent: agent(&parts.headers),
            session: extensions.get().cloned(),
            link_holder: extensions.get().copied(),
            peer: extensions.get().cloned(),
        }
    }

    /// The family that opened a declaration link in this browser.
    ///
    /// # Errors
    /// [`Problem::LinkUnknown`] without the declaration cookie.
    pub fn link_holder(&self) -> Result<LinkHolder, Refusal> {
        self.link_holder.ok_or_else(|| Problem::LinkUnknown.into())
    }

    /// The signed-in account, read anew so that a closed account loses its rights at once.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`] without a session or when the account is gone; [`Problem::FactorNeeded`] before the second
    /// step of signing in; [`Problem::PasswordDue`] before another password was set where one is asked for.
    pub async fn account(&self) -> Result<Account, Refusal> {
        let account = self.identified().await?;
        if self.needs_password().await? { Err(Problem::PasswordDue.into()) } else { Ok(account) }
    }

    /// The account after the second step of signing in, whose password may be too old.
    ///
    /// # Errors
    /// As [`Caller::account`], but for that.
    pub async fn identified(&self) -> Result<Account, Refusal> {
        let account = self.half_signed_in().await?;
        if self.lacks_factor(&account).await? { Err(Problem::FactorNeeded.into()) } else { Ok(account) }
    }

    /// The account whose password was right, before or after the second step.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`] without a session or when the account is gone.
    pub async fn half_signed_in(&self) -> Result<Account, Refusal> {
        let id = self.id().await?.ok_or(Problem::SignInNeeded)?;
        let assignment = self.get(ASSIGNMENT).await?;
        let account = accounts::account(&self.store, id, assignment).await?.ok_or(Problem::SignInNeeded)?;
        Ok(account.in_session(self.session.as_ref().and_then(session::digest)))
    }

    /// The signed-in person's right to review.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who does not review.
    pub async fn reviewer(&self) -> Result<accounts::Reviewer, Refusal> {
        Ok(accounts::Reviewer::of(&self.account().await?)?)
    }

    /// The signed-in person's right to make declaration links.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who makes none.
    pub async fn director(&self) -> Result<accounts::Director, Refusal> {
        Ok(accounts::Director::of(&self.account().await?)?)
    }

    /// The signed-in person's right to work in the field.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::NotFound`] for somebody who visits no households.
    pub async fn field_worker(&self) -> Result<accounts::FieldWorker, Refusal> {
        Ok(accounts::FieldWorker::of(&self.account().await?)?)
    }

    /// Whether the session is of an account that was closed meanwhile.
    ///
    /// # Errors
    /// When the session or the account cannot be read.
    pub async fn closed(&self) -> Result<bool, Refusal> {
        match self.id().await? {
            Some(id) => Ok(accounts::account(&self.store, id, self.get(ASSIGNMENT).await?).await?.is_none()),
            None => Ok(false),
        }
    }

    /// Whether the browser came back with a session of its own: one that keeps no cookies never does.
    pub async fn keeps_session(&self) -> bool {
        match &self.session {
            Some(session) => !session.is_empty().await,
            None => false,
        }
    }

    /// The right to keep accounts.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`], [`Problem::FactorNeeded`]; [`Problem::NotFound`] for somebody who keeps none.
    pub async fn administrator(&self) -> Result<Administrator, Refusal> {
        Ok(Administrator::of(&self.account().await?)?)
    }

    /// The right to read the trail.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`], [`Problem::FactorNeeded`]; [`Problem::Forbidden`] for somebody who audits nothing.
    pub async fn auditor(&self) -> Result<accounts::Auditor, Refusal> {
        Ok(accounts::Auditor::of(&self.account().await?)?)
    }

    /// The right to close notices about reading out of the ordinary.
    ///
    /// # Errors
    /// As [`Caller::auditor`].
    pub async fn alert_handler(&self) -> Result<accounts::AlertHandler, Refusal> {
        Ok(accounts::AlertHandler::of(&self.account().await?)?)
    }

    /// The right to record breaches.
    ///
    /// # Errors
    /// As [`Caller::auditor`].
    pub async fn breach_keeper(&self) -> Result<accounts::BreachKeeper, Refusal> {
        Ok(accounts::BreachKeeper::of(&self.account().await?)?)
    }

    /// The right to read the yearly pack.
    ///
    /// # Errors
    /// As [`Caller::auditor`].
    pub async fn pack_reader(&self) -> Result<accounts::PackReader, Refusal> {
        Ok(accounts::PackReader::of(&self.account().await?)?)
    }

    /// Checks a user name and a password and binds the session to the account, under a fresh session id (against session
    /// fixation).
    ///
    /// # Errors
    /// [`Problem::SignInFailed`], [`Problem::TooManyAttempts`]; [`Problem::Internal`] when the session cannot be kept.
    pub async fn sign_in(&self, username: &str, password: &str) -> Result<SignedIn, Refusal> {
        let signed_in = accounts::sign_in(&self.store, username, password, self.browser()).await?;
        self.bind(&signed_in.account).await?;
        Ok(signed_in)
    }

    /// From where somebody signs in.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { peer: self.peer(), token: self.browser.as_deref() }
    }

    /// Binds the session to an account that was checked, under a fresh session id.
    pub(crate) async fn bind(&self, account: &Account) -> Result<(), Refusal> {
        let session = self.session()?;
        session.cycle_id().await?;
        session.insert(COUNTY, account.county_code()).await?;
        session.insert(ASSIGNMENT, account.assignment().id).await?;
        session.insert(AGENT, &self.agent).await?;
        session.insert(TERM, Term::of(account, self.store.clock.millis())).await?;
        self.expect_factor(account).await?;
        self.expect_password(account).await?;
        Ok(session.insert(ACCOUNT, account.id()).await?)
    }

    /// Acts under another assignment of the same account from now on, under a fresh session id.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it is not one of the account that is in force.
    pub async fn switch(&self, assignment: Uuid) -> Result<Account, Refusal> {
        let id = self.account().await?.id();
        let account = accounts::account(&self.store, id, Some(assignment)).await?.ok_or(Problem::NotFound)?;
        accounts::switched(&self.store, &account).await?;
        let session = self.session()?;
        session.cycle_id().await?;
        session.insert(ASSIGNMENT, assignment).await?;
        // It goes on under the terms of the other assignment, from when it began.
        let began = self.get::<Term>(TERM).await?.map_or_else(|| self.store.clock.millis(), |term| term.began);
        session.insert(TERM, Term::of(&account, began)).await?;
        Ok(account)
    }

    /// The session of the request.
    pub(crate) fn session(&self) -> Result<&Session, Refusal> {
        self.session.as_ref().ok_or_else(|| {
            tracing::error!("the session is not in the request");
            Problem::Internal.into()
        })
    }

    /// Under what the session lies in the database; nothing before it was kept.
    #[must_use]
    pub fn session_key(&self) -> Option<String> {
        self.session.as_ref().and_then(Session::id).map(|id| crate::session::key(&id))
    }

    /// Ends the session, in the database too.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the session cannot be deleted.
    pub async fn sign_out(&self) -> Result<(), Refusal> {
        if let Ok(account) = self.account().await {
            accounts::signed_out(&self.store, &account).await?;
        }
        match &self.session {
            Some(session) => Ok(session.flush().await?),
            None => Ok(()),
        }
    }

    /// Where the request came from, for back-off; `unknown` when the server cannot tell.
    #[must_use]
    pub fn peer(&self) -> &str {
        self.peer.as_ref().map_or("unknown", |peer| &peer.0)
    }

    async fn id(&self) -> Result<Option<Uuid>, Refusal> {
        self.get(ACCOUNT).await
    }

    /// What the session holds under a key.
    pub(crate) async fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Refusal> {
        match &self.session {
            Some(session) => Ok(session.get(key).await?),
            None => Ok(None),
        }
    }
}

/// Longest name of a browser that is kept, in characters.
const AGENT_MAX: usize = 200;

fn agent(headers: &HeaderMap) -> String {
    let named = headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    named.chars().take(AGENT_MAX).collect()
}
