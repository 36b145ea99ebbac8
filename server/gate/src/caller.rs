//! Who asks. One extractor for all doors: a handler takes it from the request, a server function from the context of its
//! render ([`Caller::new`]). It never guesses: without a session nobody is signed in, without the declaration cookie
//! nobody is a family.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use backend::Store;
use backend::access::accounts;
use backend::access::accounts::{Account, Browser, SignedIn};
use backend::declare::declarations::LinkHolder;
use domain::problem::Problem;
use tower_sessions::Session;
use uuid::Uuid;

use crate::browser;
use crate::refusal::Refusal;

/// Session key under which the account's id rests.
const ACCOUNT: &str = "account";

/// Session key under which the account's county rests: it becomes part of the session's id.
pub(crate) const COUNTY: &str = "county";

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
    browser: Option<String>,
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
    /// [`Problem::SignInNeeded`] without a session or when the account is gone.
    pub async fn account(&self) -> Result<Account, Refusal> {
        let id = self.id().await?.ok_or(Problem::SignInNeeded)?;
        Ok(accounts::account(&self.store, id).await?.ok_or(Problem::SignInNeeded)?)
    }

    /// The signed-in person's right to review.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::Forbidden`] for somebody who does not review.
    pub async fn reviewer(&self) -> Result<accounts::Reviewer, Refusal> {
        Ok(accounts::Reviewer::of(&self.account().await?)?)
    }

    /// The signed-in person's right to make declaration links.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::Forbidden`] for somebody who makes none.
    pub async fn director(&self) -> Result<accounts::Director, Refusal> {
        Ok(accounts::Director::of(&self.account().await?)?)
    }

    /// The signed-in person's right to work in the field.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::Forbidden`] for somebody who visits no households.
    pub async fn field_worker(&self) -> Result<accounts::FieldWorker, Refusal> {
        Ok(accounts::FieldWorker::of(&self.account().await?)?)
    }

    /// Whether the session is of an account that was closed meanwhile.
    ///
    /// # Errors
    /// When the session or the account cannot be read.
    pub async fn closed(&self) -> Result<bool, Refusal> {
        match self.id().await? {
            Some(id) => Ok(accounts::account(&self.store, id).await?.is_none()),
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

    /// Checks a user name and a password and binds the session to the account, under a fresh session id (against session
    /// fixation).
    ///
    /// # Errors
    /// [`Problem::SignInFailed`], [`Problem::TooManyAttempts`]; [`Problem::Internal`] when the session cannot be kept.
    pub async fn sign_in(&self, username: &str, password: &str) -> Result<SignedIn, Refusal> {
        let browser = Browser { peer: self.peer(), token: self.browser.as_deref() };
        let signed_in = accounts::sign_in(&self.store, username, password, browser).await?;
        self.bind(&signed_in.account).await?;
        Ok(signed_in)
    }

    async fn bind(&self, account: &Account) -> Result<(), Refusal> {
        let session = self.session.as_ref().ok_or_else(|| {
            tracing::error!("the session is not in the request");
            Problem::Internal
        })?;
        session.cycle_id().await?;
        if let Some(county) = account.division().county() {
            session.insert(COUNTY, county.to_string()).await?;
        }
        Ok(session.insert(ACCOUNT, account.id()).await?)
    }

    /// Ends the session, in the database too.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the session cannot be deleted.
    pub async fn sign_out(&self) -> Result<(), Refusal> {
        match &self.session {
            Some(session) => Ok(session.flush().await?),
            None => Ok(()),
        }
    }

    /// Where the request came from, for back-off; `unknown` when the server cannot tell.
    fn peer(&self) -> &str {
        self.peer.as_ref().map_or("unknown", |peer| &peer.0)
    }

    async fn id(&self) -> Result<Option<Uuid>, Refusal> {
        match &self.session {
            Some(session) => Ok(session.get(ACCOUNT).await?),
            None => Ok(None),
        }
    }
}
