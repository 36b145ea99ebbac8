//! Children of the demonstration who look like the one before: one pair of each level that has no number in common.

use domain::Date;
use domain::form::{Answers, OverrideReason, Value};
use domain::forms::keys;
use jiff::ToSpan as _;

use super::names::Generation;
use super::people::{Adult, day, text};
use super::random::Random;
use super::sample::Sample;

/// The child declared again without its number, born a day earlier: probable.
pub(super) fn a_day_apart(original: &Sample, number: u64) -> Sample {
    let mut again = without_number(original, number);
    if let Some(born) = again.answers.get(keys::CHILD_BIRTH_DATE) {
        day(&mut again.answers, "child_birth_date", born.checked_sub(1.day()).unwrap_or(born));
    }
    again
}

/// A child of the same name, sex and birth date in the same township, with other parents: possible.
pub(super) fn a_namesake(original: &Sample, number: u64, random: &mut Random) -> Sample {
    let mut other = without_number(original, number);
    let answers = &mut other.answers;
    let born: Date = answers.get(keys::CHILD_BIRTH_DATE).unwrap_or_default();
    let surname =
        answers.text(keys::CHILD_NAME).map(|name| name.chars().take(1).collect::<String>()).unwrap_or_default();
    let surname = super::names::same_surname(&surname);
    for (prefix, surname, male) in [("father", surname, true), ("mother", super::names::surname(random), false)] {
        Adult::older(random, (surname, male), Generation::Parents, "411628", born, (24, 30)).answer(answers, prefix);
    }
    move_house(answers);
    other
}

fn without_number(original: &Sample, number: u64) -> Sample {
    let mut sample = original.clone();
    sample.duplicate_of = Some(number - 1);
    sample.answers.remove("child_id_number");
    text(&mut sample.answers, "child_id_pending_reason", "户口簿在老家，号码等寄来再补（示例数据）");
    sample
        .overrides
        .push(OverrideReason {
            rule: "V-06".to_owned(), reason: "户口簿在老家，号码等寄来再补".to_owned()
        });
    sample
}

fn move_house(answers: &mut Answers) {
    for key in ["current_address", "father_current_address", "mother_current_address"] {
        if let Some(Value::Address(place)) = answers.value(key).cloned() {
            let detail = "示例路301号101室（示例数据）".to_owned();
            answers.set(key, Value::Address(domain::divisions::Address { detail, ..place }));
        }
    }
}
