//! The second step of signing in, and the fresh proof that some acts ask for.

use backend::access::accounts::{self, Account, SignedIn};
use backend::access::factors::{self, passkeys};
use backend::access::identity::{self, Identified};
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
        let wanted = factors::of(&self.store, account).await?.any();
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

    /// The second step of signing in with a passkey: the ceremony and the browser's answer.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`]; [`Problem::Invalid`] for `passkey`.
    pub async fn show_passkey(&self, shown: (Uuid, &str)) -> Result<Account, Refusal> {
        let account = self.half_signed_in().await?;
        passkeys::prove(&self.store, &account, self.peer(), shown).await?;
        self.proved(true).await?;
        Ok(account)
    }

    /// Signs in with a passkey, which is both factors at once.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `passkey`, never saying what was wrong; [`Problem::NotAssigned`].
    pub async fn sign_in_by_passkey(&self, username: &str, shown: (Uuid, &str)) -> Result<SignedIn, Refusal> {
        let signed_in = passkeys::sign_in(&self.store, username, shown, self.browser()).await?;
        self.bind(&signed_in.account).await?;
        self.note_proof(Some(self.store.clock.millis())).await?;
        Ok(signed_in)
    }

    /// Signs in who came back from a provider of identities; where two factors were shown there lately, none is asked for here.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `identity`; [`Problem::NotAssigned`].
    pub async fn sign_in_by_identity(&self, who: &Identified) -> Result<SignedIn, Refusal> {
        let signed_in = identity::sign_in(&self.store, who, self.browser()).await?;
        self.bind(&signed_in.account).await?;
        self.session()?.insert(PASSWORD_DUE, false).await?;
        self.note_proof(who.strong_at).await?;
        Ok(signed_in)
    }

    /// Enrols a passkey; gives recovery codes when it is the first second factor of the account.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `passkey` or `name`; [`Problem::FactorNeeded`] before the second step of signing in, where there
    /// is another factor; [`Problem::StepUpNeeded`] where its proof is old.
    pub async fn enrol_passkey(&self, shown: (Uuid, &str), name: &str) -> Result<Vec<String>, Refusal> {
        let account = self.may_enrol().await?;
        let codes = passkeys::enrol(&self.store, &account, shown, name).await?;
        self.session()?.insert(CODE_WANTED, true).await?;
        self.proved(true).await?;
        Ok(codes)
    }

    /// The account, when whoever asks may add a factor to it: after a fresh proof, by the password where there is no factor
    /// yet. Who is shown nothing before the first one is set up gave the password to come so far.
    ///
    /// # Errors
    /// As [`Caller::enrol_passkey`].
    pub async fn may_enrol(&self) -> Result<Account, Refusal> {
        let account = self.half_signed_in().await?;
        if factors::of(&self.store, &account).await?.any() {
            self.identified().await?;
        }
        if !self.lacks_factor(&account).await? {
            self.step_up(Action::SelfFactor).await?;
        }
        Ok(account)
    }

    /// Proves anew with a passkey who it is.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `passkey`.
    pub async fn prove_by_passkey(&self, shown: (Uuid, &str)) -> Result<(), Refusal> {
        let account = self.account().await?;
        passkeys::prove(&self.store, &account, self.peer(), shown).await?;
        self.proved(true).await
    }

    /// Notes that both factors were shown at this time (Unix milliseconds), where they were.
    async fn note_proof(&self, at: Option<i64>) -> Result<(), Refusal> {
        let Some(at) = at else { return Ok(()) };
        let session = self.session()?;
        session.insert(CODE_SHOWN, true).await?;
        Ok(session.insert(PROVED_AT, at).await?)
    }

    /// Proves anew who it is: with a code, or with the password where the account has no second factor.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `code` or `password`; [`Problem::TooManyAttempts`].
    pub async fn prove(&self, typed: &str) -> Result<(), Refusal> {
        let account = self.account().await?;
        if factors::of(&self.store, &account).await?.any() {
            factors::prove(&self.store, &account, self.peer(), typed).await?;
            return self.proved(true).await;
        }
        accounts::prove_password(&self.store, &account, typed, self.browser()).await?;
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
        accounts::change_password(&self.store, &account, (now, new), self.browser(), self.session_key().as_deref())
            .await?;
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
