//! The history of a synthetic record: how far the review has come, and by whose moves.

use domain::register::State;
use domain::review::{Action, FieldComment, next_state};

use super::random::Random;
use crate::audit::Note;

/// A move of a reviewer.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) action: Action,
    pub(super) from: State,
    pub(super) to: State,
    /// Milliseconds after the step before.
    pub(super) after: i64,
    /// Whether the county moved it, not the township.
    pub(super) county: bool,
    pub(super) note: Note,
}

const HOUR: i64 = 3_600_000;
const REASONS: &[&str] =
    &["示例：请补充户口簿上的信息", "示例：地址和居住证不一致，请核对", "示例：电话打不通，请换一个能联系上的"];
const REFUSALS: &[&str] = &["示例：孩子已回户籍地生活", "示例：孩子已满十六周岁"];

/// The moves so far of a record that entered `age` of a hundred ago, 0 being the newest.
pub(super) fn of(random: &mut Random, age: usize) -> Vec<Step> {
    use Action::{Approve, Compare, Exit, GiveFeedback, Reject, Return, Transfer, Upload, Verify};
    let fresh: &[(&[Action], usize)] =
        &[(&[], 620), (&[Return], 50), (&[Transfer], 8), (&[Reject], 12), (&[Approve], 310)];
    let older: &[(&[Action], usize)] = &[
        (&[], 12),
        (&[Return], 18),
        (&[Reject], 15),
        (&[Approve], 180),
        (&[Approve, Approve], 120),
        (&[Approve, Approve, Compare], 80),
        (&[Approve, Approve, Compare, GiveFeedback], 50),
        (&[Approve, Approve, Compare, GiveFeedback, Verify], 350),
        (&[Approve, Approve, Compare, GiveFeedback, Verify, Upload], 140),
        (&[Approve, Approve, Compare, GiveFeedback, Verify, Upload, Exit], 35),
    ];
    let moves = random.weighted(if age < 12 { fresh } else { older });
    steps(random, moves)
}

/// The moves, from a submission on; it stops where the review table does.
pub(super) fn steps(random: &mut Random, moves: &[Action]) -> Vec<Step> {
    let mut state = State::Submitted;
    let mut steps = Vec::with_capacity(moves.len());
    for action in moves {
        let Some(to) = next_state(state, *action) else { break };
        let after = HOUR * (2 + i64::try_from(random.below(70)).unwrap_or(0));
        let county = state != State::Submitted && state != State::Transferring;
        steps.push(Step { action: *action, from: state, to, after, county, note: note(random, *action) });
        state = to;
    }
    steps
}

fn note(random: &mut Random, action: Action) -> Note {
    match action {
        Action::Return => Note {
            reason: Some(random.pick(REASONS).to_owned()),
            comments: vec![FieldComment {
                field: "current_address".to_owned(), text: "示例：请写到门牌号".to_owned()
            }],
        },
        Action::Reject => Note { reason: Some(random.pick(REFUSALS).to_owned()), comments: Vec::new() },
        Action::Transfer => Note { reason: Some("示例：孩子住在贵街道".to_owned()), comments: Vec::new() },
        _ => Note::default(),
    }
}
