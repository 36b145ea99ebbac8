//! Which records of a batch may be of the same child (V-10): as another of the batch, or as one of the store.

use std::collections::HashMap;

use uuid::Uuid;

use super::NewEntry;
use crate::entity::candidate;
use crate::lookup::{Hash, Kind};
use crate::query::lookups::Match;

/// Candidates that one new record may have; a flood of equal declarations must not grow with its square.
const CANDIDATES: usize = 20;

/// The hashes of an entry by which it may be of the same child as another.
pub(super) fn pairing(entry: &NewEntry) -> impl Iterator<Item = (Hash, Kind)> {
    entry.lookups.iter().filter(|(kind, _)| kind.pairs()).map(|(kind, hash)| (*hash, *kind))
}

/// Pairs of records that may be of the same child (V-10), each in both directions: new ones with those in
/// the store, and new ones with each other.
pub(super) fn candidates(created: &[&NewEntry], matches: &[Match]) -> Vec<candidate::Model> {
    let mut by_hash: HashMap<Hash, Vec<(&NewEntry, Kind)>> = HashMap::new();
    for entry in created {
        for (hash, kind) in pairing(entry) {
            by_hash.entry(hash).or_default().push((entry, kind));
        }
    }
    let mut pairs: HashMap<(Uuid, Uuid), candidate::Model> = HashMap::new();
    let mut held: HashMap<Uuid, usize> = HashMap::new();
    let mut pair = |one: (&str, Uuid), other: (&str, Uuid), kind: Kind| {
        if !pairs.contains_key(&(one.1, other.1)) {
            let held = held.entry(one.1).or_default();
            if *held == CANDIDATES {
                return;
            }
            *held += 1;
        }
        for (a, b) in [(one, other), (other, one)] {
            let row = pairs.entry((a.1, b.1)).or_insert_with(|| candidate::Model {
                county_code: a.0.to_owned(),
                record_id: a.1,
                other_id: b.1,
                other_county: b.0.to_owned(),
                matched_by: kind.matched_by().to_owned(),
                same_child: None,
                decided_by: None,
                decided_at: None,
            });
            if kind == Kind::IdNumber {
                row.matched_by = kind.matched_by().to_owned();
            }
        }
    };
    let of = |entry: &NewEntry| -> (String, Uuid) { (entry.record.county_code.clone(), entry.record.id) };
    for entries in by_hash.values() {
        for (at, (one, kind)) in entries.iter().enumerate() {
            for (other, _) in &entries[at + 1..] {
                let (one, other) = (of(one), of(other));
                pair((&one.0, one.1), (&other.0, other.1), *kind);
            }
        }
    }
    for found in matches {
        let Ok(hash) = Hash::try_from(found.hash.as_slice()) else { continue };
        for (entry, kind) in by_hash.get(&hash).into_iter().flatten() {
            let one = of(entry);
            pair((&one.0, one.1), (&found.county_code, found.record_id), *kind);
        }
    }
    pairs.into_values().collect()
}
