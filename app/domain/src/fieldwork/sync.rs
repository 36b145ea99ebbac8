//! What goes between a worker's phone and the server besides the sealed messages.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::household::Household;
use crate::Date;
use crate::form::FormKind;
use crate::problem::Problem;
use crate::register::State;

/// What is unsent on a phone: numbers only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// Messages in the outbox.
    pub messages: u32,
    /// When the oldest was finished, by the phone's clock; 0 for none.
    pub since: i64,
}

/// One sealed message on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// Id of the message.
    pub id: String,
    /// Id of the server's key to which it is sealed.
    pub key_id: String,
    /// HPKE encapsulated key and ciphertext, in base64.
    pub sealed: String,
}

/// What the server answers to a push. A body without the right `marker` is no answer of this server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PushReport {
    /// Always [`PushReport::MARKER`].
    pub marker: String,
    /// One for each message, in its order.
    pub answers: Vec<(String, Answer)>,
    /// Today in Asia/Shanghai.
    #[serde(with = "crate::values::date::iso")]
    pub today: Date,
}

impl PushReport {
    /// What tells an answer of the server from a captive portal's page.
    pub const MARKER: &'static str = "tongce-push-1";
}

/// What became of one message. Only [`Answer::Later`] leaves it with the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Answer {
    /// It is in the register, now or from an earlier sending.
    Taken {
        /// Number to quote, for a declaration.
        #[serde(default)]
        receipt_no: Option<String>,
    },
    /// The checks or another change stand against it: the server keeps it and gives it back with the next pull.
    Kept,
    /// The server could not look at it now; nothing was written.
    Later,
}

/// A child of the village's register, with as little as a visit needs (数据最小化).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterChild {
    /// Id of the record.
    pub record: String,
    /// Version.
    pub version: i32,
    /// Form.
    pub form: FormKind,
    /// State now.
    pub state: State,
    /// Name.
    pub name: String,
    /// Code of D-SEX; empty when unknown.
    pub sex: String,
    /// Birth date, when known.
    #[serde(with = "crate::values::date::iso::option")]
    pub born: Option<Date>,
    /// Who looks after the child: name and telephone in one line; empty when unknown.
    pub carer: String,
    /// House number and the like.
    pub detail: String,
    /// Day on which the result changes by waiting, and why in words: turning 16, reaching six months.
    pub due: Option<(String, String)>,
    /// Day of the last visit, ISO 8601.
    pub visited_on: Option<String>,
    /// Day of the next visit, ISO 8601.
    pub next_visit: Option<String>,
    /// The key-care ledger has, or would have, a draft.
    pub key_care: bool,
}

impl RosterChild {
    /// Whether the child is to be visited by this day (ISO 8601).
    #[must_use]
    pub fn visit_due(&self, by: &str) -> bool {
        self.next_visit.as_deref().is_some_and(|day| day <= by)
    }

    /// Whether the result changes by waiting until this day (ISO 8601).
    #[must_use]
    pub fn changes_by(&self, by: &str) -> bool {
        self.due.as_ref().is_some_and(|(day, _)| day.as_str() <= by)
    }
}

/// What changed for a worker since the cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// Where the next pull starts.
    pub cursor: String,
    /// Whether there is more at once.
    pub more: bool,
    /// The register is told anew from here: the phone lets go of the children and households that it held.
    pub afresh: bool,
    /// Children that are new or changed.
    pub children: Vec<RosterChild>,
    /// Records that are no longer this worker's.
    pub gone: Vec<String>,
    /// Declarations that need the worker: returned, or kept because the server could not take them. With the last
    /// page of every pull, all but those that the phone said to hold ([`Back::held`](super::draft::Back::held)).
    pub back: Vec<Draft>,
    /// Households that are new or changed.
    pub households: Vec<Household>,
    /// Today in Asia/Shanghai.
    #[serde(with = "crate::values::date::iso")]
    pub today: Date,
    /// Why nothing could be pulled for this worker any more, e.g. the account was closed.
    pub ended: Option<Problem>,
}
