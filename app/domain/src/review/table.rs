//! Which move a state has, which row of the access table says who makes it, and where it leads.

use crate::access;
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
        /// 查看全文: somebody looked at a masked group in full, for a reason; the record stays where it is.
        Reveal = "reveal", "查看全文";
    }
}

/// The moves of a record in `state`, in the order in which they are shown. Who may make one says the access table, in the
/// row that [`authority`] names.
#[must_use]
pub const fn moves_from(state: State) -> &'static [Action] {
    use Action::{
        Approve, Compare, DeclineTransfer, Exit, GiveFeedback, Receive, Reject, Reopen, Resubmit, Return, Submit,
        Transfer, Upload, Verify, Void,
    };
    match state {
        State::Draft => &[Submit],
        State::Submitted => &[Approve, Return, Reject, Transfer],
        State::Transferring => &[Receive, DeclineTransfer],
        State::Returned => &[Resubmit, Void],
        State::TownshipReviewed => &[Approve, Return, Transfer, Void],
        State::CountyAccepted => &[Compare, Return, Exit, Void],
        State::Comparing => &[GiveFeedback, Return, Exit, Void],
        State::Feedback => &[Verify, Return, Exit, Void],
        State::Verified => &[Resubmit, Upload, Return, Exit, Void],
        State::Uploaded => &[Resubmit, Exit, Void],
        State::Rejected | State::Exited => &[Reopen],
        State::Void => &[],
    }
}

/// The action of the access table whose rows say who makes this move of a record in `state`. A worker submits and corrects
/// for a family as `field.submit` and `field.correct`; here stands the family's own.
#[must_use]
pub const fn authority(state: State, action: Action) -> Option<access::Action> {
    use access::Action as By;
    let township = matches!(state, State::Submitted);
    Some(match action {
        Action::Submit => By::DeclareSubmit,
        Action::Resubmit => By::DeclareCorrect,
        Action::Approve if township => By::TownshipApprove,
        Action::Approve => By::CountyAccept,
        Action::Return if township => By::TownshipReturn,
        Action::Return => By::CountyReturn,
        Action::Reject => By::TownshipReject,
        Action::Transfer if township => By::TownshipTransfer,
        Action::Transfer => By::CountyTransfer,
        Action::Receive => By::TownshipReceive,
        Action::DeclineTransfer => By::TownshipDecline,
        Action::Compare => By::CountyCompare,
        Action::GiveFeedback => By::CountyFeedback,
        Action::Verify => By::CountyVerify,
        Action::Upload => By::CountyUpload,
        Action::Exit => By::CountyExit,
        Action::Void => By::CountyVoid,
        Action::Reopen => By::CountyReopen,
        Action::Visit | Action::ViewPicture | Action::Reveal => return None,
    })
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
        !matches!(self, Self::Visit | Self::ViewPicture | Self::Reveal)
    }
}

/// Nobody reviews a record that he or she wrote: whether one of the person's accounts `own` is among those that submitted its
/// versions or made the personal links through which they came.
#[must_use]
pub fn is_own_submission<A: PartialEq>(own: &[A], authors: &[A]) -> bool {
    own.iter().any(|account| authors.contains(account))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Action::*;
    use State::*;

    #[test]
    fn the_table_row_by_row() {
        let voided = (Action::Void, State::Void);
        let rows: &[(State, &[(Action, State)])] = &[
            (Draft, &[(Submit, Submitted)]),
            (
                Submitted,
                &[(Approve, TownshipReviewed), (Return, Returned), (Reject, Rejected), (Transfer, Transferring)],
            ),
            (Transferring, &[(Receive, Submitted), (DeclineTransfer, Submitted)]),
            (Returned, &[(Resubmit, Submitted), voided]),
            (TownshipReviewed, &[(Approve, CountyAccepted), (Return, Returned), (Transfer, Transferring), voided]),
            (CountyAccepted, &[(Compare, Comparing), (Return, Returned), (Exit, Exited), voided]),
            (Comparing, &[(GiveFeedback, Feedback), (Return, Returned), (Exit, Exited), voided]),
            (Feedback, &[(Verify, Verified), (Return, Returned), (Exit, Exited), voided]),
            (Verified, &[(Resubmit, Submitted), (Upload, Uploaded), (Return, Returned), (Exit, Exited), voided]),
            (Uploaded, &[(Resubmit, Submitted), (Exit, Exited), voided]),
            (Rejected, &[(Reopen, Submitted)]),
            (Exited, &[(Reopen, Submitted)]),
            (State::Void, &[]),
        ];
        assert_eq!(rows.len(), State::ALL.len());
        for (state, row) in rows {
            let moves: Vec<Action> = row.iter().map(|step| step.0).collect();
            assert_eq!(moves_from(*state), moves, "{state:?}");
            for (action, after) in *row {
                assert_eq!(next_state(*state, *action), Some(*after), "{state:?} {action:?}");
            }
        }
    }

    /// Whom the access table gives a move of a record in a state.
    fn who(state: State, action: Action) -> Vec<access::Role> {
        let of_state = access::State::from_code(state.code()).unwrap();
        let by = authority(state, action);
        let rows = access::permissions().filter(|(row, _, target, _)| {
            Some(*row) == by && matches!(target, access::Target::Record(_, state) if *state == of_state)
        });
        let mut roles: Vec<_> = rows.map(|(_, role, ..)| role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    #[test]
    fn every_move_of_a_state_is_somebodys_and_no_other_exists() {
        for state in State::ALL {
            for action in Action::ALL {
                let moves = moves_from(*state).contains(action);
                assert_eq!(next_state(*state, *action).is_some(), moves, "{state:?} {action:?}");
                assert_eq!(!who(*state, *action).is_empty(), moves, "{state:?} {action:?}");
            }
        }
        assert_eq!(who(Submitted, Approve), [access::Role::TownshipSupervisor]);
        assert_eq!(who(TownshipReviewed, Approve), [access::Role::CountyReviewer]);
        assert_eq!(who(Verified, Upload), [access::Role::CountyApprover]);
    }

    #[test]
    fn a_void_record_stays_void() {
        assert!(Action::ALL.iter().all(|action| next_state(State::Void, *action).is_none()));
    }

    #[test]
    fn reviewer_cannot_decide_own_submission() {
        assert!(is_own_submission(&["zhang"], &["li", "zhang"]));
        assert!(is_own_submission(&["zhang", "zhang-2"], &["li", "zhang-2"]), "the same person");
        assert!(!is_own_submission(&["wang"], &["li", "zhang"]));
        assert!(Approve.decides() && Receive.decides() && !Resubmit.decides());
    }

    #[test]
    fn what_only_leaves_a_trace_is_no_move_of_any_state() {
        for action in [Visit, ViewPicture, Reveal] {
            assert!(!action.moves() && !action.decides());
            for state in State::ALL {
                assert_eq!(next_state(*state, action), None);
                assert!(!moves_from(*state).contains(&action));
            }
        }
        let moving = Action::ALL.iter().filter(|action| action.moves());
        assert!(moving.clone().count() + 3 == Action::ALL.len());
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
    }
}
