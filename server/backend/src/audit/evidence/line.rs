//! The lines of a file of evidence. Hashes, keys and signatures are hexadecimal digits, instants Unix milliseconds.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::proof::{HeadProof, Inclusion};
use crate::audit::proof::Digest;
use crate::audit::tables::{audit_batch, audit_event, audit_subjects};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The first one: what the file is.
    Evidence(Evidence),
    /// A signed head, as far as it is about one county.
    Head(Head),
    /// A batch.
    Batch(Batch),
    /// An event.
    Event(Box<Event>),
    /// The ids that an event names; in archives only.
    Subjects(Subjects),
}

/// What the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Version of the format.
    pub version: u32,
    /// When it was made.
    pub at: i64,
    /// The account that made it.
    pub account: Uuid,
    /// How many events it has.
    pub events: usize,
}

/// A head and the way from the newest batch of a county to its root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// When it was signed.
    pub at: i64,
    /// How many counties it has.
    pub size: u32,
    /// Root over all counties.
    pub root: String,
    /// Id of the key that signed it.
    pub key: String,
    /// That key, Ed25519.
    pub public_key: String,
    /// Signature over instant, size and root.
    pub signature: String,
    /// The county.
    pub county: String,
    /// Number of its newest batch.
    pub n: i64,
    /// Place of the county among all.
    pub position: usize,
    /// The hashes beside the way to the root, the lowest first.
    pub path: Vec<String>,
}

/// A batch, as its table has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// County.
    pub county: String,
    /// Number within the county.
    pub n: i64,
    /// Lane of its events.
    pub lane: Uuid,
    /// Number of its first event.
    pub first_no: i64,
    /// Number of its last event.
    pub last_no: i64,
    /// How many events it has.
    pub count: i32,
    /// Numbers without an event, with commas between.
    pub voids: String,
    /// Root over its events.
    pub root: String,
    /// Hash of the batch before.
    pub prev: String,
    /// Its own hash.
    pub hash: String,
    /// When it was sealed.
    pub at: i64,
}

/// The ids that an event names. Its `extra` has their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subjects {
    /// County of the event.
    pub county: String,
    /// Lane of the event.
    pub lane: Uuid,
    /// Number of the event.
    pub no: i64,
    /// The ids, 16 bytes each, one after another.
    pub ids: String,
}

/// An event with its place in its batch. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// County.
    pub county: String,
    /// Lane.
    pub lane: Uuid,
    /// Number within county and lane.
    pub no: i64,
    /// When it was.
    pub at: i64,
    /// Code of what was done.
    pub kind: String,
    /// Code of how it ended.
    pub outcome: String,
    /// Code of who acted.
    pub actor_kind: String,
    /// Account, or holder of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Uuid>,
    /// Person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Role.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Assignment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Uuid>,
    /// Relation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// What the subject is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject_kind: String,
    /// Subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Uuid>,
    /// Version of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// Field groups that were shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub groups: String,
    /// Why, by a code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// Session.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub session: String,
    /// Network.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub peer: String,
    /// Request.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub request: String,
    /// Hash of sealed words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail_hash: String,
    /// What else there is to say, the very text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub extra: String,
    /// Leaf.
    pub leaf: String,
    /// Number of its batch; nothing while it is not sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<i64>,
    /// Its place among the events of the batch.
    pub position: usize,
    /// The hashes beside the way to the root of the batch, the lowest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// When the head was signed that covers the batch; nothing before the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<i64>,
}

impl Event {
    /// The line of a row.
    #[must_use]
    pub fn of(row: &audit_event::Model, inclusion: Option<&Inclusion>, head: Option<i64>) -> Self {
        let hex_of = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or_else(String::new, hex::encode);
        Self {
            county: row.county_code.clone(),
            lane: row.lane,
            no: row.no,
            at: row.at,
            kind: row.kind.clone(),
            outcome: row.outcome.clone(),
            actor_kind: row.actor_kind.clone(),
            actor: row.actor,
            person: row.person,
            role: row.role.clone(),
            assignment: row.assignment,
            relation: row.relation.clone(),
            subject_kind: row.subject_kind.clone(),
            subject: row.subject,
            version: row.version,
            groups: row.groups.clone(),
            purpose: row.purpose.clone(),
            session: hex_of(&row.session),
            peer: row.peer.clone(),
            request: row.request.clone(),
            detail_hash: hex_of(&row.detail_hash),
            extra: row.extra.clone(),
            leaf: hex::encode(&row.leaf),
            batch: inclusion.map(|inclusion| inclusion.batch.n),
            position: inclusion.map_or(0, |inclusion| inclusion.position),
            path: inclusion.map_or_else(Vec::new, |inclusion| hexes(&inclusion.path)),
            head,
        }
    }

    /// The row of a line; `None` when a column is not of its shape.
    #[must_use]
    pub fn row(&self) -> Option<audit_event::Model> {
        let bytes = |text: &str| -> Option<Option<Vec<u8>>> {
            if text.is_empty() { Some(None) } else { hex::decode(text).ok().map(Some) }
        };
        Some(audit_event::Model {
            county_code: self.county.clone(),
            lane: self.lane,
            no: self.no,
            at: self.at,
            kind: self.kind.clone(),
            outcome: self.outcome.clone(),
            actor_kind: self.actor_kind.clone(),
            actor: self.actor,
            person: self.person,
            role: self.role.clone(),
            assignment: self.assignment,
            relation: self.relation.clone(),
            subject_kind: self.subject_kind.clone(),
            subject: self.subject,
            version: self.version,
            groups: self.groups.clone(),
            purpose: self.purpose.clone(),
            session: bytes(&self.session)?,
            peer: self.peer.clone(),
            request: self.request.clone(),
            detail_hash: bytes(&self.detail_hash)?,
            extra: self.extra.clone(),
            leaf: hex::decode(&self.leaf).ok()?,
        })
    }
}

impl Batch {
    /// The line of a row.
    #[must_use]
    pub fn of(row: &audit_batch::Model) -> Self {
        Self {
            county: row.county_code.clone(),
            n: row.n,
            lane: row.lane,
            first_no: row.first_no,
            last_no: row.last_no,
            count: row.count,
            voids: row.voids.clone(),
            root: hex::encode(&row.root),
            prev: hex::encode(&row.prev),
            hash: hex::encode(&row.hash),
            at: row.at,
        }
    }

    /// The row of a line; `None` when a column is not of its shape.
    #[must_use]
    pub fn row(&self) -> Option<audit_batch::Model> {
        Some(audit_batch::Model {
            county_code: self.county.clone(),
            n: self.n,
            lane: self.lane,
            first_no: self.first_no,
            last_no: self.last_no,
            count: self.count,
            voids: self.voids.clone(),
            root: hex::decode(&self.root).ok()?,
            prev: hex::decode(&self.prev).ok()?,
            hash: hex::decode(&self.hash).ok()?,
            at: self.at,
        })
    }
}

impl Subjects {
    /// The line of a row.
    #[must_use]
    pub fn of(row: &audit_subjects::Model) -> Self {
        Self { county: row.county_code.clone(), lane: row.lane, no: row.no, ids: hex::encode(&row.ids) }
    }
}

impl Head {
    /// The line of a head.
    #[must_use]
    pub fn of(county: &str, proof: &HeadProof) -> Self {
        Self {
            at: proof.head.at,
            size: u32::try_from(proof.head.size).unwrap_or(0),
            root: hex::encode(&proof.head.root),
            key: proof.head.key_id.clone(),
            public_key: hex::encode(proof.public_key),
            signature: hex::encode(&proof.head.signature),
            county: county.to_owned(),
            n: proof.n,
            position: proof.position,
            path: hexes(&proof.path),
        }
    }
}

fn hexes(hashes: &[Digest]) -> Vec<String> {
    hashes.iter().map(hex::encode).collect()
}

/// A hash of hexadecimal digits.
pub(super) fn digest(text: &str) -> Option<Digest> {
    hex::decode(text).ok()?.try_into().ok()
}

/// A path of hexadecimal digits.
pub(super) fn digests(path: &[String]) -> Option<Vec<Digest>> {
    path.iter().map(|hash| digest(hash)).collect()
}
