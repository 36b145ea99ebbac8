//! What does not fit, in words and for programs.

use std::fmt;

use serde::Serialize;
use uuid::Uuid;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A column of an event was changed, or its leaf.
    Changed,
    /// An event was removed.
    Missing,
    /// An event was added, or renumbered.
    Unexpected,
    /// The ids that an event names were changed.
    Subjects,
    /// The events of a batch fit their leaves, but are not those that were sealed.
    Root,
    /// A column of a batch was changed.
    Batch,
    /// A batch does not follow from the one before, or does not go on where the one before of its lane ended.
    Chain,
    /// A batch was removed.
    BatchMissing,
    /// A head is not signed by a key of the key file.
    Signature,
    /// A head says something else of a chain than its batches.
    Head,
    /// An archive does not follow from the one before, or is not signed by a key of the key file, or its file is another one.
    Archive,
    /// An anchor says something else of a chain than its batches, or is none.
    Anchor,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// County, 6 digits; empty for a head.
    pub county: String,
    /// Number of the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<i64>,
    /// Lane of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<Uuid>,
    /// Number of the event in its lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<i64>,
    /// What is wrong.
    pub kind: FaultKind,
    /// In words.
    pub words: String,
}

impl Fault {
    pub(super) fn new(county: &str, kind: FaultKind, words: impl Into<String>) -> Self {
        Self { county: county.to_owned(), batch: None, lane: None, no: None, kind, words: words.into() }
    }

    pub(super) fn of_batch(mut self, n: i64) -> Self {
        self.batch = Some(n);
        self
    }

    pub(super) fn of_event(mut self, lane: Uuid, no: i64) -> Self {
        (self.lane, self.no) = (Some(lane), Some(no));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = Vec::new();
        if !self.county.is_empty() {
            place.push(format!("county {}", self.county));
        }
        place.extend(self.batch.map(|n| format!("batch {n}")));
        if let (Some(lane), Some(no)) = (self.lane, self.no) {
            // The end of an id of the time-ordered kind is what differs.
            let lane = lane.simple().to_string();
            place.push(format!("lane …{}, no {no}", &lane[lane.len() - 12..]));
        }
        if place.is_empty() { f.write_str(&self.words) } else { write!(f, "{}: {}", place.join(", "), self.words) }
    }
}

/// The beginning of a hash, as people compare it.
pub(super) fn short(hash: &[u8]) -> String {
    hex::encode(&hash[..hash.len().min(4)]) + "…"
}
