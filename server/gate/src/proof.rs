//! The second step of signing in, and the fresh proof that some acts ask for.

use backend::access::accounts::{self, Account, Browser};
use backend::access::factors;
use domain::access::Action;
use domain::problem::Problem;
use uuid::Uuid;

use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::session::ACCOUNT;

/// Session key: whether the account has a second factor, so that a code is asked for.
const CODE_WANTED: &str = "code_wanted";

/// Session key: whether a code was shown in this session.
const CODE_SHOWN: &str = "code_shown";

/// Session key: whether another password is asked for before anything is shown.
const PASSWORD_DUE: &str = "password_due";

/// Session key: when the person last proved who it is, Unix milliseconds.
const PROVED_AT: &str = "proved_at";

impl Caller {
    /// Notes in a session that begins whether a code is still to come. It goes on where the same person showed one in it
    /// before and only gave the password again, as on a phone.
    pub(crate) async fn expect_factor(&self, account: &Account) -> Result<(), Refusal> {
        let session = self.session()?;
        let same = self.get::<Uuid>(ACCOUNT).await? == Some(account.id());
        let shown = same && self.get(CODE_SHOWN).await?.unwrap_or(false);
        let wanted = factors::of(&self.store, account).await?.totp;
        session.insert(CODE_WANTED, wanted).await?;
        session.insert(CODE_SHOWN, shown).await?;
        if !wanted {
            session.insert(PROVED_AT, self.store.clock.millis()).await?;
        }
        Ok(())
    }

    /// Whether nothing may be shown yet: the account has or must have a second factor, and no code was shown.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the session cannot be read.
    pub async fn lacks_factor(&self, account: &Account) -> Result<bool, Refusal> {
        let wanted = self.get(CODE_WANTED).await?.unwrap_or(false) || account.must_have_factor();
        Ok(wanted && !self.get(CODE_SHOWN).await?.unwrap_or(false))
    }

    /// The second step of signing in: a code of the generator, or a recovery code.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::Invalid`] for `code`; [`Problem::TooManyAttempts`].
    pub async fn show_code(&self, code: &str) -> Result<Account, Refusal> {
        let account = self.half_signed_in().await?;
        factors::prove(&self.store, &account, self.peer(), code).await?;
        self.proved(true).await?;
        Ok(account)
    }

    /// Takes a code generator into use with its first code; gives the recovery codes.
    ///
    /// # Errors
    /// As [`Caller::show_code`].
    pub async fn confirm_generator(&self, code: &str) -> Result<Vec<String>, Refusal> {
        let account = self.half_signed_in().await?;
        let codes = factors::confirm(&self.store, &account, self.peer(), code).await?;
        self.session()?.insert(CODE_WANTED, true).await?;
        self.proved(true).await?;
        Ok(codes)
    }

    /// Proves anew who it is: with a code, or with the password where the account has no second factor.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `code` or `password`; [`Problem::TooManyAttempts`].
    pub async fn prove(&self, typed: &str) -> Result<(), Refusal> {
        let account = self.account().await?;
        if factors::of(&self.store, &account).await?.totp {
            factors::prove(&self.store, &account, self.peer(), typed).await?;
            return self.proved(true).await;
        }
        let browser = Browser { peer: self.peer(), token: self.browser.as_deref() };
        accounts::prove_password(&self.store, &account, typed, browser).await?;
        self.proved(false).await
    }

    /// A fresh session id with each proof, so that an older copy of the cookie has none of it.
    async fn proved(&self, code: bool) -> Result<(), Refusal> {
        let session = self.session()?;
        session.cycle_id().await?;
        if code {
            session.insert(CODE_SHOWN, true).await?;
        }
        Ok(session.insert(PROVED_AT, self.store.clock.millis()).await?)
    }

    /// Whether the person proved who it is as lately as the access table asks for this action.
    ///
    /// # Errors
    /// [`Problem::StepUpNeeded`] otherwise.
    pub async fn step_up(&self, action: Action) -> Result<(), Refusal> {
        let Some(minutes) = action.step_up() else { return Ok(()) };
        let proved_at = self.get::<i64>(PROVED_AT).await?.unwrap_or_default();
        let age = self.store.clock.millis() - proved_at;
        if age <= i64::from(minutes) * 60_000 { Ok(()) } else { Err(Problem::StepUpNeeded.into()) }
    }

    /// Sets another password, after the one of now; all other sessions of the account end.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `password` or `new_password`; [`Problem::TooManyAttempts`].
    pub async fn change_password(&self, now: &str, new: &str) -> Result<(), Refusal> {
        let account = self.identified().await?;
        let browser = Browser { peer: self.peer(), token: self.browser.as_deref() };
        accounts::change_password(&self.store, &account, (now, new), browser, self.session_key().as_deref()).await?;
        let session = self.session()?;
        session.cycle_id().await?;
        Ok(session.insert(PASSWORD_DUE, false).await?)
    }

    /// Notes in a session that begins whether the password is so old that another one is asked for first.
    pub(crate) async fn expect_password(&self, account: &Account) -> Result<(), Refusal> {
        Ok(self.session()?.insert(PASSWORD_DUE, accounts::password_due(&self.store, account)).await?)
    }

    /// Whether another password is asked for before anything is shown.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the session cannot be read.
    pub async fn needs_password(&self) -> Result<bool, Refusal> {
        Ok(self.get(PASSWORD_DUE).await?.unwrap_or(false))
    }
}
