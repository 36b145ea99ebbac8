//! Where the comparison of an item stands.

use super::item::Item;
use crate::values::coded::coded;

coded! {
    /// State of an item of a record.
    ItemState {
        /// By form or age it does not concern the child.
        NotApplicable = "not_applicable", "不适用";
        /// It waits for a batch.
        Due = "due", "待比对";
        /// It is with the department.
        Sent = "sent", "已发出";
        /// The department agrees.
        Matched = "matched", "一致";
        /// The department's record says something else.
        Mismatch = "mismatch", "不一致";
        /// 公安 knows no such person.
        NotFound = "not_found", "无记录";
        /// Several persons fit, or another place holds the file.
        Unclear = "unclear", "无法判定";
        /// What was asked about has changed since.
        Stale = "stale", "需再比对";
        /// We corrected our record.
        Corrected = "corrected", "已更正";
        /// We keep what we have, for a reason.
        Confirmed = "confirmed", "核实后保留";
        /// The department corrected its record.
        DeptCorrected = "dept_corrected", "部门已更正";
        /// The county asks no more, for a reason.
        Waived = "waived", "不再比对";
        /// The department did not answer, and the county went on without.
        Unanswered = "unanswered", "未反馈";
    }
}

coded! {
    /// What the dictionary keeps of an item (dictionary 8).
    VerifyStatus {
        /// Not compared.
        Unchecked = "unchecked", "未比对";
        /// The department agrees.
        Matched = "matched", "一致";
        /// It does not.
        Mismatch = "mismatch", "不一致";
        /// It has no record.
        NotFound = "not_found", "无记录";
        /// We corrected our record.
        Corrected = "corrected", "已更正";
    }
}

impl ItemState {
    /// Whether nothing more has to be done.
    #[must_use]
    pub const fn settled(self) -> bool {
        matches!(
            self,
            Self::NotApplicable
                | Self::Matched
                | Self::Corrected
                | Self::Confirmed
                | Self::DeptCorrected
                | Self::Waived
                | Self::Unanswered
        )
    }

    /// Whether the answer opened a discrepancy that is not settled.
    #[must_use]
    pub const fn differs(self) -> bool {
        matches!(self, Self::Mismatch | Self::NotFound | Self::Unclear)
    }

    /// Whether it goes into the next batch.
    #[must_use]
    pub const fn to_be_sent(self) -> bool {
        matches!(self, Self::Due | Self::Stale)
    }

    /// What the dictionary keeps; `None` for an item that does not concern the child. What nobody compared stays unchecked
    /// however it was settled, and a value that was kept against the department's differs from it still (decided here).
    #[must_use]
    pub const fn verify_status(self) -> Option<VerifyStatus> {
        Some(match self {
            Self::NotApplicable => return None,
            Self::Due | Self::Sent | Self::Stale | Self::Waived | Self::Unanswered => VerifyStatus::Unchecked,
            Self::Matched | Self::DeptCorrected => VerifyStatus::Matched,
            Self::Mismatch | Self::Confirmed => VerifyStatus::Mismatch,
            Self::NotFound | Self::Unclear => VerifyStatus::NotFound,
            Self::Corrected => VerifyStatus::Corrected,
        })
    }
}

/// Whether a record may be verified, as far as its items say: all that block are settled.
#[must_use]
pub fn all_settled(items: &[(Item, ItemState)]) -> bool {
    items.iter().all(|(item, state)| state.settled() || !item.blocks())
}
