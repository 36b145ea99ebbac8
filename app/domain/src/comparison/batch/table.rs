//! Which move a state of a batch has, whose it is, and where it leads. Overdue is no state: it is read of the days.

use crate::values::coded::coded;

coded! {
    /// Where a batch stands.
    BatchState {
        /// 编制中
        Draft = "draft", "编制中";
        /// Another person agreed that it goes out.
        Approved = "approved", "已批准";
        /// The department has it, as far as we know.
        Sent = "sent", "已发出";
        /// The department acknowledged it.
        Received = "received", "已签收";
        /// Some rows are answered.
        Partial = "partial", "部分反馈";
        /// All rows are answered.
        Answered = "answered", "已反馈";
        /// What is outstanding is given up; late answers become history.
        Closed = "closed", "已关闭";
        /// It never counted.
        Cancelled = "cancelled", "已撤销";
    }
}

coded! {
    /// A move of a batch.
    BatchAction {
        /// 批准
        Approve = "approve", "批准";
        /// 退回: it stays a draft, with what to change.
        Return = "return", "退回";
        /// 发出
        Send = "send", "发出";
        /// 签收
        Acknowledge = "acknowledge", "签收";
        /// 反馈: rows are answered; whether all are says [`after_answers`].
        Answer = "answer", "反馈";
        /// 关闭
        Close = "close", "关闭";
        /// 撤销
        Cancel = "cancel", "撤销";
    }
}

/// Who makes a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who compares for the county.
    County,
    /// Who approves for the county, and did not prepare the batch.
    Approver,
    /// The department that it goes to.
    Department,
}

/// The moves in a state, in the order in which they are shown.
#[must_use]
pub const fn moves_from(state: BatchState) -> &'static [BatchAction] {
    use BatchAction::{Acknowledge, Answer, Approve, Cancel, Close, Return, Send};
    match state {
        BatchState::Draft => &[Approve, Return, Cancel],
        BatchState::Approved => &[Send, Cancel],
        // It may be cancelled until the first answer; closed only once it is late by enough.
        BatchState::Sent | BatchState::Received => &[Acknowledge, Answer, Close, Cancel],
        BatchState::Partial | BatchState::Answered => &[Answer, Close],
        // A late answer is kept, and opens a discrepancy if it differs.
        BatchState::Closed => &[Answer],
        BatchState::Cancelled => &[],
    }
}

/// Whose move it is.
#[must_use]
pub const fn by(action: BatchAction) -> By {
    match action {
        BatchAction::Approve | BatchAction::Return => By::Approver,
        BatchAction::Send | BatchAction::Close | BatchAction::Cancel => By::County,
        BatchAction::Acknowledge | BatchAction::Answer => By::Department,
    }
}

/// The state after a move, `None` when the state has no such move. After [`BatchAction::Answer`] ask [`after_answers`].
#[must_use]
pub const fn next_state(state: BatchState, action: BatchAction) -> Option<BatchState> {
    use BatchState::{Answered, Approved, Cancelled, Closed, Draft, Partial, Received, Sent};
    Some(match (state, action) {
        (Draft, BatchAction::Approve) => Approved,
        (Draft, BatchAction::Return) => Draft,
        (Approved, BatchAction::Send) => Sent,
        (Sent | Received, BatchAction::Acknowledge) => Received,
        (Sent | Received | Partial, BatchAction::Answer) => Partial,
        (Answered, BatchAction::Answer) => Answered,
        (Closed, BatchAction::Answer) => Closed,
        (Sent | Received | Partial | Answered, BatchAction::Close) => Closed,
        (Draft | Approved | Sent | Received, BatchAction::Cancel) => Cancelled,
        _ => return None,
    })
}

/// The state of a batch that was sent, by how many of its rows are answered. Answering at all counts as receipt; a closed
/// batch stays closed.
#[must_use]
pub const fn after_answers(state: BatchState, answered: u32, rows: u32) -> BatchState {
    match state {
        BatchState::Sent | BatchState::Received | BatchState::Partial | BatchState::Answered if answered >= rows => {
            BatchState::Answered
        }
        BatchState::Sent | BatchState::Received if answered == 0 => state,
        BatchState::Sent | BatchState::Received | BatchState::Partial | BatchState::Answered => BatchState::Partial,
        other => other,
    }
}

impl BatchState {
    /// Whether its items stand in it: an item is in one open batch only.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether the department has it.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Sent | Self::Received | Self::Partial | Self::Answered)
    }
}
