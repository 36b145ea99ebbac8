//! 救助: civil affairs' own data, where a county compares them.

use std::collections::BTreeSet;

use super::conclude;
use crate::comparison::answer::Livelihood;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::Outcome;
use crate::comparison::standing::Standing;
use crate::form::Value;

/// 无记录 says that there is no support and no difficulty that is known.
pub(super) fn compare(standing: &Standing<'_>, record: Option<&Livelihood>) -> Outcome {
    let none = || vec!["none".to_owned()];
    let (difficulty, support) = match record {
        None => (none(), none()),
        Some(record) => (record.difficulty.clone(), record.support.clone()),
    };
    let mut outcome = Outcome::of(ItemState::Matched);
    for (key, stated) in [("family_difficulty", difficulty), ("livelihood_support", support)] {
        let ours = match standing.answers.value(key) {
            Some(Value::Choices(codes)) => codes.iter().collect::<BTreeSet<_>>(),
            _ => BTreeSet::new(),
        };
        if !stated.is_empty() && ours != stated.iter().collect() {
            outcome = outcome.difference(standing.answers, key, Some(Value::Choices(stated)));
        }
    }
    conclude(outcome)
}
