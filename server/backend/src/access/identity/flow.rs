//! The way of a browser to a provider and back: the code flow with PKCE, state and nonce. What the browser takes along lies
//! in a sealed cookie of ten minutes and is used once.

use std::collections::BTreeMap;
use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::discovery::{Metadata, discover};
use super::network::Http;
use super::provider::Provider;
use super::token::{Claims, For, Token, Told, verified};
use super::{Why, refuse, refused, spend};
use crate::access::accounts::attempts::{Window, within};
use crate::error::{Error, Result};
use crate::store::Store;

/// Where a browser comes back to, below the address of the site.
pub const BACK: &str = "/sign-in/identity/back";

/// How old the sign-in at the provider may be to stand for a second factor here, in seconds.
const FRESH: i64 = 12 * 3_600;

/// How long a browser may be away.
const AWAY: i64 = 10 * 60_000;

/// Answers that one network may bring within so many milliseconds: an office is one address with many people.
const MOST: i32 = 300;
const WINDOW: i64 = 5 * 60_000;

type Fields = IdTokenFields<
    Told,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The site as a client of a provider.
type Site = Client<
    Told,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a browser goes there for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// To sign in, and then to this page.
    SignIn(String),
    /// To bind this account, whose owner is signed in.
    Bind(Uuid),
    /// To take an invitation with this token.
    Invitation(String),
}

/// What the browser takes along in a sealed cookie.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flow {
    /// County and id of the provider.
    pub provider: (String, Uuid),
    /// What for.
    pub purpose: Purpose,
    state: String,
    nonce: String,
    verifier: String,
}

/// A browser that goes there.
#[derive(Clone, Debug)]
pub struct Started {
    /// The provider's page.
    pub url: String,
    /// What it takes along.
    pub flow: Flow,
}

/// What it comes back with in the query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    code: String,
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// Who somebody is at a provider, verified.
#[derive(Clone, Debug)]
pub struct Identified {
    pub(super) provider: Provider,
    pub(super) subject: String,
    pub(super) claims: BTreeMap<String, Value>,
    /// When two factors were shown there, Unix milliseconds; nothing when they were not, or too long ago.
    pub strong_at: Option<i64>,
}

/// Begins the way there.
///
/// # Errors
/// [`Problem::Invalid`](domain::problem::Problem::Invalid) for `identity` when there is no such provider, or it cannot be reached.
pub async fn begin(store: &Store, county: &str, id: Uuid, purpose: Purpose) -> Result<Started> {
    let Some(provider) = Provider::active(store, (county, id)).await? else {
        return Err(refused(Why::Unreachable.message()));
    };
    let http = Http::of(store).map_err(|_| Error::internal("no requests can be made"))?;
    let Some(metadata) = discover(store, &http, &provider).await else {
        return Err(refused(Why::Unreachable.message()));
    };
    let site = site(store, &provider, metadata)?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let scopes = provider.row.scopes.split_whitespace().map(|scope| Scope::new(scope.to_owned()));
    let mut request = site
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(scopes)
        .set_pkce_challenge(challenge)
        // So that the token says when somebody signed in there.
        .set_max_age(Duration::from_secs(FRESH.unsigned_abs()));
    for value in provider.row.factors.split_whitespace() {
        request = request.add_auth_context_value(AuthenticationContextClass::new(value.to_owned()));
    }
    let (url, state, nonce) = request.url();
    let flow = Flow {
        provider: (county.to_owned(), id),
        purpose,
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
    };
    Ok(Started { url: url.to_string(), flow })
}

/// The end of the way back: who it is. Each refusal is one event.
///
/// # Errors
/// [`Problem::Invalid`](domain::problem::Problem::Invalid) for `identity`, with what to do;
/// [`Problem::TooManyAttempts`](domain::problem::Problem::TooManyAttempts).
pub async fn finish(store: &Store, flow: Option<&Flow>, answer: &Answer, peer: &str) -> Result<Identified> {
    within(store, vec![Window::network("identity", peer, WINDOW, MOST)]).await?;
    let Some(flow) = flow else { return Err(refuse(store, crate::audit::NOWHERE, None, Why::State, peer).await) };
    let county = flow.provider.0.as_str();
    match identify(store, flow, answer).await? {
        Ok(identified) => Ok(identified),
        Err(why) => Err(refuse(store, county, None, why, peer).await),
    }
}

async fn identify(store: &Store, flow: &Flow, answer: &Answer) -> Result<Result<Identified, Why>> {
    let (county, id) = (flow.provider.0.as_str(), flow.provider.1);
    let now = store.clock.millis();
    if answer.state.is_empty() || answer.state != flow.state {
        return Ok(Err(Why::State));
    }
    if !spend(store, county, &[b"state", flow.state.as_bytes()], now + AWAY).await? {
        return Ok(Err(Why::State));
    }
    let Some(provider) = Provider::active(store, (county, id)).await? else { return Ok(Err(Why::Unreachable)) };
    let Ok(http) = Http::of(store) else { return Ok(Err(Why::Unreachable)) };
    let Some(metadata) = discover(store, &http, &provider).await else { return Ok(Err(Why::Unreachable)) };
    let told = metadata.additional_metadata().authorization_response_iss_parameter_supported;
    match &answer.iss {
        Some(issuer) if *issuer != provider.row.issuer => return Ok(Err(Why::Issuer)),
        None if told => return Ok(Err(Why::Issuer)),
        _ => {}
    }
    if answer.error.is_some() || answer.code.is_empty() {
        return Ok(Err(Why::Declined));
    }
    let Some(token) = exchange(store, &provider, metadata.clone(), (flow, &answer.code), &http).await? else {
        return Ok(Err(Why::Token));
    };
    let nonce = Nonce::new(flow.nonce.clone());
    let claims = verified(&provider, &metadata, &token, (For::SignIn, &nonce), now);
    Ok(claims.map(|claims| identified(provider, &claims, now)).ok_or(Why::Token))
}

/// The token for the code.
async fn exchange(
    store: &Store,
    provider: &Provider,
    metadata: Metadata,
    (flow, code): (&Flow, &str),
    http: &Http,
) -> Result<Option<Token>> {
    let site = site(store, provider, metadata)?;
    let Ok(request) = site.exchange_code(AuthorizationCode::new(code.to_owned())) else { return Ok(None) };
    let verifier = PkceCodeVerifier::new(flow.verifier.clone());
    match request.set_pkce_verifier(verifier).request_async(http).await {
        Ok(answer) => Ok(answer.id_token().cloned()),
        Err(_) => {
            tracing::warn!(provider = %provider.row.id, "a code was not exchanged for a token");
            Ok(None)
        }
    }
}

fn site(store: &Store, provider: &Provider, metadata: Metadata) -> Result<Site> {
    let back = RedirectUrl::new(format!("{}{BACK}", store.base_url)).map_err(|_| Error::internal("no address"))?;
    let (client, secret) = (ClientId::new(provider.row.client_id.clone()), ClientSecret::new(provider.secret(store)?));
    Ok(Site::from_provider_metadata(metadata, client, Some(secret)).set_redirect_uri(back))
}

fn identified(provider: Provider, claims: &Claims, now: i64) -> Identified {
    let acr = claims.auth_context_ref().map(|acr| acr.as_str());
    let amr = claims.auth_method_refs().into_iter().flatten().map(|amr| amr.as_str());
    let strong = acr.into_iter().chain(amr).any(|value| provider.is_strong(value));
    let at = claims.auth_time().map(|at| at.timestamp_millis());
    let fresh = at.filter(|at| (-60_000..=FRESH * 1_000).contains(&(now - at)));
    let strong_at = fresh.filter(|_| strong).map(|at| at.min(now));
    let subject = claims.subject().to_string();
    Identified { provider, subject, claims: claims.additional_claims().all.clone(), strong_at }
}
