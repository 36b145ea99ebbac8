//! The key of one record: everything sealed of a child is sealed under it, and nothing else is.
//!
//! It rests in the record's row, wrapped under the key of its county. So a record whose row is taken to another county by
//! hand does not open there, a lawful move wraps one small key anew and touches no document, and a child is erased by
//! deleting the wrapped key.

use std::sync::OnceLock;

use rand::TryRngCore as _;
use rand::rngs::OsRng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::envelope::{Binding, Sealed, SealedBy, decrypt, encrypt, refused};
use super::first_format;
use super::incidents::Fault;
use super::keyring::Keyring;
use super::suite::{Cipher, Key, Suite};
use crate::error::{Error, Result};

/// The key of a record, as its row keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// The key, sealed under that of the county.
    pub sealed: Vec<u8>,
    /// Id of the root from which the county's key follows.
    pub root_id: String,
}

/// What opens and seals the values of one record.
pub struct RecordKey {
    keys: Keyring,
    county: String,
    record: Uuid,
    own: Own,
}

enum Own {
    /// The record's own key, and its cipher in each suite once one is needed.
    Key(Key, [OnceLock<Cipher>; 2]),
    /// The record is of an earlier version and has none yet: its values rest in format 1.
    NotYet,
    /// It was deleted: nothing opens.
    Erased,
}

impl RecordKey {
    /// A fresh key for a new record.
    ///
    /// # Errors
    /// [`Error::Internal`] if the operating system gives no random bytes.
    pub fn fresh(keys: &Keyring, county: &str, record: Uuid) -> Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        OsRng
            .try_fill_bytes(key.as_mut_slice())
            .map_err(|_| Error::internal("the operating system gives no random bytes"))?;
        Ok(Self::new(keys, county, record, Own::Key(key, Default::default())))
    }

    fn new(keys: &Keyring, county: &str, record: Uuid, own: Own) -> Self {
        Self { keys: keys.clone(), county: county.to_owned(), record, own }
    }

    /// The key as the row of a record has it: its sealed form, and the root. A row of an earlier version has neither, an
    /// erased one the root only.
    ///
    /// # Errors
    /// [`domain::problem::Problem::NotFound`] if it does not open in this county; the trail is told. [`Error::Internal`] if the key file lacks the
    /// root.
    pub fn unwrap(
        keys: &Keyring,
        county: &str,
        record: Uuid,
        sealed: Option<&[u8]>,
        root_id: Option<&str>,
    ) -> Result<Self> {
        let binding = Binding::record_key(record);
        let own = match (sealed, root_id) {
            (None, None) => Own::NotYet,
            (None, Some(_)) => Own::Erased,
            (Some(sealed), root) => {
                let opened = match root {
                    Some(root) => decrypt(&keys.county_key(root, county)?.wrapping, binding, sealed),
                    None => None,
                };
                let mut key = Zeroizing::new([0; 32]);
                match opened.filter(|opened| opened.len() == key.len()) {
                    Some(opened) => key.copy_from_slice(&opened),
                    None => return Err(refused(keys, Fault::Broken, county, binding)),
                }
                Own::Key(key, Default::default())
            }
        };
        Ok(Self::new(keys, county, record, own))
    }

    /// The key as a row of this county keeps it, under the current root; nothing when the record has none.
    ///
    /// # Errors
    /// [`Error::Internal`] if the operating system gives no random bytes.
    pub fn wrap(&self, county: &str) -> Result<Option<WrappedKey>> {
        let Own::Key(key, _) = &self.own else { return Ok(None) };
        let (root_id, of_county) = self.keys.current_county_key(county)?;
        let sealed = encrypt(&of_county.wrapping, Binding::record_key(self.record), key.as_slice())?;
        Ok(Some(WrappedKey { sealed, root_id }))
    }

    /// Whether the record has a key of its own.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        matches!(self.own, Own::Key(..))
    }

    /// Some bytes by which a certificate names the key without telling it.
    #[must_use]
    pub fn fingerprint(&self) -> Option<String> {
        let Own::Key(key, _) = &self.own else { return None };
        Some(hex::encode(&Suite::Aes.derive(key.as_slice(), "fingerprint")[..8]))
    }

    /// Seals a value of the record.
    ///
    /// # Errors
    /// [`Error::Internal`] if the operating system gives no random bytes; [`domain::problem::Problem::NotFound`] when the record is erased.
    pub fn seal(&self, binding: Binding, plain: &[u8]) -> Result<Sealed> {
        match &self.own {
            Own::Key(key, ciphers) => {
                let suite = self.keys.suite()?;
                let bytes = encrypt(cipher(key, ciphers, suite), binding, plain)?;
                Ok(Sealed { bytes, key_id: SealedBy::Record(suite).column() })
            }
            Own::NotYet => first_format::seal(&self.keys, binding, plain),
            Own::Erased => Err(domain::problem::Problem::NotFound.into()),
        }
    }

    /// Opens a value of the record.
    ///
    /// # Errors
    /// As [`super::seal::open`].
    pub fn open(&self, binding: Binding, key_id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let broken = || refused(&self.keys, Fault::Broken, &self.county, binding);
        match (SealedBy::read(key_id), &self.own) {
            (_, Own::Erased) => Err(domain::problem::Problem::NotFound.into()),
            (Some(SealedBy::Record(suite)), Own::Key(key, ciphers)) => {
                decrypt(cipher(key, ciphers, suite), binding, sealed).ok_or_else(broken)
            }
            (Some(SealedBy::First(key_id)), _) => first_format::open(&self.keys, &self.county, binding, key_id, sealed),
            _ => Err(broken()),
        }
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// As [`RecordKey::seal`].
    pub fn seal_json<T: Serialize>(&self, binding: Binding, value: &T) -> Result<Sealed> {
        self.seal(binding, &Zeroizing::new(serde_json::to_vec(value)?))
    }

    /// Opens a value sealed by [`RecordKey::seal_json`].
    ///
    /// # Errors
    /// As [`RecordKey::open`]; [`Error::Internal`] if the JSON is not of the shape.
    pub fn open_json<T: DeserializeOwned>(&self, binding: Binding, key_id: &str, sealed: &[u8]) -> Result<T> {
        Ok(serde_json::from_slice(&self.open(binding, key_id, sealed)?)?)
    }
}

fn cipher<'a>(key: &Key, ciphers: &'a [OnceLock<Cipher>; 2], suite: Suite) -> &'a Cipher {
    let cell = match suite {
        Suite::Aes => &ciphers[0],
        Suite::Sm => &ciphers[1],
    };
    cell.get_or_init(|| suite.cipher(&suite.derive(key.as_slice(), "record-values")))
}

impl std::fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecordKey").field("record", &self.record).finish_non_exhaustive()
    }
}
