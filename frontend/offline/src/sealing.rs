//! Sealing of a finished message to the server's public key (HPKE, RFC 9180, base mode), so that even the phone that
//! wrote it cannot open it again.
//!
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The bytes are the encapsulated key (32) and the ciphertext
//! of the deflated JSON; the message's id is bound in as associated data.

use domain::fieldwork::message::{LARGEST, PURPOSE};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeS, Serializable, single_shot_seal};
use miniz_oxide::deflate::compress_to_vec;

use crate::Unavailable;

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;

/// How hard to compress: above this, a phone spends more time than it saves.
const LEVEL: u8 = 6;

/// Seals the JSON of a message with this id to the public key (32 bytes).
///
/// # Errors
/// [`Unavailable::TooLarge`] above [`LARGEST`]; [`Unavailable::Failed`] for bytes that are no public key.
pub fn seal(public_key: &[u8], id: &str, json: &[u8]) -> Result<Vec<u8>, Unavailable> {
    if json.len() > LARGEST {
        return Err(Unavailable::TooLarge);
    }
    let failed = |error: hpke::HpkeError| Unavailable::Failed(error.to_string());
    let recipient = PublicKey::from_bytes(public_key).map_err(failed)?;
    let (encapsulated, ciphertext) = single_shot_seal::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &recipient,
        PURPOSE.as_bytes(),
        &compress_to_vec(json, LEVEL),
        id.as_bytes(),
    )
    .map_err(failed)?;
    let mut sealed = encapsulated.to_bytes().to_vec();
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use hpke::{OpModeR, single_shot_open};
    use miniz_oxide::inflate::decompress_to_vec_with_limit;

    use super::*;

    type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
    type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

    fn pair() -> (Private, Vec<u8>) {
        let (private, public) = X25519HkdfSha256::derive_keypair(&[7; 32]);
        (private, public.to_bytes().to_vec())
    }

    fn open(private: &Private, id: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (encapsulated, ciphertext) = sealed.split_at_checked(32)?;
        let encapsulated = Encapsulated::from_bytes(encapsulated).ok()?;
        let clear = single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            private,
            &encapsulated,
            b"tongce field message",
            ciphertext,
            id.as_bytes(),
        )
        .ok()?;
        decompress_to_vec_with_limit(&clear, 1 << 20).ok()
    }

    #[test]
    fn the_server_opens_what_a_phone_sealed() {
        let (private, public) = pair();
        let json = r#"{"version":1,"id":"a","kind":"household","head":"王秀英"}"#.repeat(40);
        let sealed = seal(&public, "a", json.as_bytes()).unwrap();
        assert!(sealed.len() < json.len() / 4, "{} of {}", sealed.len(), json.len());
        assert_eq!(open(&private, "a", &sealed).as_deref(), Some(json.as_bytes()));
    }

    #[test]
    fn a_message_opens_under_its_own_id_only_and_whole() {
        let (private, public) = pair();
        let mut sealed = seal(&public, "a", b"{}").unwrap();
        assert_eq!(open(&private, "b", &sealed), None);
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(open(&private, "a", &sealed), None);
    }

    #[test]
    fn two_sealings_of_the_same_words_differ() {
        let (_, public) = pair();
        assert_ne!(seal(&public, "a", b"{}").unwrap(), seal(&public, "a", b"{}").unwrap());
    }

    #[test]
    fn too_large_and_no_key_are_said() {
        let (_, public) = pair();
        assert_eq!(seal(&public, "a", &vec![b' '; LARGEST + 1]), Err(Unavailable::TooLarge));
        assert!(matches!(seal(&[0; 3], "a", b"{}"), Err(Unavailable::Failed(_))));
    }
}
