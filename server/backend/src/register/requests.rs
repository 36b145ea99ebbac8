//! A guardian's request as it rests: its kind and state by codes, its words and the answer sealed under the key of the
//! record.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tables::rights_request;
use crate::audit::kind::codes;
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, Sealed};
use crate::error::Result;

codes! {
    /// What is asked for (个人信息保护法 第四十四至五十条).
    RequestKind {
        /// To put something right that the family cannot correct itself (第四十六条).
        #[default]
        Correct = "correct", "更正、补充";
        /// To erase the record (第四十七条).
        Erase = "erase", "删除";
        /// To use it for nothing further (第四十四条).
        Restrict = "restrict", "限制处理";
        /// To explain a result or a rule (第四十八条, 第二十四条).
        Explain = "explain", "解释说明";
        /// A complaint (第五十条).
        Complain = "complain", "投诉";
        /// No guardian's: somebody asked to be let in whose guardianship was revoked, which a person decides.
        Identity = "identity", "人工核验监护人";
    }
}

impl RequestKind {
    /// What a guardian can ask for.
    pub const ASKED: [Self; 5] = [Self::Correct, Self::Erase, Self::Restrict, Self::Explain, Self::Complain];
}

codes! {
    /// Where a request stands.
    RequestState {
        /// It waits.
        #[default]
        Open = "open", "办理中";
        /// One person approved an erasure; another one has to confirm.
        ErasureProposed = "erasure_proposed", "办理中";
        /// Two persons approved the erasure; it is carried out with what is due.
        ErasureApproved = "erasure_approved", "已同意删除";
        /// It was answered.
        Answered = "answered", "已答复";
        /// It was refused, with words.
        Refused = "refused", "不予办理";
    }
}

impl RequestState {
    /// Those in which somebody still has to do something.
    pub const WAITING: [Self; 2] = [Self::Open, Self::ErasureProposed];

    /// Whether somebody still has to do something.
    #[must_use]
    pub fn waits(self) -> bool {
        Self::WAITING.contains(&self)
    }
}

/// What was said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestWords {
    /// By the guardian.
    pub asked: String,
    /// By who answered; empty before.
    #[serde(default)]
    pub answer: String,
}

impl RequestWords {
    /// Seals them for a version of a request about the record whose key this is.
    ///
    /// # Errors
    /// As [`RecordKey::seal`].
    pub(crate) fn seal(&self, key: &RecordKey, record: Uuid, (request, version): (Uuid, i32)) -> Result<Sealed> {
        key.seal_json(Binding::request(record, request, version), self)
    }

    /// Opens those of a request, with the key of its record.
    ///
    /// # Errors
    /// As [`RecordKey::open`].
    pub(crate) fn open(key: &RecordKey, row: &rights_request::Model) -> Result<Self> {
        if row.sealed.is_empty() {
            return Ok(Self::default());
        }
        key.open_json(Binding::request(row.record_id, row.id, row.version), &row.key_id, &row.sealed)
    }
}
