//! What makes a change of the trail visible: hashes, trees, chains and signatures. Pure functions; no clock, no database.

pub mod archive;
pub mod canonical;
pub mod chain;
pub mod head;
pub mod merkle;
#[cfg(test)]
mod tests;

/// A SHA-256 hash.
pub type Digest = [u8; 32];

/// SHA-256 of these parts, one after another.
pub(crate) fn sha256(parts: &[&[u8]]) -> Digest {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// A value behind its length in four bytes, so that two values side by side are never read as two others.
fn with_length(out: &mut Vec<u8>, value: &[u8]) {
    out.extend_from_slice(&u32::try_from(value.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(value);
}
