//! A passkey is shown: as second factor, as fresh proof, or to sign in by name. A signature cannot be guessed, so wrong ones
//! lock nobody out; how many ceremonies one network may begin is limited.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{self, Action, Role};
use domain::problem::Problem;
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PasskeyAuthentication, PublicKeyCredential, WebauthnError};

use super::ceremony::{self, Purpose};
use super::{Question, opened, relying_party, wrong};
use crate::access::accounts::attempts::{Window, within};
use crate::access::accounts::sign_in::signs_in_elsewhere;
use crate::access::accounts::{Account, Browser, SignedIn, assignments, known_by_name, signed_in};
use crate::access::factors;
use crate::access::rows;
use crate::access::tables::{account, passkey};
use crate::audit::{Actor, Entry, Kind, Outcome, pen};
use crate::error::{Error, Result};
use crate::store::Store;

/// Ceremonies that one network may begin by name in [`WINDOW`]: an office is one address with many people.
const MOST_BEGUN: i32 = 60;
/// Milliseconds.
const WINDOW: i64 = 5 * 60_000;

/// What a browser is asked that is to show a passkey of the account; nothing when it has none.
///
/// # Errors
/// If the database refuses.
pub async fn ask(store: &Store, account: &Account) -> Result<Option<Question>> {
    question(store, account.key(), Purpose::Prove).await
}

/// Checks an answer of the account's owner. Right or wrong, it is an event.
///
/// # Errors
/// [`Problem::Invalid`] for `passkey`.
pub async fn prove(store: &Store, account: &Account, peer: &str, (id, answer): (Uuid, &str)) -> Result<()> {
    let checked = check(store, account.key(), account.actor(), (Purpose::Prove, id), answer).await;
    let outcome = match &checked {
        Ok(()) => Outcome::Done,
        Err(error) if error.problem().is_some() => Outcome::Refused,
        Err(_) => return checked,
    };
    pen::record(store, &factors::shown(store, account, (peer, "passkey"), outcome)).await?;
    checked
}

/// What a browser is asked in which somebody says a name. Of a name that nobody has, or whose account has no passkey, one is
/// asked for that does not exist: always the same one, so that the two are not told apart.
///
/// # Errors
/// [`Problem::TooManyAttempts`].
pub async fn ask_by_name(store: &Store, username: &str, peer: &str) -> Result<Question> {
    within(store, vec![Window::network("passkey", peer, WINDOW, MOST_BEGUN)]).await?;
    let row = known_by_name(store, username).await?;
    let question = match &row {
        Some(row) => question(store, (&row.county_code, row.id), Purpose::SignIn).await?,
        None => None,
    };
    question.map_or_else(|| decoy(store, username), Ok)
}

/// Signs somebody in whose passkey answers: both factors at once.
///
/// # Errors
/// [`Problem::Invalid`] for `passkey`, never saying what was wrong;
/// [`Problem::NotAssigned`].
pub async fn sign_in(
    store: &Store,
    username: &str,
    (id, answer): (Uuid, &str),
    browser: Browser<'_>,
) -> Result<SignedIn> {
    let Some(row) = known_by_name(store, username).await? else { return Err(wrong()) };
    let nobody = Actor::default();
    if let Err(error) = check(store, (&row.county_code, row.id), nobody, (Purpose::SignIn, id), answer).await {
        refused(store, &row, browser.peer).await?;
        return Err(error);
    }
    let elsewhere = signs_in_elsewhere(store, &row).await?;
    if elsewhere && !keeps_accounts(store, &row).await? {
        refused(store, &row, browser.peer).await?;
        let message = "这个账号已绑定统一登录，请从统一登录进入".into();
        return Err(Problem::Invalid { field: "identity".into(), message }.into());
    }
    signed_in(store, &row, browser, "passkey").await
}

/// Account and security administrators get in when the provider does not answer, to let the others in.
async fn keeps_accounts(store: &Store, row: &account::Model) -> Result<bool> {
    let held = assignments::in_force(store, row).await?;
    let keeps =
        |role: Role| access::offers(Action::AccountCreate, role) || access::offers(Action::AccountConfirm, role);
    Ok(held.iter().any(|one| keeps(one.role)))
}

async fn question(store: &Store, key: (&str, Uuid), purpose: Purpose) -> Result<Option<Question>> {
    let passkeys = passkeys(store, key).await?;
    if passkeys.is_empty() {
        return Ok(None);
    }
    let passkeys: Vec<Passkey> = passkeys.into_iter().map(|(_, passkey)| passkey).collect();
    let (asked, state) = relying_party(store)?
        .start_passkey_authentication(&passkeys)
        .map_err(|_| Error::internal("no passkey can be asked for"))?;
    let ceremony = ceremony::begin(store, key, purpose, &state).await?;
    Ok(Some(Question { ceremony, options: serde_json::to_string(&asked.public_key)? }))
}

async fn passkeys(store: &Store, key: (&str, Uuid)) -> Result<Vec<(passkey::Model, Passkey)>> {
    let mut all = Vec::new();
    for row in rows::passkeys::of_account(&store.db, key).await? {
        if let Some(passkey) = opened(store, &row)? {
            all.push((row, passkey));
        }
    }
    Ok(all)
}

async fn check(
    store: &Store,
    key: (&str, Uuid),
    by: Actor,
    (purpose, id): (Purpose, Uuid),
    answer: &str,
) -> Result<()> {
    let state = ceremony::take::<PasskeyAuthentication>(store, key, purpose, id).await?;
    let answer = serde_json::from_str::<PublicKeyCredential>(answer).ok();
    let (Some(state), Some(answer)) = (state, answer) else { return Err(wrong()) };
    let shown = match relying_party(store)?.finish_passkey_authentication(&answer, &state) {
        Ok(shown) if shown.user_verified() => shown,
        Err(WebauthnError::CredentialPossibleCompromise) => return copied(store, key, by).await,
        _ => return Err(wrong()),
    };
    let all = passkeys(store, key).await?;
    let Some((row, _)) = all.iter().find(|(_, passkey)| passkey.cred_id() == shown.cred_id()) else {
        return Err(wrong());
    };
    if is_higher(store, row, &shown).await? { Ok(()) } else { copied(store, key, by).await }
}

async fn is_higher(store: &Store, row: &passkey::Model, shown: &AuthenticationResult) -> Result<bool> {
    let (of, now) = ((row.county_code.as_str(), row.id), store.clock.millis());
    rows::passkeys::shown(&*store.statement().await, of, i64::from(shown.counter()), now).await
}

/// A counter that does not rise: two devices have the same key. It is told to the trail, where a rule looks for it.
async fn copied(store: &Store, (county, account): (&str, Uuid), by: Actor) -> Result<()> {
    let mut entry = Entry::new(county, store.clock.millis(), Kind::FactorRefused, by).of("account", account);
    entry.outcome = Outcome::Refused;
    pen::record(store, &entry.with("why", "counter")).await?;
    Err(wrong())
}

async fn refused(store: &Store, row: &account::Model, peer: &str) -> Result<()> {
    let mut entry = Entry::new(&row.county_code, store.clock.millis(), Kind::SignIn, Actor::default());
    entry.outcome = Outcome::Refused;
    entry.subject = Some(("account", row.id));
    entry.peer = crate::audit::peer_prefix(peer);
    pen::record(store, &entry.with("by", "passkey")).await
}

/// The shape of [`question`] for a name without passkeys.
fn decoy(store: &Store, username: &str) -> Result<Question> {
    let mut challenge = [0; 32];
    OsRng.try_fill_bytes(&mut challenge).map_err(|_| Error::internal("the operating system gives no random bytes"))?;
    let name = domain::values::username::normal(username);
    let id = store.keys.integrity_hash("passkey decoy", &[name.as_bytes()]);
    let host = url::Url::parse(&store.base_url).ok().and_then(|origin| origin.domain().map(str::to_owned));
    let options = serde_json::json!({
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "timeout": ceremony::OPEN.as_millis(),
        "rpId": host,
        "allowCredentials": [{ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) }],
        "userVerification": "required",
    });
    Ok(Question { ceremony: store.new_id(), options: options.to_string() })
}
