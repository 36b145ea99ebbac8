//! What field work added to an entry, as a reviewer sees it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::access::ActorView;
use crate::fieldwork::message::{ConsentHow, Shows};

/// What workers sent besides the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldWork {
    /// How the newest version that a worker took down was taken down; nothing when none was.
    pub taken_down: Option<TakenDownView>,
    /// Pictures of all versions, in the order in which they came.
    pub pictures: Vec<PictureView>,
    /// How many pictures there are where only that is shown.
    pub pictures_hidden: u32,
    /// Follow-up visits (走访记录), newest first.
    pub visits: Vec<VisitView>,
}

/// How a worker took an entry down, and the consent of the family (告知同意).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDownView {
    /// Version of the record.
    pub version: i32,
    /// The worker.
    pub worker: String,
    /// How consent was given.
    pub how: ConsentHow,
    /// Who gave it, e.g. 奶奶; empty when not said.
    pub by: String,
    /// Version of the notice.
    pub notice_version: String,
    /// Day on the phone's clock, which may be wrong (ISO 8601); empty when not said.
    pub written_on: String,
    /// When it came in, Unix milliseconds.
    pub received_at: i64,
}

/// A picture; its bytes are at [`PictureView::address`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// Id.
    pub id: String,
    /// What it shows.
    pub shows: Shows,
    /// Version of the record to which it belongs.
    pub version: i32,
    /// When it came in, Unix milliseconds.
    pub received_at: i64,
}

/// A follow-up visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// Day of the visit.
    #[serde(with = "crate::values::date::iso")]
    pub day: Date,
    /// The worker; empty where only the days are shown.
    pub worker: String,
    /// Who was met.
    pub met: String,
    /// What was seen.
    pub seen: String,
    /// What is needed; empty for nothing.
    pub needs: String,
    /// When to come again.
    #[serde(with = "crate::values::date::iso::option")]
    pub next: Option<Date>,
}

impl FieldWork {
    /// Whether there is nothing of it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.taken_down.is_none() && self.pictures.is_empty() && self.pictures_hidden == 0 && self.visits.is_empty()
    }
}

impl PictureView {
    /// Where the reviewer's browser finds the bytes of a picture of `record`.
    #[must_use]
    pub fn address(&self, record: &str) -> String {
        format!("/review/{record}/pictures/{}", self.id)
    }
}

/// A phone is known to the server from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Id of the phone.
    pub device: String,
    /// What it shows to send: 24 characters. It opens nothing; the worker's session is needed to read.
    pub token: String,
    /// Id of the server's key.
    pub key_id: String,
    /// The server's public key (X25519, 32 bytes).
    pub public_key: Vec<u8>,
    /// Who works with it.
    pub worker: ActorView,
    /// Today in Asia/Shanghai.
    #[serde(with = "crate::values::date::iso")]
    pub today: Date,
    /// Name of the policy profile in force.
    pub policy: String,
    /// Divisions of the deployment, 6-digit codes.
    pub deployment: Vec<String>,
    /// Version of the notice (告知书).
    pub notice_version: String,
}

/// A worker's phone as the township sees it: numbers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneView {
    /// Id of the phone.
    pub id: String,
    /// Name of the worker.
    pub worker: String,
    /// Name of the worker's division.
    pub division_name: String,
    /// Messages in its outbox, as it said last.
    pub unsent: u32,
    /// When the oldest of them was finished, Unix milliseconds by the phone's clock.
    pub unsent_since: Option<i64>,
    /// When it sent or asked last, Unix milliseconds.
    pub last_seen: i64,
    /// Messages from it that the server refused and keeps: they wait for the worker.
    pub kept: u32,
    /// It was ended; it is listed only while something from it waits.
    pub ended: bool,
}
