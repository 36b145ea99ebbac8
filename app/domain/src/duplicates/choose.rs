//! Which of several candidates a row of a list or an answer means (a department without numbers, whole tables, lists).

use super::{Level, Match};

/// Points by which the best has to stand out.
const APART: i32 = 15;

/// What is done with the candidates of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nobody fits.
    Nobody,
    /// This one, without asking: it is certain. Merging two records needs a person all the same.
    Automatic(usize),
    /// This one, to be confirmed.
    Proposed(usize),
    /// No better candidate: shown as a hint.
    Listed(usize),
    /// `AMBIGUOUS`: several stand too close together; a person decides. The best first.
    Ambiguous(Vec<usize>),
}

/// Chooses among candidates, by their places.
#[must_use]
pub fn choose(candidates: &[Match]) -> Choice {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    // The surest first, then the most points; equals as they came.
    order.sort_by_key(|at| std::cmp::Reverse((candidates[*at].level, candidates[*at].points)));
    let Some(&first) = order.first() else { return Choice::Nobody };
    let best = &candidates[first];
    let close = |other: &Match| {
        let both_certain = best.level == Level::Certain && other.level == Level::Certain;
        both_certain || (best.points - other.points).abs() <= APART
    };
    let near: Vec<usize> = order.into_iter().filter(|at| *at == first || close(&candidates[*at])).collect();
    match best.level {
        _ if near.len() > 1 => Choice::Ambiguous(near),
        Level::Certain => Choice::Automatic(first),
        Level::Probable => Choice::Proposed(first),
        Level::Possible => Choice::Listed(first),
    }
}
