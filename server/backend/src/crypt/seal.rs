//! Sealing: AES-256-GCM with the place of the value bound in as associated data.
//!
//! A sealed value is `nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)`. It opens only at the place where it
//! was sealed: same column, same record, same row, same key. Moving a record to another county does not
//! change its place, so nothing is sealed anew then.

use aes_gcm::Nonce;
use aes_gcm::aead::{Aead, Generate, Payload};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::crypt::keyring::Keyring;
use crate::error::{Error, Result};

const NONCE: usize = 12;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Table and column, e.g. `submission.document`.
    column: &'static str,
    /// The record (or draft) whose value it is.
    record: Uuid,
    /// The row: submission, event, draft or the record itself.
    row: Uuid,
}

impl Binding {
    /// The document of a submission.
    #[must_use]
    pub const fn document(record: Uuid, submission: Uuid) -> Self {
        Self { column: "submission.document", record, row: submission }
    }

    /// What lists show of a record.
    #[must_use]
    pub const fn summary(record: Uuid) -> Self {
        Self { column: "record.summary", record, row: record }
    }

    /// The words of an event.
    #[must_use]
    pub const fn note(record: Uuid, event: Uuid) -> Self {
        Self { column: "event.note", record, row: event }
    }

    /// The secret of an account's code generator.
    #[must_use]
    pub const fn factor(account: Uuid) -> Self {
        Self { column: "totp.sealed", record: account, row: account }
    }

    /// Why somebody asks to look at records of another area.
    #[must_use]
    pub const fn grant(grant: Uuid) -> Self {
        Self { column: "access_grant.words", record: grant, row: grant }
    }

    /// The answers of a draft.
    #[must_use]
    pub const fn draft(draft: Uuid) -> Self {
        Self { column: "draft.sealed", record: draft, row: draft }
    }

    /// The words of a household.
    #[must_use]
    pub const fn household(household: Uuid) -> Self {
        Self { column: "household.sealed", record: household, row: household }
    }

    /// The words of a follow-up visit.
    #[must_use]
    pub const fn visit(record: Uuid, visit: Uuid) -> Self {
        Self { column: "visit.sealed", record, row: visit }
    }

    /// A refused message, kept for its worker.
    #[must_use]
    pub const fn refused_message(message: Uuid) -> Self {
        Self { column: "kept.sealed", record: message, row: message }
    }

    /// A picture; it stays sealed when a mended declaration takes it over.
    #[must_use]
    pub const fn attachment(attachment: Uuid) -> Self {
        Self { column: "attachment.sealed", record: attachment, row: attachment }
    }

    fn associated(&self, key_id: &str) -> String {
        format!("tongce/1|{}|{}|{}|{key_id}", self.column, self.record, self.row)
    }
}

/// A sealed value and the id of its key, as two columns keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// `nonce ‖ ciphertext ‖ tag`.
    pub bytes: Vec<u8>,
    /// Id of the key.
    pub key_id: String,
}

/// Seals bytes for a place under the current key.
///
/// # Errors
/// [`Error::Internal`] if the operating system gives no random bytes or the keyring lacks its own key.
pub fn seal(keys: &Keyring, place: Binding, plain: &[u8]) -> Result<Sealed> {
    let key_id = keys.current();
    let cipher = keys.cipher(key_id).ok_or_else(|| Error::internal("the keyring lacks its current key"))?;
    let nonce = Nonce::try_generate().map_err(|_| Error::internal("no random bytes for a nonce"))?;
    let associated = place.associated(key_id);
    let sealed = cipher
        .encrypt(&nonce, Payload { msg: plain, aad: associated.as_bytes() })
        .map_err(|_| Error::internal("sealing failed"))?;
    let mut bytes = Vec::with_capacity(NONCE + sealed.len());
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&sealed);
    Ok(Sealed { bytes, key_id: key_id.to_owned() })
}

/// Opens a sealed value at its place.
///
/// # Errors
/// [`Error::Internal`] if the key is unknown, or the value was changed or comes from another place.
pub fn open(keys: &Keyring, place: Binding, key_id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let cipher = keys.cipher(key_id).ok_or_else(|| Error::internal("the key file lacks a key that sealed a value"))?;
    let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or_else(|| Error::internal("a sealed value is cut short"))?;
    let nonce = <&Nonce<_>>::try_from(nonce).map_err(|_| Error::internal("a sealed value is cut short"))?;
    let associated = place.associated(key_id);
    cipher
        .decrypt(nonce, Payload { msg: rest, aad: associated.as_bytes() })
        .map(Zeroizing::new)
        .map_err(|_| Error::internal("a sealed value does not open at its place: changed, moved or of another key"))
}

/// Seals a value as JSON.
///
/// # Errors
/// As [`seal`].
pub fn seal_json<T: Serialize>(keys: &Keyring, place: Binding, value: &T) -> Result<Sealed> {
    seal(keys, place, &Zeroizing::new(serde_json::to_vec(value)?))
}

/// Opens a value sealed by [`seal_json`].
///
/// # Errors
/// As [`open`]; [`Error::Internal`] if the JSON is not of the shape.
pub fn open_json<T: DeserializeOwned>(keys: &Keyring, place: Binding, key_id: &str, sealed: &[u8]) -> Result<T> {
    Ok(serde_json::from_slice(&open(keys, place, key_id, sealed)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Binding {
        Binding::document(Uuid::from_u128(1), Uuid::from_u128(2))
    }

    #[test]
    fn what_was_sealed_opens_at_its_place() {
        let keys = Keyring::ephemeral().unwrap();
        let sealed = seal(&keys, place(), "张三".as_bytes()).unwrap();
        assert_eq!(&**open(&keys, place(), &sealed.key_id, &sealed.bytes).unwrap(), "张三".as_bytes());
        assert!(!sealed.bytes.windows(3).any(|part| part == "张".as_bytes()));
    }

    #[test]
    fn a_changed_byte_anywhere_is_noticed() {
        let keys = Keyring::ephemeral().unwrap();
        let sealed = seal(&keys, place(), b"answers").unwrap();
        for at in 0..sealed.bytes.len() {
            let mut changed = sealed.bytes.clone();
            changed[at] ^= 1;
            assert!(open(&keys, place(), &sealed.key_id, &changed).is_err(), "byte {at}");
        }
        assert!(open(&keys, place(), &sealed.key_id, &sealed.bytes[..8]).is_err());
    }

    #[test]
    fn a_value_moved_to_another_record_or_column_does_not_open() {
        let keys = Keyring::ephemeral().unwrap();
        let sealed = seal(&keys, place(), b"answers").unwrap();
        let (record, row) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for other in [
            Binding::document(Uuid::from_u128(3), row),
            Binding::document(record, Uuid::from_u128(3)),
            Binding::note(record, row),
        ] {
            assert!(open(&keys, other, &sealed.key_id, &sealed.bytes).is_err(), "{other:?}");
        }
    }

    #[test]
    fn an_old_key_still_opens_and_a_foreign_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongce.keys");
        let old = Keyring::create_file(&path).unwrap();
        let sealed = seal(&old, place(), b"answers").unwrap();
        let new = Keyring::add_key(&path).unwrap();
        assert_eq!(&**open(&new, place(), &sealed.key_id, &sealed.bytes).unwrap(), b"answers");
        assert_eq!(seal(&new, place(), b"answers").unwrap().key_id, "k2");
        assert!(open(&new, place(), "k2", &sealed.bytes).is_err());
        assert!(open(&Keyring::ephemeral().unwrap(), place(), "k1", &sealed.bytes).is_err());
    }

    #[test]
    fn a_value_of_another_shape_is_not_quoted() {
        let keys = Keyring::ephemeral().unwrap();
        let said = serde_json::json!({ "child_name": ["张三"], "father_phone": "13800138000" });
        let sealed = seal_json(&keys, place(), &said).unwrap();
        let wrong = [
            open_json::<String>(&keys, place(), &sealed.key_id, &sealed.bytes).unwrap_err(),
            open_json::<std::collections::BTreeMap<String, String>>(&keys, place(), &sealed.key_id, &sealed.bytes)
                .unwrap_err(),
            open_json::<std::collections::BTreeMap<String, Vec<u8>>>(&keys, place(), &sealed.key_id, &sealed.bytes)
                .unwrap_err(),
        ];
        for error in wrong {
            let Error::Internal(inner) = &error else { panic!("{error:?}") };
            for told in [format!("{inner:#}"), format!("{inner:?}"), format!("{error:?}"), format!("{error:#}")] {
                assert!(!told.contains('张') && !told.contains("138") && !told.contains("child_name"), "{told}");
            }
            assert!(format!("{inner:#}").contains("a value of another shape at line 1 column "), "{inner:#}");
        }
    }

    #[test]
    fn equal_values_never_look_equal() {
        let keys = Keyring::ephemeral().unwrap();
        assert_ne!(seal(&keys, place(), b"x").unwrap(), seal(&keys, place(), b"x").unwrap());
    }
}
