//! Which action is offered to whom in which state, and where it leads.

use super::role::Role;
use crate::register::State;
use crate::values::coded::coded;

coded! {
    /// A move of a record.
    Action {
        /// 提交
        Submit = "submit", "提交";
        /// 修改后重新提交: a new version.
        Resubmit = "resubmit", "修改后重新提交";
        /// 通过
        Approve = "approve", "通过";
        /// 退回 with comments.
        Return = "return", "退回修改";
        /// 不予登记 with a reason.
        Reject = "reject", "不予登记";
        /// 转办 to another township.
        Transfer = "transfer", "转到其他乡镇（街道）";
        /// 接收, by the township to which it was offered.
        Receive = "receive", "接收";
        /// 不接收, by the township to which it was offered: it goes back.
        DeclineTransfer = "decline_transfer", "不接收";
        /// 提请部门比对
        Compare = "compare", "提请部门比对";
        /// 反馈, when all departments have answered.
        GiveFeedback = "give_feedback", "反馈比对结果";
        /// 核实
        Verify = "verify", "核实完成";
        /// 上传 to 全国儿童福利信息系统.
        Upload = "upload", "标记已上传全国系统";
        /// 退出
        Exit = "exit", "退出";
        /// 作废
        Void = "void", "作废";
        /// 重新登记: the child is back, or the refusal was wrong.
        Reopen = "reopen", "重新登记";
        /// 走访: a worker visited the child; the record stays where it is.
        Visit = "visit", "走访";
        /// 查看附件: a reviewer looked at a picture; the record stays where it is.
        ViewPicture = "view_picture", "查看附件";
    }
}

/// The actions offered to `role` while a record is in `state`.
///
/// The table knows roles, not persons: the service also asks [`is_own_submission`], and offers
/// `Receive` and `DeclineTransfer` only to the township to which the record was offered.
#[must_use]
pub const fn actions(state: State, role: Role) -> &'static [Action] {
    use Action::{
        Approve, Compare, DeclineTransfer, Exit, GiveFeedback, Receive, Reject, Reopen, Resubmit, Return, Submit,
        Transfer, Upload, Verify, Void,
    };
    match (state, role) {
        (State::Draft, Role::Parent | Role::VillageDirector | Role::GridWorker) => &[Submit],
        (State::Returned, Role::Parent | Role::VillageDirector | Role::GridWorker) => &[Resubmit],
        (State::Verified | State::Uploaded, Role::Parent | Role::VillageDirector | Role::GridWorker) => &[Resubmit],
        (State::Submitted, Role::TownshipSupervisor) => &[Approve, Return, Reject, Transfer],
        (State::Transferring, Role::TownshipSupervisor) => &[Receive, DeclineTransfer],
        (State::TownshipReviewed, Role::CountyOfficer) => &[Approve, Return, Transfer, Void],
        (State::CountyAccepted, Role::CountyOfficer) => &[Compare, Return, Exit, Void],
        (State::Comparing, Role::CountyOfficer) => &[GiveFeedback, Return, Exit, Void],
        (State::Feedback, Role::CountyOfficer) => &[Verify, Return, Exit, Void],
        (State::Verified, Role::CountyOfficer) => &[Upload, Return, Exit, Void],
        (State::Uploaded, Role::CountyOfficer) => &[Exit, Void],
        (State::Returned, Role::CountyOfficer) => &[Void],
        (State::Rejected | State::Exited, Role::CountyOfficer) => &[Reopen],
        _ => &[],
    }
}

/// The state after `action`, or `None` when the state does not allow it.
#[must_use]
pub const fn next_state(state: State, action: Action) -> Option<State> {
    Some(match (state, action) {
        (State::Draft, Action::Submit) => State::Submitted,
        (State::Returned | State::Verified | State::Uploaded, Action::Resubmit) => State::Submitted,
        (State::Submitted, Action::Approve) => State::TownshipReviewed,
        (State::Submitted, Action::Reject) => State::Rejected,
        (State::Submitted | State::TownshipReviewed, Action::Transfer) => State::Transferring,
        (State::Transferring, Action::Receive | Action::DeclineTransfer) => State::Submitted,
        (State::TownshipReviewed, Action::Approve) => State::CountyAccepted,
        (State::CountyAccepted, Action::Compare) => State::Comparing,
        (State::Comparing, Action::GiveFeedback) => State::Feedback,
        (State::Feedback, Action::Verify) => State::Verified,
        (State::Verified, Action::Upload) => State::Uploaded,
        (state, Action::Return) if state.is_review() => State::Returned,
        (
            State::CountyAccepted | State::Comparing | State::Feedback | State::Verified | State::Uploaded,
            Action::Exit,
        ) => State::Exited,
        (
            State::TownshipReviewed
            | State::CountyAccepted
            | State::Comparing
            | State::Feedback
            | State::Verified
            | State::Uploaded
            | State::Returned,
            Action::Void,
        ) => State::Void,
        (State::Rejected | State::Exited, Action::Reopen) => State::Submitted,
        _ => return None,
    })
}

impl Action {
    /// Whether the action decides about what somebody else submitted: nobody takes it on an own
    /// submission.
    #[must_use]
    pub const fn decides(self) -> bool {
        self.moves() && !matches!(self, Self::Submit | Self::Resubmit)
    }

    /// Whether the action moves the record. The others leave a trace in its history and nothing else: the table
    /// offers them in no state, and what asks for the last move has to pass over them.
    #[must_use]
    pub const fn moves(self) -> bool {
        !matches!(self, Self::Visit | Self::ViewPicture)
    }
}

/// Nobody reviews a record that he or she wrote: whether `actor` is among those who submitted its versions or made the
/// personal links through which they came.
#[must_use]
pub fn is_own_submission<A: PartialEq>(actor: &A, authors: &[A]) -> bool {
    authors.contains(actor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Action::*;
    use State::*;

    #[test]
    fn the_table_row_by_row() {
        type Row = (State, Role, &'static [(Action, State)]);
        let rows: &[Row] = &[
            (Draft, Role::Parent, &[(Submit, Submitted)]),
            (Draft, Role::VillageDirector, &[(Submit, Submitted)]),
            (Draft, Role::GridWorker, &[(Submit, Submitted)]),
            (Returned, Role::Parent, &[(Resubmit, Submitted)]),
            (Returned, Role::VillageDirector, &[(Resubmit, Submitted)]),
            (Returned, Role::GridWorker, &[(Resubmit, Submitted)]),
            (Verified, Role::Parent, &[(Resubmit, Submitted)]),
            (Verified, Role::VillageDirector, &[(Resubmit, Submitted)]),
            (Verified, Role::GridWorker, &[(Resubmit, Submitted)]),
            (Uploaded, Role::Parent, &[(Resubmit, Submitted)]),
            (Uploaded, Role::VillageDirector, &[(Resubmit, Submitted)]),
            (Uploaded, Role::GridWorker, &[(Resubmit, Submitted)]),
            (
                Submitted,
                Role::TownshipSupervisor,
                &[(Approve, TownshipReviewed), (Return, Returned), (Reject, Rejected), (Transfer, Transferring)],
            ),
            (Transferring, Role::TownshipSupervisor, &[(Receive, Submitted), (DeclineTransfer, Submitted)]),
            (
                TownshipReviewed,
                Role::CountyOfficer,
                &[(Approve, CountyAccepted), (Return, Returned), (Transfer, Transferring), (Action::Void, State::Void)],
            ),
            (
                CountyAccepted,
                Role::CountyOfficer,
                &[(Compare, Comparing), (Return, Returned), (Exit, Exited), (Action::Void, State::Void)],
            ),
            (
                Comparing,
                Role::CountyOfficer,
                &[(GiveFeedback, Feedback), (Return, Returned), (Exit, Exited), (Action::Void, State::Void)],
            ),
            (
                Feedback,
                Role::CountyOfficer,
                &[(Verify, Verified), (Return, Returned), (Exit, Exited), (Action::Void, State::Void)],
            ),
            (
                Verified,
                Role::CountyOfficer,
                &[(Upload, Uploaded), (Return, Returned), (Exit, Exited), (Action::Void, State::Void)],
            ),
            (Uploaded, Role::CountyOfficer, &[(Exit, Exited), (Action::Void, State::Void)]),
            (Returned, Role::CountyOfficer, &[(Action::Void, State::Void)]),
            (Rejected, Role::CountyOfficer, &[(Reopen, Submitted)]),
            (Exited, Role::CountyOfficer, &[(Reopen, Submitted)]),
        ];
        for state in State::ALL {
            for role in Role::ALL {
                let row = rows.iter().find(|row| (row.0, row.1) == (*state, *role)).map_or(&[][..], |row| row.2);
                let offered: Vec<Action> = row.iter().map(|step| step.0).collect();
                assert_eq!(actions(*state, *role), offered, "{state:?} for {role:?}");
                for (action, after) in row {
                    assert_eq!(next_state(*state, *action), Some(*after), "{state:?} {action:?}");
                }
            }
        }
    }

    #[test]
    fn no_move_exists_that_nobody_is_offered() {
        for state in State::ALL {
            for action in Action::ALL {
                let offered = Role::ALL.iter().any(|role| actions(*state, *role).contains(action));
                assert_eq!(next_state(*state, *action).is_some(), offered, "{state:?} {action:?}");
            }
        }
    }

    #[test]
    fn nobody_who_only_watches_is_offered_anything() {
        for state in State::ALL {
            for role in [Role::Auditor, Role::Admin, Role::SecurityAdmin, Role::DepartmentOfficer] {
                assert!(actions(*state, role).is_empty());
            }
        }
    }

    #[test]
    fn a_void_record_stays_void() {
        assert!(Action::ALL.iter().all(|action| next_state(State::Void, *action).is_none()));
    }

    #[test]
    fn reviewer_cannot_decide_own_submission() {
        assert!(is_own_submission(&"zhang", &["li", "zhang"]));
        assert!(!is_own_submission(&"wang", &["li", "zhang"]));
        assert!(Approve.decides() && Receive.decides() && !Resubmit.decides());
    }

    #[test]
    fn what_only_leaves_a_trace_is_offered_to_nobody_and_moves_nothing() {
        for action in [Visit, ViewPicture] {
            assert!(!action.moves() && !action.decides());
            for state in State::ALL {
                assert_eq!(next_state(*state, action), None);
                assert!(Role::ALL.iter().all(|role| !actions(*state, *role).contains(&action)));
            }
        }
        let moving = Action::ALL.iter().filter(|action| action.moves());
        assert!(moving.clone().count() + 2 == Action::ALL.len());
        assert!(moving.into_iter().all(|action| State::ALL.iter().any(|state| next_state(*state, *action).is_some())));
    }

    #[test]
    fn codes_are_those_of_the_json() {
        for state in State::ALL {
            assert_eq!(serde_json::to_string(state).unwrap(), format!("\"{}\"", state.code()));
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
        for action in Action::ALL {
            assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{}\"", action.code()));
            assert_eq!(Action::from_code(action.code()), Some(*action));
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{}\"", role.code()));
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
    }
}
