//! What a provider announces: its addresses and keys, kept for five minutes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};

use super::network::Http;
use super::provider::Provider;
use crate::store::Store;
use crate::store::resident::Resident;

/// How long what was announced is believed, and how long a provider that did not answer is left alone, in milliseconds.
const KEPT: i64 = 5 * 60_000;
const LEFT_ALONE: i64 = 5_000;

/// What else a provider announces.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Announced {
    /// Its answers say from whom they come (RFC 9207).
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Announced {}

/// What a provider announces.
pub(super) type Metadata = ProviderMetadata<
    Announced,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What was announced lately, by issuer; nothing of one that did not answer.
#[derive(Default)]
struct Known(Mutex<HashMap<String, (i64, Option<Metadata>)>>);

impl Resident for Known {
    fn start(_: &Store) -> Self {
        Self::default()
    }
}

impl Known {
    fn of(&self, issuer: &str, now: i64) -> Option<Option<Metadata>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, metadata) = known.get(issuer)?;
        let kept = if metadata.is_some() { KEPT } else { LEFT_ALONE };
        (0..kept).contains(&(now - at)).then(|| metadata.clone())
    }

    fn keep(&self, issuer: &str, now: i64, metadata: Option<Metadata>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(issuer.to_owned(), (now, metadata));
    }
}

/// What the provider announces; nothing when it cannot be reached or is another issuer than it was set up as.
pub(super) async fn discover(store: &Store, http: &Http, provider: &Provider) -> Option<Metadata> {
    let known = store.resident::<Known>();
    let (issuer, now) = (&provider.row.issuer, store.clock.millis());
    if let Some(metadata) = known.of(issuer, now) {
        return metadata;
    }
    let url = IssuerUrl::new(issuer.clone()).ok()?;
    let announced = match Metadata::discover_async(url, http).await {
        Ok(metadata) => Some(metadata),
        Err(error) => {
            tracing::warn!(provider = %provider.row.id, error = fault(&error), "a provider of identities gives no metadata");
            None
        }
    };
    known.keep(issuer, now, announced.clone());
    announced
}

/// What kind of failure it was, without what the other side sent.
fn fault<E: std::error::Error>(error: &openidconnect::DiscoveryError<E>) -> &'static str {
    use openidconnect::DiscoveryError as D;
    match error {
        D::Parse(_) => "malformed",
        D::Request(_) => "unreachable",
        D::Response(..) => "refused",
        D::UrlParse(_) => "no address",
        D::Validation(_) => "another issuer",
        _ => "other",
    }
}
