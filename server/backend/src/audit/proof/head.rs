//! Heads: one tree over the newest batch of every county, and its signature.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::{Digest, merkle, sha256, with_length};

/// How far the chain of a county has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// County, 6 digits.
    pub county: String,
    /// Number of its newest batch; 0 when it has none.
    pub n: u64,
    /// Hash of that batch; what the chain begins with when there is none.
    pub hash: Digest,
}

impl Tip {
    /// Its leaf in the tree of all counties.
    #[must_use]
    pub fn leaf(&self) -> Digest {
        let mut out = vec![0];
        out.extend_from_slice(b"head");
        with_length(&mut out, self.county.as_bytes());
        out.extend_from_slice(&self.n.to_be_bytes());
        out.extend_from_slice(&self.hash);
        sha256(&[&out])
    }
}

/// The root over all counties, in the order of their codes.
#[must_use]
pub fn root(tips: &[Tip]) -> Digest {
    merkle::root(&tips.iter().map(Tip::leaf).collect::<Vec<_>>())
}

/// Signs a head (Ed25519, RFC 8032).
#[must_use]
pub fn sign(key: &SigningKey, at: i64, size: u32, root: &Digest) -> [u8; 64] {
    key.sign(&message(at, size, root)).to_bytes()
}

/// Whether the signature of a head is of this key.
#[must_use]
pub fn is_signed(key: &VerifyingKey, at: i64, size: u32, root: &Digest, signature: &[u8]) -> bool {
    Signature::from_slice(signature)
        .is_ok_and(|signature| key.verify_strict(&message(at, size, root), &signature).is_ok())
}

fn message(at: i64, size: u32, root: &Digest) -> Vec<u8> {
    let mut out = b"tongce/head/1".to_vec();
    out.extend_from_slice(&at.to_be_bytes());
    out.extend_from_slice(&size.to_be_bytes());
    out.extend_from_slice(root);
    out
}
