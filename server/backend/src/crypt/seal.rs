//! Sealing what is the only sealed value of its row, under a key of its county. Values of records are sealed under the record's
//! own key ([`super::record_key`]).

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::envelope::{decrypt, encrypt, refused};
use super::first_format;
use super::incidents::Fault;
use super::keyring::Keyring;
use crate::error::Result;

pub use super::envelope::{Binding, Sealed};
pub(crate) use super::envelope::{SealedBy, unless_refused};

/// Seals the only sealed value of a row of this county, under the current root.
///
/// # Errors
/// [`Error::Internal`] if the operating system gives no random bytes.
pub fn seal(keys: &Keyring, county: &str, binding: Binding, plain: &[u8]) -> Result<Sealed> {
    let (root, key) = keys.current_county_key(county)?;
    Ok(Sealed { bytes: encrypt(&key.values, binding, plain)?, key_id: SealedBy::County(&root).column() })
}

/// Opens the only sealed value of a row of this county.
///
/// # Errors
/// [`domain::problem::Problem::NotFound`] if the value was changed, or comes from another place, row, county or revision; the trail is told.
/// [`Error::Internal`] if the key file lacks its key.
pub fn open(keys: &Keyring, county: &str, binding: Binding, key_id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let broken = || refused(keys, Fault::Broken, county, binding);
    match SealedBy::read(key_id) {
        Some(SealedBy::County(root)) => {
            let key = keys.county_key(root, county)?;
            decrypt(&key.values, binding, sealed).ok_or_else(broken)
        }
        Some(SealedBy::First(key)) => first_format::open(keys, county, binding, key, sealed),
        Some(SealedBy::Record(_)) | None => Err(broken()),
    }
}

/// Seals a value as JSON.
///
/// # Errors
/// As [`seal`].
pub fn seal_json<T: Serialize>(keys: &Keyring, county: &str, binding: Binding, value: &T) -> Result<Sealed> {
    seal(keys, county, binding, &Zeroizing::new(serde_json::to_vec(value)?))
}

/// Opens a value sealed by [`seal_json`].
///
/// # Errors
/// As [`open`]; [`Error::Internal`] if the JSON is not of the shape.
pub fn open_json<T: DeserializeOwned>(
    keys: &Keyring,
    county: &str,
    binding: Binding,
    key_id: &str,
    sealed: &[u8],
) -> Result<T> {
    Ok(serde_json::from_slice(&open(keys, county, binding, key_id, sealed)?)?)
}

#[cfg(test)]
mod tests;
