//! The chain of a county's batches: each holds the hash of the one before.

use super::{Digest, sha256, with_length};
use crate::audit::tables::audit_batch;

/// What the chain of a county begins with. The deployment is named so that two of them do not begin alike.
#[must_use]
pub fn genesis(deployment: &str, county: &str) -> Digest {
    let mut out = vec![3];
    with_length(&mut out, deployment.as_bytes());
    with_length(&mut out, county.as_bytes());
    sha256(&[&out])
}

/// The hash of a batch over everything else in its row; `None` when a column is not of its shape.
#[must_use]
pub fn hash(batch: &audit_batch::Model) -> Option<Digest> {
    let (prev, root): (&Digest, &Digest) =
        (batch.prev.as_slice().try_into().ok()?, batch.root.as_slice().try_into().ok()?);
    let voids = voids(&batch.voids)?;
    let mut out = vec![2];
    with_length(&mut out, batch.county_code.as_bytes());
    out.extend_from_slice(&u64::try_from(batch.n).ok()?.to_be_bytes());
    out.extend_from_slice(prev);
    out.extend_from_slice(batch.lane.as_bytes());
    out.extend_from_slice(&u64::try_from(batch.first_no).ok()?.to_be_bytes());
    out.extend_from_slice(&u64::try_from(batch.last_no).ok()?.to_be_bytes());
    out.extend_from_slice(&u32::try_from(batch.count).ok()?.to_be_bytes());
    out.extend_from_slice(root);
    out.extend_from_slice(&batch.at.to_be_bytes());
    out.extend_from_slice(&u32::try_from(voids.len()).ok()?.to_be_bytes());
    for no in voids {
        out.extend_from_slice(&no.to_be_bytes());
    }
    Some(sha256(&[&out]))
}

/// Numbers without an event, as their column keeps them; `None` when it is written in another way than [`voids_text`]
/// writes it.
#[must_use]
pub fn voids(text: &str) -> Option<Vec<i64>> {
    let numbers: Vec<i64> = match text {
        "" => Vec::new(),
        _ => text.split(',').map(|no| no.parse().ok()).collect::<Option<_>>()?,
    };
    (voids_text(&numbers) == text).then_some(numbers)
}

/// Numbers without an event as a column keeps them.
#[must_use]
pub fn voids_text(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
