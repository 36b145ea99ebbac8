//! The two suites of algorithms, and a key of either.
//!
//! A suite is a cipher with the hash that derives its keys. A root belongs to one suite for as long as it lives, so that
//! no key is ever used by two algorithms.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, Generate, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, KeyInit, Nonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use sm3::Sm3;
use sm4::Sm4;
use zeroize::Zeroizing;

/// SM4 (GB/T 32907) in Galois/counter mode, RFC 8998.
type Sm4Gcm = AesGcm<Sm4, U12>;

/// Bytes of a nonce.
pub(crate) const NONCE: usize = 12;

/// The salt of every derivation.
const SALT: &[u8] = b"tongce";

/// Key material of 256 bits.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Which algorithms work together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Suite {
    /// 1: AES-256-GCM; keys by HKDF with SHA-256.
    #[default]
    Aes,
    /// 2: SM4-GCM; keys by HKDF with SM3 (GB/T 32905).
    Sm,
}

impl Suite {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 2] = [Self::Aes, Self::Sm];

    /// Its number, as sealed values and key files have it.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Aes => 1,
            Self::Sm => 2,
        }
    }

    /// The suite of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.number() == number)
    }

    /// A key for one purpose, derived of another key (HKDF; the purpose is its info).
    pub(crate) fn derive(self, key: &[u8], purpose: &str) -> Key {
        let mut derived = Zeroizing::new([0; 32]);
        let expanded = match self {
            Self::Aes => Hkdf::<Sha256>::new(Some(SALT), key).expand(purpose.as_bytes(), derived.as_mut_slice()),
            Self::Sm => Hkdf::<Sm3>::new(Some(SALT), key).expand(purpose.as_bytes(), derived.as_mut_slice()),
        };
        // 255 times the length of the hash may be asked for.
        debug_assert!(expanded.is_ok(), "32 bytes are never too long");
        derived
    }

    /// The cipher of a key; SM4 takes its first 128 bits.
    pub(crate) fn cipher(self, key: &Key) -> Cipher {
        match self {
            Self::Aes => Cipher::Aes(Box::new(Aes256Gcm::new((&**key).into()))),
            Self::Sm => {
                let mut half = Zeroizing::new([0; 16]);
                half.copy_from_slice(&key[..16]);
                Cipher::Sm(Box::new(Sm4Gcm::new((&*half).into())))
            }
        }
    }
}

impl From<Suite> for u8 {
    fn from(suite: Suite) -> Self {
        suite.number()
    }
}

impl TryFrom<u8> for Suite {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("a suite is 1 or 2")
    }
}

/// A key that encrypts; overwritten in memory when dropped.
pub(crate) enum Cipher {
    Aes(Box<Aes256Gcm>),
    Sm(Box<Sm4Gcm>),
}

impl Cipher {
    pub(crate) const fn suite(&self) -> Suite {
        match self {
            Self::Aes(_) => Suite::Aes,
            Self::Sm(_) => Suite::Sm,
        }
    }

    /// Appends `nonce ‖ ciphertext ‖ tag`; nothing when no random bytes come.
    pub(crate) fn encrypt_onto(&self, sealed: &mut Vec<u8>, plain: &[u8], associated: &[u8]) -> Option<()> {
        let nonce = Nonce::<U12>::try_generate().ok()?;
        let payload = Payload { msg: plain, aad: associated };
        let ciphertext = match self {
            Self::Aes(cipher) => cipher.encrypt(&nonce, payload),
            Self::Sm(cipher) => cipher.encrypt(&nonce, payload),
        };
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext.ok()?);
        Some(())
    }

    /// Opens `nonce ‖ ciphertext ‖ tag`; nothing when it was changed, or was not sealed with this key and for this.
    pub(crate) fn decrypt(&self, sealed: &[u8], associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE)?;
        let nonce = <&Nonce<U12>>::try_from(nonce).ok()?;
        let payload = Payload { msg: ciphertext, aad: associated };
        let plain = match self {
            Self::Aes(cipher) => cipher.decrypt(nonce, payload),
            Self::Sm(cipher) => cipher.decrypt(nonce, payload),
        };
        plain.ok().map(Zeroizing::new)
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        hex::decode(text.replace(char::is_whitespace, "")).unwrap()
    }

    #[test]
    fn t_49_sm4_gcm_gives_the_values_of_rfc_8998() {
        let mut key = Zeroizing::new([0; 32]);
        key[..16].copy_from_slice(&bytes("0123456789ABCDEFFEDCBA9876543210"));
        let plain = bytes(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFF\
             EEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        );
        let associated = bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        let sealed = bytes(
            "00001234567800000000ABCD\
             17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15\
             A56834CBCF98C397B4024A2691233B8D\
             83DE3541E4C2B58177E065A9BF7B62EC",
        );
        let cipher = Suite::Sm.cipher(&key);
        assert_eq!(**cipher.decrypt(&sealed, &associated).unwrap(), plain);
    }

    #[test]
    fn t_50_hmac_with_sm3() {
        let mut mac = Hmac::<Sm3>::new_from_slice(b"key").unwrap();
        mac.update(b"The quick brown fox jumps over the lazy dog");
        let hash = mac.finalize().into_bytes();
        assert_eq!(hex::encode(hash), "bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398");
    }

    #[test]
    fn t_51_the_key_of_a_county_is_derived_with_sm3() {
        let key = Suite::Sm.derive(&[0x0b; 32], "county|120104");
        assert_eq!(hex::encode(*key), "796367f7dde8de16281ffa9563d6d7d44b44d194521ebc3e986fb9488560e7c0");
    }

    #[test]
    fn what_one_suite_sealed_the_other_does_not_open() {
        for (suite, other) in [(Suite::Aes, Suite::Sm), (Suite::Sm, Suite::Aes)] {
            let (key, mut sealed) = (Zeroizing::new([7; 32]), Vec::new());
            suite.cipher(&key).encrypt_onto(&mut sealed, b"answers", b"here").unwrap();
            assert_eq!(&**suite.cipher(&key).decrypt(&sealed, b"here").unwrap(), b"answers");
            assert!(other.cipher(&key).decrypt(&sealed, b"here").is_none());
            assert!(suite.cipher(&key).decrypt(&sealed, b"there").is_none());
        }
    }
}
