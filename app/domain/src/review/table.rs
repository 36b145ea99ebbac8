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
        /// 综合判断: a person says to which class a child belongs about whom the rules ask one.
        Judge = "judge", "综合判断";
        /// 更正: what differed from a department's record was corrected, confirmed by the township.
        Amend = "amend", "更正";
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
        Amend, Approve, Compare, DeclineTransfer, Exit, GiveFeedback, Judge, Receive, Reject, Reopen, Resubmit, Return,
        Submit, Transfer, Upload, Verify, Void,
    };
    match state {
        State::Draft => &[Submit],
        State::Submitted => &[Approve, Return, Reject, Transfer],
        State::Transferring => &[Receive, DeclineTransfer],
        State::Returned => &[Resubmit, Void],
        State::TownshipReviewed => &[Approve, Judge, Return, Transfer, Void],
        State::CountyAccepted => &[Verify, Compare, Judge, Return, Transfer, Exit, Void],
        State::Comparing => &[GiveFeedback, Judge, Amend, Return, Transfer, Exit, Void],
        State::Feedback => &[Verify, Compare, Judge, Amend, Return, Transfer, Exit, Void],
        State::Verified => &[Resubmit, Upload, Amend, Return, Transfer, Exit, Void],
        State::Uploaded => &[Resubmit, Amend, Return, Transfer, Exit, Void],
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
        Action::Judge => By::VerdictDecide,
        Action::Amend => By::DiscrepancyCheck,
        Action::Upload => By::CountyUpload,
        Action::Exit => By::CountyExit,
        Action::Void => By::CountyVoid,
        Action::Reopen => By::CountyReopen,
        Action::Visit | Action::ViewPicture | Action::Reveal => return None,
    })
}

/// The state after `action`, or `None` when the state does not allow it. Where a transfer ends says [`arrival`].
#[must_use]
pub const fn next_state(state: State, action: Action) -> Option<State> {
    use State::{Comparing, CountyAccepted, Feedback, TownshipReviewed, Uploaded, Verified};
    Some(match (state, action) {
        (State::Draft, Action::Submit) => State::Submitted,
        (State::Returned | Verified | Uploaded, Action::Resubmit) => State::Submitted,
        (State::Submitted, Action::Approve) => TownshipReviewed,
        (State::Submitted, Action::Reject) => State::Rejected,
        (
            State::Submitted | TownshipReviewed | CountyAccepted | Comparing | Feedback | Verified | Uploaded,
            Action::Transfer,
        ) => State::Transferring,
        (State::Transferring, Action::Receive | Action::DeclineTransfer) => State::Submitted,
        (TownshipReviewed, Action::Approve) => CountyAccepted,
        (TownshipReviewed | CountyAccepted | Comparing | Feedback, Action::Judge) => state,
        (CountyAccepted | Feedback, Action::Compare) => Comparing,
        (Comparing, Action::GiveFeedback) => Feedback,
        (Comparing, Action::Amend) => Comparing,
        (Feedback | Verified | Uploaded, Action::Amend) => Feedback,
        (CountyAccepted | Feedback, Action::Verify) => Verified,
        (Verified, Action::Upload) => Uploaded,
        (Uploaded, Action::Return) => State::Returned,
        (state, Action::Return) if state.is_review() => State::Returned,
        (CountyAccepted | Comparing | Feedback | Verified | Uploaded, Action::Exit) => State::Exited,
        (
            TownshipReviewed | CountyAccepted | Comparing | Feedback | Verified | Uploaded | State::Returned,
            Action::Void,
        ) => State::Void,
        (State::Rejected | State::Exited, Action::Reopen) => State::Submitted,
        _ => return None,
    })
}

/// Where a transfer ends of a record that stood in `before`: what the county did with it is not lost inside the county, and
/// one that is declined stands where it stood (county.md A.3 rows 23 and 24). Another county begins anew.
#[must_use]
pub const fn arrival(before: State, same_county: bool) -> State {
    match before {
        State::CountyAccepted | State::Comparing | State::Feedback | State::Verified | State::Uploaded
            if same_county =>
        {
            before
        }
        _ => State::Submitted,
    }
}

impl Action {
    /// Whether the action decides about what somebody else submitted: nobody takes it on an own
    /// submission.
    #[must_use]
    pub const fn decides(self) -> bool {
        self.moves() && !matches!(self, Self::Submit | Self::Resubmit)
    }

    /// Whether somebody makes the move on one record by hand. The others follow from something else: 提请部门比对 from a
    /// batch that is sent, 反馈 from the last answer, 更正 from a discrepancy, 上传 from a receipt, 退出 from a proposal that
    /// was confirmed, 作废 from two persons.
    #[must_use]
    pub const fn by_hand(self) -> bool {
        !matches!(self, Self::Compare | Self::GiveFeedback | Self::Amend | Self::Upload | Self::Exit | Self::Void)
    }

    /// The action in the words of who takes it of a record in `state`.
    #[must_use]
    pub const fn label_in(self, state: State) -> &'static str {
        match (self, state) {
            (Self::Approve, State::TownshipReviewed) => "接收",
            _ => self.label(),
        }
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
            (
                TownshipReviewed,
                &[
                    (Approve, CountyAccepted),
                    (Judge, TownshipReviewed),
                    (Return, Returned),
                    (Transfer, Transferring),
                    voided,
                ],
            ),
            (
                CountyAccepted,
                &[
                    (Verify, Verified),
                    (Compare, Comparing),
                    (Judge, CountyAccepted),
                    (Return, Returned),
                    (Transfer, Transferring),
                    (Exit, Exited),
                    voided,
                ],
            ),
            (
                Comparing,
                &[
                    (GiveFeedback, Feedback),
                    (Judge, Comparing),
                    (Amend, Comparing),
                    (Return, Returned),
                    (Transfer, Transferring),
                    (Exit, Exited),
                    voided,
                ],
            ),
            (
                Feedback,
                &[
                    (Verify, Verified),
                    (Compare, Comparing),
                    (Judge, Feedback),
                    (Amend, Feedback),
                    (Return, Returned),
                    (Transfer, Transferring),
                    (Exit, Exited),
                    voided,
                ],
            ),
            (
                Verified,
                &[
                    (Resubmit, Submitted),
                    (Upload, Uploaded),
                    (Amend, Feedback),
                    (Return, Returned),
                    (Transfer, Transferring),
                    (Exit, Exited),
                    voided,
                ],
            ),
            (
                Uploaded,
                &[
                    (Resubmit, Submitted),
                    (Amend, Feedback),
                    (Return, Returned),
                    (Transfer, Transferring),
                    (Exit, Exited),
                    voided,
                ],
            ),
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

    /// county.md A.3 rows 23 and 24.
    #[test]
    fn what_a_county_verified_is_not_lost_inside_the_county() {
        for before in [CountyAccepted, Comparing, Feedback, Verified, Uploaded] {
            assert_eq!((arrival(before, true), arrival(before, false)), (before, Submitted));
        }
        assert_eq!((arrival(Submitted, true), arrival(TownshipReviewed, true)), (Submitted, Submitted));
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
