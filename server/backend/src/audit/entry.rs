//! What is said of an act before it has a number.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use super::kind::{ActorKind, Kind, Outcome};
use super::proof::{canonical, sha256};
use super::tables::{audit_event, audit_subjects};
use crate::crypt::keyring::Keyring;

/// The chain of what belongs to no county: names that nobody has, processes.
pub const NOWHERE: &str = "000000";

/// Who acts.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Account; of a family the holder of its link.
    pub id: Option<Uuid>,
    /// The person behind the account.
    pub person: Option<Uuid>,
    /// The assignment under which it acts.
    pub assignment: Option<Uuid>,
    /// In words, as the history of a record shows it; the trail does not keep it.
    pub name: String,
    /// Role, by its code in the access table.
    pub role: &'static str,
    /// Relation to the records of the own area, by its code in the access table.
    pub relation: &'static str,
    /// The first 16 bytes of the digest of the session's id.
    pub session: Option<[u8; 16]>,
}

impl Actor {
    /// Account, when it is one: what the history of a record keeps.
    #[must_use]
    pub fn account(&self) -> Option<Uuid> {
        self.id.filter(|_| matches!(self.kind, ActorKind::Account | ActorKind::Phone))
    }
}

/// An event of the trail without number and leaf.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// County to which it belongs, 6 digits.
    pub county: String,
    /// When, Unix milliseconds.
    pub at: i64,
    /// What was done.
    pub kind: Kind,
    /// How it ended.
    pub outcome: Outcome,
    /// Who did it.
    pub actor: Actor,
    /// Kind and id of what it was done with.
    pub subject: Option<(&'static str, Uuid)>,
    /// Version of the record.
    pub version: Option<i32>,
    /// Codes of the field groups that were shown in clear.
    pub groups: Vec<&'static str>,
    /// Why it was done, by a code.
    pub purpose: &'static str,
    /// Network from which it was asked, as a prefix.
    pub peer: String,
    /// SHA-256 of the sealed words that belong to it.
    pub detail_hash: Option<[u8; 32]>,
    /// What else there is to say; nothing of it tells of a person.
    pub extra: BTreeMap<&'static str, Value>,
    /// Ids that it names beside its subject.
    pub subjects: Vec<Uuid>,
}

impl Entry {
    /// An act of somebody in a county.
    #[must_use]
    pub fn new(county: impl Into<String>, at: i64, kind: Kind, actor: Actor) -> Self {
        Self { county: county.into(), at, kind, actor, ..Self::default() }
    }

    /// What it was done with.
    #[must_use]
    pub fn of(mut self, kind: &'static str, id: Uuid) -> Self {
        self.subject = Some((kind, id));
        self
    }

    /// Something more to say.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.extra.insert(name, value.into());
        self
    }

    /// The ids that it names: how many they are is said, and their hash, so that they cannot be changed.
    #[must_use]
    pub fn about(mut self, subjects: Vec<Uuid>) -> Self {
        let count = subjects.len();
        self.subjects = subjects;
        self.with("count", count)
    }

    /// Its rows under a number of a lane.
    pub(super) fn rows(&self, lane: Uuid, no: i64) -> (audit_event::Model, Option<audit_subjects::Model>) {
        let mut extra = self.extra.clone();
        let ids: Vec<u8> = self.subjects.iter().flat_map(|id| *id.as_bytes()).collect();
        let subjects = Some(ids).filter(|ids| !ids.is_empty());
        if let Some(ids) = &subjects {
            extra.insert(SUBJECTS, subjects_hash(ids).into());
        }
        let mut event = audit_event::Model {
            county_code: self.county.clone(),
            lane,
            no,
            at: self.at,
            kind: self.kind.code().to_owned(),
            outcome: self.outcome.code().to_owned(),
            actor_kind: self.actor.kind.code().to_owned(),
            actor: self.actor.id,
            person: self.actor.person,
            role: self.actor.role.to_owned(),
            assignment: self.actor.assignment,
            relation: self.actor.relation.to_owned(),
            subject_kind: self.subject.map_or("", |(kind, _)| kind).to_owned(),
            subject: self.subject.map(|(_, id)| id),
            version: self.version,
            groups: self.groups.join(","),
            purpose: self.purpose.to_owned(),
            session: self.actor.session.map(|session| session.to_vec()),
            peer: self.peer.clone(),
            request: String::new(),
            detail_hash: self.detail_hash.map(|hash| hash.to_vec()),
            // The names of a map come in their order, and without blanks: one text for one meaning.
            extra: if extra.is_empty() { String::new() } else { serde_json::json!(extra).to_string() },
            leaf: Vec::new(),
        };
        event.leaf = canonical::leaf(&event).to_vec();
        let subjects = subjects.map(|ids| audit_subjects::Model { county_code: self.county.clone(), lane, no, ids });
        (event, subjects)
    }
}

/// Words as the trail keeps them: a keyed hash, by which the same words are recognised and nobody reads what they were.
#[must_use]
pub fn blind(keys: &Keyring, words: &str) -> String {
    hex::encode(keys.look_up_hash(&[b"trail", words.as_bytes()]))
}

/// The name under which `extra` has the hash of the ids that are kept beside.
pub(super) const SUBJECTS: &str = "subjects";

/// SHA-256 of ids, in hexadecimal digits.
pub(super) fn subjects_hash(ids: &[u8]) -> String {
    hex::encode(sha256(&[ids]))
}

/// The network of an address as the trail keeps it, /24 or /48; empty for what is no address.
#[must_use]
pub fn peer_prefix(address: &str) -> String {
    crate::network::of(address, 48).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_its_network_only() {
        assert_eq!(peer_prefix("192.0.2.77"), "192.0.2.0/24");
        assert_eq!(peer_prefix("2001:db8:1:2::9"), "2001:db8:1::/48");
        assert_eq!(peer_prefix("unknown"), "");
    }

    #[test]
    fn what_else_there_is_to_say_has_one_text() {
        let entry = Entry::new("120104", 1, Kind::RecordMoved, Actor::default());
        let entry = entry.with("to", "returned").with("from", "submitted").about(vec![Uuid::from_u128(1)]);
        let (event, subjects) = entry.rows(Uuid::nil(), 1);
        let hash = subjects_hash(&subjects.unwrap().ids);
        assert_eq!(event.extra, format!(r#"{{"count":1,"from":"submitted","subjects":"{hash}","to":"returned"}}"#));
    }
}
