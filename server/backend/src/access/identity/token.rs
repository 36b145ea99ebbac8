//! Tokens of a provider, verified: signature by a key of the issuer, exact issuer and audience, time within a minute.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClientId, IdToken, IdTokenClaims, IdTokenVerifier, JsonWebTokenType, NonceVerifier,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::discovery::Metadata;
use super::provider::Provider;

/// How far clocks may differ, in seconds.
const SKEW: i64 = 60;

/// The claims that no standard names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Told {
    #[serde(flatten)]
    pub(super) all: BTreeMap<String, Value>,
}

impl AdditionalClaims for Told {}

/// A token about somebody; a logout token has the same shape.
pub(super) type Token = IdToken<Told, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// What a token says once it is verified.
pub(super) type Claims = IdTokenClaims<Told, CoreGenderClaim>;

/// What a token is for, by its header `typ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// Signing in.
    SignIn,
    /// A session ended there.
    Logout,
}

/// The claims of a token that is for this site, of now; nothing otherwise. `now` is in Unix milliseconds.
pub(super) fn verified(
    provider: &Provider,
    metadata: &Metadata,
    token: &Token,
    (purpose, nonce): (For, impl NonceVerifier),
    now: i64,
) -> Option<Claims> {
    let now = DateTime::<Utc>::from_timestamp_millis(now)?;
    let verifier = verifier(provider, metadata, purpose, now);
    match token.claims(&verifier, nonce) {
        Ok(claims) => Some(claims.clone()),
        Err(error) => {
            tracing::warn!(provider = %provider.row.id, error = fault(&error), "a token was refused");
            None
        }
    }
}

fn verifier(
    provider: &Provider,
    metadata: &Metadata,
    purpose: For,
    now: DateTime<Utc>,
) -> IdTokenVerifier<'static, CoreJsonWebKey> {
    // Without the secret, so that no token signed with it is taken.
    let client = ClientId::new(provider.row.client_id.clone());
    let lately = move |issued: DateTime<Utc>| {
        let old = if purpose == For::Logout { Duration::seconds(2 * SKEW) } else { Duration::seconds(SKEW) };
        let fits = issued <= now + Duration::seconds(SKEW) && issued >= now - old;
        if fits { Ok(()) } else { Err("issued at another time".to_owned()) }
    };
    let kind = match purpose {
        For::SignIn => "JWT",
        For::Logout => "logout+jwt",
    };
    IdTokenVerifier::new_public_client(client, metadata.issuer().clone(), metadata.jwks().clone())
        .set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            CoreJwsSigningAlgorithm::EdDsa,
        ])
        .set_allowed_jose_types(JsonWebTokenType::new(kind.to_owned()).normalize())
        .set_time_fn(move || now - Duration::seconds(SKEW))
        .set_issue_time_verifier_fn(lately)
}

/// What kind of fault it was, without what the token says.
const fn fault(error: &openidconnect::ClaimsVerificationError) -> &'static str {
    use openidconnect::ClaimsVerificationError as C;
    match error {
        C::Expired(_) => "another time",
        C::InvalidAudience(_) => "another audience",
        C::InvalidIssuer(_) => "another issuer",
        C::InvalidNonce(_) => "another browser",
        C::SignatureVerification(_) => "the signature",
        C::Unsupported(_) => "another kind",
        _ => "other",
    }
}
