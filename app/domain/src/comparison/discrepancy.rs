//! 差异: an answer that does not agree with the standing version, until it is settled.

use super::item_state::ItemState;
use crate::values::coded::coded;

coded! {
    /// Where a discrepancy stands.
    DiscrepancyState {
        /// The county sorts it.
        Open = "open", "待处理";
        /// The village looks.
        ToVillage = "to_village", "待村（居）核实";
        /// The village answered; the township confirms.
        Answered = "answered", "待乡镇（街道）确认";
        /// The township agreed; the county settles.
        Checked = "checked", "待区民政认定";
        /// The department looks at its own record.
        ToDepartment = "to_department", "待部门复核";
        /// Done.
        Settled = "settled", "已办结";
    }
}

coded! {
    /// A move of a discrepancy.
    DiscrepancyAction {
        /// 下发
        SendToVillage = "send_to_village", "下发村（居）核实";
        /// 采用部门值, where the village need not ask: another spelling of a school, a permit that expired (decided here).
        Adopt = "adopt", "采用部门值";
        /// 退部门
        SendToDepartment = "send_to_department", "退部门复核";
        /// 不再比对, with a reason.
        Waive = "waive", "不再比对";
        /// The village answers.
        Answer = "answer", "反馈核实结果";
        /// The township agrees.
        Agree = "agree", "确认";
        /// The township, or the county, asks the village again.
        AskAgain = "ask_again", "退回村（居）";
        /// The county settles it as the village answered.
        Settle = "settle", "认定";
        /// The department corrected its record.
        DepartmentCorrects = "department_corrects", "部门已更正";
        /// The department keeps its record, with a reason.
        DepartmentInsists = "department_insists", "部门维持";
    }
}

coded! {
    /// What a village found.
    Finding {
        /// Our record is wrong: a new value, with evidence.
        Correct = "correct", "改成新的内容";
        /// Our record is right.
        ConfirmAsIs = "confirm_as_is", "原内容无误";
        /// The department's record is wrong.
        DepartmentWrong = "department_wrong", "部门记录有误";
        /// Nobody was found; counts as a failed visit.
        CannotFind = "cannot_find", "没有找到孩子";
    }
}

coded! {
    /// What a correction is built on.
    Evidence {
        /// 户口簿
        HouseholdBook = "household_book", "户口簿";
        /// 证件
        Paper = "paper", "证件";
        /// 学校证明
        School = "school", "学校证明";
        /// 其他
        Other = "other", "其他";
    }
}

coded! {
    /// Why our record stays although the department's differs.
    KeptBecause {
        /// The department has not heard yet.
        Recent = "recent", "新近变化，部门未更新";
        /// The department's person is another one.
        AnotherPerson = "another_person", "部门查到的不是本人";
        /// It was done elsewhere and the department cannot see it.
        DoneElsewhere = "done_elsewhere", "在异地办理，部门查不到";
        /// The parents say so.
        ParentsInsist = "parents_insist", "家长坚持";
        /// With words.
        Other = "other", "其他";
    }
}

/// The moves in a state.
#[must_use]
pub const fn moves_from(state: DiscrepancyState) -> &'static [DiscrepancyAction] {
    use DiscrepancyAction::{
        Adopt, Agree, Answer, AskAgain, DepartmentCorrects, DepartmentInsists, SendToDepartment, SendToVillage, Settle,
        Waive,
    };
    match state {
        DiscrepancyState::Open => &[SendToVillage, Adopt, SendToDepartment, Waive],
        DiscrepancyState::ToVillage => &[Answer, Waive],
        DiscrepancyState::Answered => &[Agree, AskAgain],
        DiscrepancyState::Checked => &[Settle, AskAgain, SendToDepartment, Waive],
        DiscrepancyState::ToDepartment => &[DepartmentCorrects, DepartmentInsists],
        DiscrepancyState::Settled => &[],
    }
}

/// The state after a move; `None` when the state has no such move.
#[must_use]
pub const fn next_state(state: DiscrepancyState, action: DiscrepancyAction) -> Option<DiscrepancyState> {
    use DiscrepancyState::{Answered, Checked, Open, Settled, ToDepartment, ToVillage};
    Some(match (state, action) {
        (Open, DiscrepancyAction::SendToVillage) => ToVillage,
        (Open, DiscrepancyAction::Adopt) => Settled,
        (Open | Checked, DiscrepancyAction::SendToDepartment) => ToDepartment,
        (Open | ToVillage | Checked, DiscrepancyAction::Waive) => Settled,
        (ToVillage, DiscrepancyAction::Answer) => Answered,
        (Answered, DiscrepancyAction::Agree) => Checked,
        (Answered | Checked, DiscrepancyAction::AskAgain) => ToVillage,
        (Checked, DiscrepancyAction::Settle) => Settled,
        (ToDepartment, DiscrepancyAction::DepartmentCorrects) => Settled,
        (ToDepartment, DiscrepancyAction::DepartmentInsists) => Checked,
        _ => return None,
    })
}

/// The state of the item once its discrepancy is settled by this move; for [`DiscrepancyAction::Settle`] by what the village
/// found. `None` when the move settles nothing, or a department's fault is not settled by us.
#[must_use]
pub const fn settles_as(action: DiscrepancyAction, found: Option<Finding>) -> Option<ItemState> {
    match (action, found) {
        (DiscrepancyAction::Adopt, _) | (DiscrepancyAction::Settle, Some(Finding::Correct)) => {
            Some(ItemState::Corrected)
        }
        // What the department keeps against us is kept by us with a written basis.
        (DiscrepancyAction::Settle, Some(Finding::ConfirmAsIs | Finding::DepartmentWrong)) => {
            Some(ItemState::Confirmed)
        }
        (DiscrepancyAction::DepartmentCorrects, _) => Some(ItemState::DeptCorrected),
        (DiscrepancyAction::Waive, _) => Some(ItemState::Waived),
        _ => None,
    }
}
