//! The signature of an archive: who has it proves that these batches' events were taken out by the register itself.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::with_length;
use crate::audit::tables::audit_archive;

/// Signs an archive whose last batch has this hash (Ed25519, RFC 8032).
#[must_use]
pub fn sign(key: &SigningKey, archive: &audit_archive::Model, last: &[u8]) -> [u8; 64] {
    key.sign(&message(archive, last)).to_bytes()
}

/// Whether the signature of an archive is of this key.
#[must_use]
pub fn is_signed(key: &VerifyingKey, archive: &audit_archive::Model, last: &[u8]) -> bool {
    Signature::from_slice(&archive.signature)
        .is_ok_and(|signature| key.verify_strict(&message(archive, last), &signature).is_ok())
}

fn message(archive: &audit_archive::Model, last: &[u8]) -> Vec<u8> {
    let mut out = b"tongce/archive/1".to_vec();
    with_length(&mut out, archive.county_code.as_bytes());
    for number in [archive.first_n, archive.n, archive.events, archive.until, archive.at] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    for value in [last, archive.file.as_bytes(), &archive.digest] {
        with_length(&mut out, value);
    }
    out
}
