//! 残疾: type, detail and grade; help with rehabilitation apart.

use super::{coded, conclude};
use crate::comparison::answer::Disability;
use crate::comparison::columns::Card;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Note, Outcome};
use crate::comparison::standing::Standing;
use crate::form::Value;
use crate::forms::keys;

/// 无记录: no disability that is known.
pub(super) fn none(standing: &Standing<'_>) -> Outcome {
    conclude(kind(Outcome::of(ItemState::Matched), standing, "none"))
}

/// What the record leaves out is not compared.
pub(super) fn compare(standing: &Standing<'_>, record: &Disability) -> Outcome {
    let answers = standing.answers;
    let mut outcome = Outcome::of(ItemState::Matched);
    if matches!(record.card, Some(Card::None | Card::Cancelled)) {
        return conclude(rehab(kind(outcome, standing, "none"), standing, record));
    }
    if record.card == Some(Card::Expired) {
        outcome = Outcome::of(ItemState::Mismatch).note(Note::CardExpired);
    }
    match record.kind.as_deref() {
        Some(stated) => outcome = kind(outcome, standing, stated),
        // A card, and the form says that there is no disability.
        None if record.card == Some(Card::Valid) && answers.is(keys::DISABILITY_TYPE, "none") => {
            outcome = outcome.difference(answers, "disability_type", None);
        }
        None => {}
    }
    let as_set = |codes: &[String]| codes.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    if !record.detail.is_empty() && as_set(&record.detail) != as_set(answers.choices(keys::DISABILITY_TYPES_DETAIL)) {
        outcome = outcome.difference(answers, "disability_types_detail", Some(Value::Choices(record.detail.clone())));
    }
    if let Some(stated) = record.grade.as_deref()
        && answers.text(keys::DISABILITY_GRADE) != Some(stated)
    {
        if answers.text(keys::DISABILITY_GRADE).is_none_or(|grade| grade == "none") {
            outcome = outcome.note(Note::GradeGiven);
        }
        outcome = outcome.difference(answers, "disability_grade", coded(stated));
    }
    let outcome = rehab(outcome, standing, record);
    if record.card == Some(Card::Expired) { outcome } else { conclude(outcome) }
}

fn kind(outcome: Outcome, standing: &Standing<'_>, stated: &str) -> Outcome {
    match standing.answers.text(keys::DISABILITY_TYPE) {
        Some(ours) if ours == stated => outcome,
        _ => outcome.difference(standing.answers, "disability_type", coded(stated)),
    }
}

fn rehab(outcome: Outcome, standing: &Standing<'_>, record: &Disability) -> Outcome {
    match (standing.answers.get(keys::REHAB_AID_RECEIVED), record.rehab) {
        (Some(ours), Some(theirs)) if ours != theirs => {
            outcome.difference(standing.answers, "rehab_aid_received", Some(Value::Bool(theirs)))
        }
        _ => outcome,
    }
}
