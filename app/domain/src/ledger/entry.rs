//! 台账 entries: states, what opens one, what keeps one from being closed.

use jiff::civil::Date;

use super::risk::Risk;
use super::trigger::{Trigger, facts_of};
use crate::form::Answers;
use crate::parameters::Parameters;
use crate::values::coded::coded;
use crate::values::date::{add_days, add_days_that};

coded! {
    /// Where an entry stands.
    EntryState {
        /// A supervisor decides whether to open it.
        Proposed = "proposed", "待建账";
        /// The child is cared for.
        Open = "open", "在账";
        /// Somebody proposes to close it; another person agrees.
        Closing = "closing", "待销账";
        /// 销账
        Closed = "closed", "已销账";
        /// 不建账, with a reason.
        Declined = "declined", "不建账";
        /// The child left the scope with something left to do.
        Handover = "handover", "移交中";
    }
}

coded! {
    /// A move of an entry.
    EntryAction {
        /// 建账
        Open = "open", "建账";
        /// 不建账
        Decline = "decline", "不建账";
        /// A new trigger: added with its date, the risk reckoned anew.
        AddTrigger = "add_trigger", "增加触发情形";
        /// 提请销账
        ProposeClosing = "propose_closing", "提请销账";
        /// 同意销账
        AgreeClosing = "agree_closing", "同意销账";
        /// 不同意销账
        RefuseClosing = "refuse_closing", "不同意销账";
        /// A trigger is true again: the same entry, another episode.
        Reopen = "reopen", "重新建账";
        /// The record exits.
        Exit = "exit", "登记退出";
        /// The receiver confirmed.
        HandOver = "hand_over", "移交完成";
    }
}

coded! {
    /// Why an entry was closed.
    ClosingReason {
        /// 触发情形消除
        Ended = "ended", "触发情形消除";
        /// 移交
        HandedOver = "handed_over", "移交";
        /// 年满16周岁移交
        Reached16 = "reached_16", "年满16周岁移交";
        /// 返回户籍地移交
        Returned = "returned", "返回户籍地移交";
        /// 死亡
        Deceased = "deceased", "死亡";
        /// 合并
        Merged = "merged", "合并";
        /// 误建
        Mistake = "mistake", "误建";
    }
}

/// Working days for a supervisor to decide about a proposed entry.
pub const DECIDE_WD: u8 = 5;
/// Working days to name who is responsible.
pub const RESPONSIBLE_WD: u8 = 2;
/// Working days to have a measure or referral for each trigger.
pub const PLAN_WD: u8 = 10;

/// The moves of a state.
#[must_use]
pub const fn moves_from(state: EntryState) -> &'static [EntryAction] {
    use EntryAction::{AddTrigger, AgreeClosing, Decline, Exit, HandOver, Open, ProposeClosing, RefuseClosing, Reopen};
    match state {
        EntryState::Proposed => &[Open, Decline],
        EntryState::Open => &[AddTrigger, ProposeClosing, Exit],
        EntryState::Closing => &[AgreeClosing, RefuseClosing, AddTrigger, Exit],
        EntryState::Closed => &[Reopen],
        // Other facts propose it again.
        EntryState::Declined => &[AddTrigger],
        EntryState::Handover => &[HandOver],
    }
}

/// The state after a move; `None` when the state has no such move.
#[must_use]
pub const fn next_state(state: EntryState, action: EntryAction) -> Option<EntryState> {
    use EntryState::{Closed, Closing, Declined, Handover, Open, Proposed};
    Some(match (state, action) {
        (Proposed, EntryAction::Open) | (Open, EntryAction::AddTrigger) => Open,
        (Proposed, EntryAction::Decline) => Declined,
        (Declined, EntryAction::AddTrigger) => Proposed,
        (Open, EntryAction::ProposeClosing) => Closing,
        (Closing, EntryAction::AgreeClosing) | (Handover, EntryAction::HandOver) => Closed,
        (Closing, EntryAction::RefuseClosing | EntryAction::AddTrigger) | (Closed, EntryAction::Reopen) => Open,
        (Open | Closing, EntryAction::Exit) => Handover,
        _ => return None,
    })
}

/// Whose facts open an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A version was submitted: only alerts open an entry then.
    Submitted {
        /// Whether V-22, V-36 or DT-M stands.
        alert: bool,
    },
    /// A township approved it.
    Approved,
}

/// What follows for a child without an open entry: `Some(EntryState::Open)` of itself, `Some(EntryState::Proposed)` for a
/// supervisor to decide, `None` when nothing does. `declined` holds what a supervisor declined before: row and
/// [`facts_of`] it.
#[must_use]
pub fn opening(triggers: &[Trigger], answers: &Answers, seen: Seen, declined: &[(u8, String)]) -> Option<EntryState> {
    let automatic = triggers.iter().any(|trigger| trigger.automatic);
    match seen {
        Seen::Submitted { alert: true } if automatic => return Some(EntryState::Open),
        Seen::Submitted { .. } => return None,
        Seen::Approved if automatic => return Some(EntryState::Open),
        Seen::Approved => {}
    }
    let known = |trigger: &&Trigger| {
        declined.iter().any(|(row, facts)| *row == trigger.row && *facts == facts_of(trigger.row, answers))
    };
    triggers.iter().any(|trigger| !known(&trigger)).then_some(EntryState::Proposed)
}

/// What an entry is closed over.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a, P> {
    /// For each trigger the day on which a person ended it; `None` while it is true or nobody looked.
    pub triggers_ended: &'a [Option<Date>],
    /// Open referrals.
    pub referrals: usize,
    /// Measures without a result.
    pub measures: usize,
    /// Mandatory reports that are not closed.
    pub reports: usize,
    /// The last visit at which the child was seen.
    pub last_seen: Option<Date>,
    /// The grade.
    pub risk: Risk,
    /// Who proposed the closing.
    pub proposed_by: Option<P>,
    /// Who closes.
    pub by: P,
}

/// What keeps an entry from being closed. The words say what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ClosingFault {
    /// A trigger is not ended.
    #[error("还有触发情形没有确认消除，请走访核实后写明依据")]
    Trigger,
    /// A referral is open.
    #[error("还有转介没有办结")]
    Referral,
    /// A measure has no result.
    #[error("还有帮扶措施没有结果")]
    Measure,
    /// A mandatory report is open.
    #[error("还有强制报告没有办结")]
    Report,
    /// Nobody saw the child since.
    #[error("触发情形消除后，请先走访见到孩子，再销账")]
    Visit,
    /// The proposer agrees with himself.
    #[error("提请销账和同意销账要由不同的人办理")]
    SamePerson,
}

impl<P: PartialEq> Closing<'_, P> {
    /// Everything that stands against it, in order; empty when it may be closed.
    #[must_use]
    pub fn faults(&self, today: Date, parameters: &Parameters) -> Vec<ClosingFault> {
        let last_ended = self.triggers_ended.iter().flatten().max();
        let interval = i32::from(parameters.ledger_visit_days.of(self.risk));
        let seen = self.last_seen.is_some_and(|day| {
            add_days(day, interval) >= today && day <= today && last_ended.is_none_or(|ended| day >= *ended)
        });
        let rows = [
            (self.triggers_ended.iter().any(Option::is_none), ClosingFault::Trigger),
            (self.referrals > 0, ClosingFault::Referral),
            (self.measures > 0, ClosingFault::Measure),
            (self.reports > 0, ClosingFault::Report),
            (!seen, ClosingFault::Visit),
            (self.proposed_by.as_ref() == Some(&self.by), ClosingFault::SamePerson),
        ];
        rows.into_iter().filter_map(|(stands, fault)| stands.then_some(fault)).collect()
    }
}

/// The last day to hand an open entry over, when its record exits on `day`.
#[must_use]
pub fn handover_due(day: Date, parameters: &Parameters, works: impl Fn(Date) -> bool) -> Date {
    add_days_that(day, parameters.handover_wd, works)
}

/// `TZ-{county}-{year}-{nnnnn}`.
#[must_use]
pub fn entry_number(county: crate::divisions::CountyCode, year: i16, serial: u32) -> String {
    format!("TZ-{county}-{year}-{serial:05}")
}
