//! The way of a referral. Only the owner closes a need: what a department calls done is asked of the family.

use jiff::civil::Date;

use super::need::Need;
use crate::values::coded::coded;
use crate::values::date::add_days_that;
use crate::values::text;

coded! {
    /// Where a referral stands.
    ReferralState {
        /// The system or a worker suggests it.
        Proposed = "proposed", "建议";
        /// With the department.
        Sent = "sent", "已转介";
        /// The department works on it.
        Accepted = "accepted", "办理中";
        /// It does not take it.
        Declined = "declined", "未接收";
        /// It says what was done; a worker asks the family.
        Done = "done", "已反馈";
        /// The family confirms: closed.
        Fulfilled = "fulfilled", "已落实";
        /// Twice not fulfilled: the county.
        ToCounty = "to_county", "待区民政协调";
        /// We took it back.
        Withdrawn = "withdrawn", "已撤回";
    }
}

coded! {
    /// A move of a referral.
    ReferralAction {
        /// A supervisor or the county sends it.
        Send = "send", "转介";
        /// 接收
        Accept = "accept", "接收";
        /// 不接收, with a reason.
        Decline = "decline", "不接收";
        /// What was done.
        Report = "report", "反馈结果";
        /// 落实
        Confirm = "confirm", "已落实";
        /// 未落实: asked of the department once more, then of the county.
        Deny = "deny", "未落实";
        /// 撤回
        Withdraw = "withdraw", "撤回";
    }
}

coded! {
    /// Why a department does not take a referral.
    DeclineReason {
        /// 不属本部门
        NotOurs = "not_ours", "不属本部门";
        /// 材料不足
        PapersMissing = "papers_missing", "材料不足";
        /// 重复
        Repeated = "repeated", "重复";
    }
}

coded! {
    /// Why a department did not succeed.
    FailureReason {
        /// 家庭拒绝
        FamilyRefused = "family_refused", "家庭拒绝";
        /// 能力不足
        NoCapacity = "no_capacity", "能力不足";
        /// 联系不上家庭
        NotReached = "not_reached", "联系不上家庭";
        /// 已不需要
        NotNeeded = "not_needed", "已不需要";
        /// 其他
        Other = "other", "其他";
    }
}

/// Working days for a worker to ask the family.
pub const CONFIRM_WD: u8 = 10;

/// The state after a move, `None` when the state has no such move. `reopened` says that the need was once not fulfilled.
#[must_use]
pub const fn next_state(state: ReferralState, action: ReferralAction, reopened: bool) -> Option<ReferralState> {
    use ReferralState::{Accepted, Declined, Done, Fulfilled, Proposed, Sent, ToCounty, Withdrawn};
    Some(match (state, action) {
        // What was declined, or came to the county, may go to another department.
        (Proposed | Declined | ToCounty, ReferralAction::Send) => Sent,
        (Sent, ReferralAction::Accept) => Accepted,
        (Sent, ReferralAction::Decline) => Declined,
        (Sent | Accepted, ReferralAction::Report) => Done,
        (Done | ToCounty, ReferralAction::Confirm) => Fulfilled,
        (Done, ReferralAction::Deny) if reopened => ToCounty,
        (Done, ReferralAction::Deny) => Sent,
        (Proposed | Sent | Accepted | Declined | ToCounty, ReferralAction::Withdraw) => Withdrawn,
        _ => return None,
    })
}

impl ReferralState {
    /// Whether the need is still open: an entry of the ledger is not closed over it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Fulfilled | Self::Withdrawn)
    }

    /// Whether the department has to do something.
    #[must_use]
    pub const fn waits_for_department(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }
}

/// What a department says it did.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// A code of the need's results; in words where it has none.
    pub result: &'a str,
    /// 成功 or 未成功.
    pub success: bool,
    /// Why not.
    pub reason: Option<FailureReason>,
}

/// Why a report is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportFault {
    /// No result of the list.
    #[error("请选择办理结果")]
    Result,
    /// A failure without a reason.
    #[error("没有办成的，请选择原因")]
    Reason,
}

impl Report<'_> {
    /// Whether it says enough.
    ///
    /// # Errors
    /// What is missing.
    pub fn check(&self, need: Need) -> Result<(), ReportFault> {
        let results = need.row().results;
        let known = match results {
            [] => !text::is_empty(self.result),
            results => results.iter().any(|result| result.code == self.result),
        };
        match () {
            // What was not done needs no result, only why.
            () if self.success && !known => Err(ReportFault::Result),
            () if !self.success && self.reason.is_none() => Err(ReportFault::Reason),
            () => Ok(()),
        }
    }
}

coded! {
    /// What is done about a referral that is late; each step once.
    Reminder {
        /// On the day it is due.
        Department = "department", "提醒办理部门";
        /// Three working days after: its superior and the county's list.
        Superior = "superior", "提醒部门负责人并列入区民政清单";
        /// Ten working days after: for the coordinating meeting.
        Meeting = "meeting", "提交协调会议";
    }
}

/// The days on which a referral due on `due` is reminded of.
#[must_use]
pub fn reminders(due: Date, works: impl Fn(Date) -> bool) -> [(Reminder, Date); 3] {
    [(Reminder::Department, 0), (Reminder::Superior, 3), (Reminder::Meeting, 10)]
        .map(|(reminder, days)| (reminder, add_days_that(due, days, &works)))
}
