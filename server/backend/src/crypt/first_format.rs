//! Format 1: `nonce ‖ ciphertext ‖ tag`, AES-256-GCM under one key of the whole deployment.
//!
//! Neither the county nor the revision of the row is bound in. It opens only while the key file says `oldest_format: 1`, and
//! is written only beside what still rests in it: words and versions of a record that has no key of its own yet.

use aes_gcm::Nonce;
use aes_gcm::aead::{Aead, Generate, Payload};
use zeroize::Zeroizing;

use super::envelope::{Binding, Sealed, SealedBy, refused};
use super::incidents::Fault;
use super::keyring::Keyring;
use super::suite::NONCE;
use crate::error::{Error, Result};

fn associated(binding: Binding, key_id: &str) -> String {
    let Binding { column, record, row, .. } = binding;
    format!("tongce/1|{column}|{record}|{row}|{key_id}")
}

/// Seals a value as versions before format 2 did.
///
/// # Errors
/// [`Error::Internal`] if format 1 no longer opens, or the operating system gives no random bytes.
pub fn seal(keys: &Keyring, binding: Binding, plain: &[u8]) -> Result<Sealed> {
    if keys.oldest_format() > 1 {
        return Err(Error::internal("format 1 is not written any more"));
    }
    let roots = keys.roots();
    let root = roots.get(&roots.current).ok_or_else(|| Error::internal("the keyring lacks its current key"))?;
    let nonce = Nonce::try_generate().map_err(|_| Error::internal("no random bytes for a nonce"))?;
    let associated = associated(binding, &root.id);
    let payload = Payload { msg: plain, aad: associated.as_bytes() };
    let sealed = root.first.encrypt(&nonce, payload).map_err(|_| Error::internal("sealing failed"))?;
    Ok(Sealed { bytes: [&nonce[..], &sealed].concat(), key_id: SealedBy::First(&root.id).column() })
}

/// Opens a value of format 1.
///
/// # Errors
/// As [`super::seal::open`]; once the key file says that format 1 is past, none opens and the trail is told.
pub(super) fn open(
    keys: &Keyring,
    county: &str,
    binding: Binding,
    key_id: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    if keys.oldest_format() > 1 {
        return Err(refused(keys, Fault::Downgrade, county, binding));
    }
    let roots = keys.roots_with(key_id)?;
    let root = roots.get(key_id).ok_or_else(|| Error::internal("the key file lacks a key that sealed a value"))?;
    let opened = || {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE)?;
        let associated = associated(binding, key_id);
        let payload = Payload { msg: ciphertext, aad: associated.as_bytes() };
        root.first.decrypt(<&Nonce<_>>::try_from(nonce).ok()?, payload).ok()
    };
    opened().map(Zeroizing::new).ok_or_else(|| refused(keys, Fault::Broken, county, binding))
}
