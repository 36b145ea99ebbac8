//! A provider says that somebody's session ended there (OpenID Connect Back-Channel Logout 1.0).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::Nonce;
use serde_json::Value;
use uuid::Uuid;

use super::discovery::discover;
use super::network::Http;
use super::provider::Provider;
use super::token::{For, Token, verified};
use super::{Why, refuse, spend};
use crate::access::accounts::attempts::{Window, within};
use crate::access::accounts::sessions::{self, Ended};
use crate::access::rows;
use crate::audit::{Actor, NOWHERE};
use crate::error::Result;
use crate::store::Store;

/// What a logout token tells.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// How long the id of a token is remembered: longer than the token is taken, in milliseconds.
const REMEMBERED: i64 = 10 * 60_000;

/// Logout tokens that one network may send within so many milliseconds: a provider has an address of its own.
const MOST: i32 = 600;
const WINDOW: i64 = 5 * 60_000;

/// Ends the sessions of the account that a logout token names: all of them, because a session here does not know to which one
/// there it belongs. Of a subject to whom nobody is bound there is nothing to end.
///
/// # Errors
/// [`Problem::Invalid`](domain::problem::Problem::Invalid) for `identity` when it is no logout token of this provider, or came before;
/// [`Problem::TooManyAttempts`](domain::problem::Problem::TooManyAttempts).
pub async fn logout(store: &Store, county: &str, id: Uuid, token: &str, peer: &str) -> Result<()> {
    within(store, vec![Window::network("identity logout", peer, WINDOW, MOST)]).await?;
    let Some(provider) = Provider::active(store, (county, id)).await? else {
        return Err(refuse(store, NOWHERE, None, Why::Token, peer).await);
    };
    let Some(subject) = subject(store, &provider, token).await? else {
        return Err(refuse(store, county, None, Why::Token, peer).await);
    };
    let hash = provider.subject_hash(store, &subject);
    let Some((at, account)) = rows::identities::account_of(&store.db, &hash).await? else { return Ok(()) };
    let Some(row) = rows::accounts::of_county(&store.db, &at, account).await? else { return Ok(()) };
    let tx = store.begin().await?;
    sessions::end_all(store, &tx, &Actor::default(), &row, (None, Ended::Provider)).await?;
    tx.commit().await
}

/// Whom a logout token names, when it is one of now that did not come before.
async fn subject(store: &Store, provider: &Provider, token: &str) -> Result<Option<String>> {
    let now = store.clock.millis();
    if !says_logout(token) {
        return Ok(None);
    }
    let Ok(token) = token.parse::<Token>() else { return Ok(None) };
    let Ok(http) = Http::of(store) else { return Ok(None) };
    let Some(metadata) = discover(store, &http, provider).await else { return Ok(None) };
    // A token with a nonce would be one for signing in.
    let none = |nonce: Option<&Nonce>| if nonce.is_none() { Ok(()) } else { Err("a nonce".to_owned()) };
    let Some(claims) = verified(provider, &metadata, &token, (For::Logout, none), now) else { return Ok(None) };
    let told = &claims.additional_claims().all;
    let tells = told.get("events").and_then(Value::as_object).is_some_and(|events| events.contains_key(EVENT));
    let Some(id) = told.get("jti").and_then(Value::as_str).filter(|_| tells) else { return Ok(None) };
    let parts = [b"logout".as_slice(), provider.row.id.as_bytes(), id.as_bytes()];
    let fresh = spend(store, &provider.row.county_code, &parts, now + REMEMBERED).await?;
    Ok(fresh.then(|| claims.subject().to_string()))
}

/// Whether the header says what it is: a token of another kind is none, and one that says nothing neither.
fn says_logout(token: &str) -> bool {
    let header = token.split('.').next().and_then(|header| URL_SAFE_NO_PAD.decode(header).ok());
    let header = header.and_then(|header| serde_json::from_slice::<Value>(&header).ok());
    let kind = header.and_then(|header| Some(header.get("typ")?.as_str()?.to_ascii_lowercase()));
    kind.is_some_and(|kind| kind.trim_start_matches("application/") == "logout+jwt")
}
