//! The key pairs to which phones seal their messages: HPKE (RFC 9180) in base mode with DHKEM(X25519,
//! HKDF-SHA256), HKDF-SHA256 and AES-256-GCM.
//!
//! Each key of the key file gives one pair, so that what was sealed before a new key came still opens. A
//! sealed message is `encapsulated key (32 bytes) ‖ ciphertext`; the id of the message is bound in as
//! associated data, [`PURPOSE`] as the info.

use anyhow::anyhow;
use domain::fieldwork::message::PURPOSE;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Length of a public key and of an encapsulated key, in bytes.
const KEY: usize = 32;

/// The key pairs of all keys of the key file.
#[derive(Default)]
pub struct MessageKeys(Vec<Pair>);

struct Pair {
    id: String,
    private: PrivateKey,
    public: Vec<u8>,
}

/// Why a message does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    /// The key file lacks the key to which it was sealed.
    #[error("the key file lacks a key to which a message was sealed")]
    UnknownKey,
    /// It was changed, cut short, or sealed under another id.
    #[error("a message does not open")]
    Damaged,
}

impl MessageKeys {
    /// Adds the pair that follows from a sub-key (DeriveKeyPair, RFC 9180, 7.1.3).
    pub(crate) fn add(&mut self, id: &str, sub_key: &[u8; 32]) {
        let (private, public) = X25519HkdfSha256::derive_keypair(sub_key);
        self.0.push(Pair { id: id.to_owned(), private, public: public.to_bytes().to_vec() });
    }

    /// The public key of a key, 32 bytes.
    #[must_use]
    pub fn public(&self, id: &str) -> Option<&[u8]> {
        self.0.iter().find(|pair| pair.id == id).map(|pair| pair.public.as_slice())
    }

    /// Opens what was sealed to a key under the message's id.
    ///
    /// # Errors
    /// [`Unopened`].
    pub fn open(&self, key_id: &str, message_id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let pair = self.0.iter().find(|pair| pair.id == key_id).ok_or(Unopened::UnknownKey)?;
        let (encapsulated, ciphertext) = sealed.split_at_checked(KEY).ok_or(Unopened::Damaged)?;
        let encapsulated = Encapsulated::from_bytes(encapsulated).map_err(|_| Unopened::Damaged)?;
        hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &pair.private,
            &encapsulated,
            PURPOSE.as_bytes(),
            ciphertext,
            message_id.as_bytes(),
        )
        .map(Zeroizing::new)
        .map_err(|_| Unopened::Damaged)
    }
}

/// Seals bytes as a phone does.
///
/// # Errors
/// If the public key is none.
pub fn seal(public_key: &[u8], message_id: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
    let public = PublicKey::from_bytes(public_key).map_err(|_| anyhow!("no public key"))?;
    let (encapsulated, ciphertext) = hpke::single_shot_seal::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        PURPOSE.as_bytes(),
        plain,
        message_id.as_bytes(),
    )
    .map_err(|_| anyhow!("sealing failed"))?;
    let mut sealed = encapsulated.to_bytes().to_vec();
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keyring;

    const ID: &str = "01936f3e-0000-7000-8000-000000000001";

    fn sealed(keys: &Keyring) -> Vec<u8> {
        seal(keys.messages().public(keys.current()).unwrap(), ID, "张家的孩子".as_bytes()).unwrap()
    }

    #[test]
    fn what_a_phone_seals_opens_under_its_id_only() {
        let keys = Keyring::ephemeral().unwrap();
        let sealed = sealed(&keys);
        assert_eq!(keys.messages().public("k1").unwrap().len(), KEY);
        assert_eq!(keys.messages().open("k1", ID, &sealed).unwrap().as_slice(), "张家的孩子".as_bytes());
        let other = ID.replace("0001", "0002");
        assert_eq!(keys.messages().open("k1", &other, &sealed).unwrap_err(), Unopened::Damaged);
        let strangers = Keyring::ephemeral().unwrap();
        assert_eq!(strangers.messages().open("k1", ID, &sealed).unwrap_err(), Unopened::Damaged);
    }

    #[test]
    fn messages_sealed_before_a_new_key_still_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongce.keys");
        let sealed = sealed(&Keyring::create_file(&path).unwrap());
        let after = Keyring::add_key(&path, crate::crypt::suite::Suite::Aes).unwrap();
        assert!(after.messages().open("k1", ID, &sealed).is_ok());
        assert_eq!(after.messages().open("k2", ID, &sealed).unwrap_err(), Unopened::Damaged);
        assert_ne!(after.messages().public("k1"), after.messages().public("k2"));
    }

    #[test]
    fn garbage_is_refused() {
        let keys = Keyring::ephemeral().unwrap();
        let good = sealed(&keys);
        for garbage in [&[][..], &[0; 31], &[0; 32], &[0; 80], &good[..good.len() - 1]] {
            assert_eq!(keys.messages().open("k1", ID, garbage).unwrap_err(), Unopened::Damaged);
        }
        assert_eq!(keys.messages().open("k9", ID, &good).unwrap_err(), Unopened::UnknownKey);
    }
}
