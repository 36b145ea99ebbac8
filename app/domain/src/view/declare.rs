//! The declaration as a family meets it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::links::{Ended, LinkView};
use super::notice::NoticeView;
use crate::eligibility::Verdict;
use crate::form::{Answers, FormKind, OverrideReason};
use crate::register::State;
use crate::review::FieldComment;

/// How the family stands to what it has here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// The link has ended: nothing new can be begun by it.
    pub ended: Option<Ended>,
    /// What was submitted may be read, corrected and printed here.
    pub proof: bool,
}

/// Consent to the notice (告知书), with the version that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Version of the notice text.
    pub notice_version: String,
    /// When, Unix milliseconds.
    pub given_at: i64,
    /// The guardian who gave it, where somebody else fills in; empty when a guardian does.
    pub by: String,
}

impl Consent {
    /// The guardian who gave it, where somebody else fills in.
    #[must_use]
    pub fn named(&self) -> Option<String> {
        (!self.by.is_empty()).then(|| self.by.clone())
    }
}

/// A declaration in the making, or returned for correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// UUIDv7; becomes the submission's id.
    pub id: String,
    /// Grows by one at each save; a save names the one that it read.
    pub revision: i64,
    /// The form, once the screening questions picked it.
    pub form: Option<FormKind>,
    /// Answers so far, screening included; values as typed.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// Comments of the reviewer when the declaration was returned.
    pub comments: Vec<FieldComment>,
    /// The reviewer's general words when it was returned.
    pub return_reason: Option<String>,
}

/// Everything that a declaration page needs, in one read.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclarationView {
    /// The link through which the family came.
    pub link: LinkView,
    /// Consent, once given.
    pub consent: Option<Consent>,
    /// The notice, as long as it is still to be agreed to.
    pub notice: Option<NoticeView>,
    /// The draft being filled in, once consent was given.
    pub draft: Option<DraftView>,
    /// Declarations submitted under this link (by this browser, for a village link).
    pub submitted: Vec<StatusView>,
    /// What can be done with all that.
    pub ways: Ways,
    /// Today in Asia/Shanghai: the as-of date of a new declaration.
    pub today: Date,
    /// Name of the policy profile in force (`national`, `tianjin`).
    pub policy: String,
    /// Divisions of the deployment, 6-digit codes.
    pub deployment: Vec<String>,
}

/// What a family gets for a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Id of the submission.
    pub id: String,
    /// Number to quote, e.g. `TC-2026-7K3M-9QXD`.
    pub receipt_no: String,
    /// The unit that decides, in words.
    pub owner_name: String,
    /// 9-digit township or 6-digit county.
    pub owner_code: String,
    /// Whether the owner works in this deployment; otherwise a transfer notice goes out.
    pub inside_deployment: bool,
    /// State now.
    pub state: State,
    /// Address with a fresh token under which the family finds this declaration again, and its QR
    /// as SVG; given once, when the submission came through a village link.
    pub status_link: Option<String>,
    /// The QR of the status link as SVG markup.
    pub status_qr: Option<String>,
}

/// A submitted declaration as its family sees it. Who shows no proof of being the family sees number and state; the
/// other words are empty then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusView {
    /// Id of the record.
    pub record_id: String,
    /// Number to quote.
    pub receipt_no: String,
    /// Form.
    pub form: FormKind,
    /// Child's name, masked.
    pub child_name: String,
    /// State now.
    pub state: State,
    /// When submitted, Unix milliseconds.
    pub submitted_at: i64,
    /// When last moved, Unix milliseconds.
    pub moved_at: i64,
    /// The unit that decides, in words.
    pub owner_name: String,
    /// Verdict with its reasons.
    pub verdict: Verdict,
    /// The reviewer's words, when returned or rejected.
    pub reason: Option<String>,
    /// Comments at fields, when returned.
    pub comments: Vec<FieldComment>,
}
