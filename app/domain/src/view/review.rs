//! The queue and the entry as a reviewer meets them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::access::ActorView;
use super::fieldwork::FieldWork;
use crate::duplicates::{Level, Reason};
use crate::eligibility::{Class, Verdict};
use crate::form::{Answers, Finding, FormKind, OverrideReason};
use crate::ledger::Trigger;
use crate::register::State;
use crate::review::{Action, FieldComment};

/// What the queue shows; every part is in the address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueFilter {
    /// Only this state; the open ones when absent.
    pub state: Option<State>,
    /// Only this form.
    pub form: Option<FormKind>,
    /// Only this class of verdict.
    pub class: Option<Class>,
    /// Only this village (12 digits).
    pub village: Option<String>,
    /// Only records that wait at least so many days.
    pub older_than_days: Option<u32>,
    /// Only records with suspected duplicates.
    pub duplicates: bool,
    /// Only records without any finding (may be approved together).
    pub clean: bool,
    /// Exact ID number, or a part of a name.
    pub search: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// One line of the queue; names and numbers are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// Id of the record.
    pub id: String,
    /// Receipt number.
    pub receipt_no: String,
    /// Form.
    pub form: FormKind,
    /// State.
    pub state: State,
    /// Class of the verdict.
    pub class: Class,
    /// Child's name, masked.
    pub child_name: String,
    /// ID number, masked; empty when there is none.
    pub id_number: String,
    /// Full years on the as-of date; -1 when unknown.
    pub age: i32,
    /// 男 or 女; empty when unknown.
    pub sex: String,
    /// Name of the village or township.
    pub place: String,
    /// When it came in, Unix milliseconds.
    pub entered_at: i64,
    /// Number of findings that a reviewer should read.
    pub findings: u32,
    /// An alert (V-22, V-33, V-36) stands.
    pub alert: bool,
    /// Candidates for the same child stand.
    pub duplicates: bool,
    /// Who has it open, when somebody else has.
    pub claimed_by: Option<String>,
    /// The current version; batch approval names it.
    pub version: i32,
}

/// Number of entries in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    /// State.
    pub state: State,
    /// How many.
    pub count: u64,
}

/// A village to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageCount {
    /// 12 digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// Open entries.
    pub count: u64,
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePage {
    /// Who looks.
    pub actor: ActorView,
    /// Counts by state within the actor's division.
    pub counts: Vec<StateCount>,
    /// Villages with open entries.
    pub villages: Vec<VillageCount>,
    /// The lines.
    pub rows: Vec<QueueRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// An event of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// When, Unix milliseconds.
    pub at: i64,
    /// Who, in words.
    pub by: String,
    /// What was done; `None` for a submission. Not every action moves the record ([`Action::moves`]).
    pub action: Option<Action>,
    /// State after it.
    pub state: State,
    /// Words that were given.
    pub reason: Option<String>,
    /// Comments at fields.
    pub comments: Vec<FieldComment>,
}

/// A record that may be of the same child (V-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateView {
    /// Id of the record; empty when it is in another area (standards 4: existence only).
    pub id: String,
    /// How sure the suspicion is.
    pub level: Level,
    /// What it is built on: kinds of evidence, no values.
    pub reasons: Vec<Reason>,
    /// Masked name; empty when in another area.
    pub child_name: String,
    /// Place in words (another area: the county only).
    pub place: String,
    /// Its state.
    pub state: State,
    /// What was decided of this record: same child or different child.
    pub same_child: Option<bool>,
    /// What was decided of the other one, in its own area; a hint, and no decision about this record.
    pub other_side: Option<bool>,
}

/// An entry, open before a reviewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// The line of the queue.
    pub row: QueueRow,
    /// Answers of the current version, as far as they are shown: in full, masked as a text, or not there.
    pub answers: Answers,
    /// Answers of the version before, to mark what changed.
    pub before: Option<Answers>,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// Verdict with clauses; nothing where only the class in `row` is shown.
    pub verdict: Option<Verdict>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Ledger triggers; none where only [`in_ledger`](Self::in_ledger) is shown.
    pub ledger: Vec<Trigger>,
    /// The child is in the key-care ledger (重点关爱台账), or proposed for it.
    pub in_ledger: bool,
    /// Candidates for the same child.
    pub candidates: Vec<CandidateView>,
    /// History, newest first.
    pub history: Vec<EventView>,
    /// Actions that the review table offers to this person now.
    pub actions: Vec<Action>,
    /// Until when this reviewer has it, Unix milliseconds.
    pub claimed_until: Option<i64>,
    /// As-of date of the version.
    #[serde(with = "crate::values::date::iso")]
    pub report_date: Date,
    /// The township that offers it, when a transfer waits for receipt.
    pub offered_by: Option<String>,
    /// What field work added.
    pub field_work: FieldWork,
    /// What is masked and shown in full for a reason.
    pub reveals: Vec<RevealView>,
}

/// A group of fields that this person may look at in full, with a reason (查看全文).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealView {
    /// Code of the group in the access table.
    pub group: String,
    /// Its name.
    pub label: String,
    /// Keys of its fields that were answered.
    pub fields: Vec<String>,
}

/// What came of a batch approval.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchOutcome {
    /// Ids approved.
    pub approved: Vec<String>,
    /// Ids left, with why in words.
    pub left: Vec<(String, String)>,
}
