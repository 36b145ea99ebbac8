//! The bytes of an event, and its leaf.

use super::{Digest, sha256, with_length};
use crate::audit::tables::audit_event;

/// What the canonical form begins with.
const PREFIX: &[u8] = b"tongce/audit/1";

/// An event as it is hashed: the prefix, then 22 columns, each behind its length in four bytes. Ids are their 16 bytes,
/// numbers and instants 8 bytes, the highest first; what is absent is empty. The leaf itself is not among them.
#[must_use]
pub fn canonical(event: &audit_event::Model) -> Vec<u8> {
    let id = |id: Option<uuid::Uuid>| id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let bytes = |value: &Option<Vec<u8>>| value.clone().unwrap_or_default();
    let mut out = Vec::with_capacity(512);
    out.extend_from_slice(PREFIX);
    with_length(&mut out, event.county_code.as_bytes());
    with_length(&mut out, event.lane.as_bytes());
    with_length(&mut out, &event.no.to_be_bytes());
    with_length(&mut out, &event.at.to_be_bytes());
    with_length(&mut out, event.kind.as_bytes());
    with_length(&mut out, event.outcome.as_bytes());
    with_length(&mut out, event.actor_kind.as_bytes());
    with_length(&mut out, &id(event.actor));
    with_length(&mut out, &id(event.person));
    with_length(&mut out, event.role.as_bytes());
    with_length(&mut out, &id(event.assignment));
    with_length(&mut out, event.relation.as_bytes());
    with_length(&mut out, event.subject_kind.as_bytes());
    with_length(&mut out, &id(event.subject));
    with_length(&mut out, &event.version.map_or_else(Vec::new, |version| i64::from(version).to_be_bytes().to_vec()));
    with_length(&mut out, event.groups.as_bytes());
    with_length(&mut out, event.purpose.as_bytes());
    with_length(&mut out, &bytes(&event.session));
    with_length(&mut out, event.peer.as_bytes());
    with_length(&mut out, event.request.as_bytes());
    with_length(&mut out, &bytes(&event.detail_hash));
    with_length(&mut out, event.extra.as_bytes());
    out
}

/// The leaf of an event in the tree of its batch.
#[must_use]
pub fn leaf(event: &audit_event::Model) -> Digest {
    sha256(&[&[0], &canonical(event)])
}
