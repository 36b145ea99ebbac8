//! DT-K: the rows of the key-care ledger that are true for a child.

use serde::{Deserialize, Serialize};

use crate::eligibility::{Class, Outcome, Verdict};
use crate::form::{Answers, Value};
use crate::forms::keys;

/// A row of DT-K that is true for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Trigger {
    /// The row, 1–6; 0 for a serious illness, which no row lists and which is only proposed (decided here).
    pub row: u8,
    /// True when the entry is opened without asking; otherwise proposed for confirmation.
    pub automatic: bool,
}

impl Trigger {
    /// The trigger in the words of the notice.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self.row {
            1 => "家庭生活困难",
            2 => "自身残疾",
            3 => "监护缺失",
            4 => "流浪",
            5 => "心理和行为异常",
            6 => "主动提出救助帮扶需求",
            _ => "重病（建议关注）",
        }
    }
}

/// All rows that are true, in their order.
///
/// Rows 1–5 speak of M1 and LB; while a verdict waits for a person they are proposed. Row 6 speaks of
/// the statistical scope. A child without any guardian is entered whatever the class (V-22, DT-E).
#[must_use]
pub fn triggers(answers: &Answers, verdict: &Verdict) -> Vec<Trigger> {
    let monitored = matches!(verdict.class, Class::M1 | Class::Lb | Class::Overlap);
    let waiting = verdict.class == Class::Review;
    let limit = |seen: Option<bool>| match seen {
        Some(automatic) if monitored => Some(automatic),
        Some(_) if waiting => Some(false),
        _ => None,
    };
    let guardianship = match no_guardian(answers) {
        true => Some(true),
        false => limit(guardianship(answers)),
    };
    let rows = [
        (1, limit(difficulty(answers))),
        (2, limit(disability(answers))),
        (3, guardianship),
        (4, limit(homeless(answers))),
        (5, limit(has(answers.choices(keys::HEALTH_STATUS), "psych_behavioral").then_some(true))),
        (6, help(answers, verdict)),
        (0, limit(has(answers.choices(keys::HEALTH_STATUS), "serious_illness").then_some(false))),
    ];
    rows.into_iter().filter_map(|(row, seen)| seen.map(|automatic| Trigger { row, automatic })).collect()
}

pub(super) fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|held| held == code)
}

/// V-22 无人监护, or living with nobody.
pub(super) fn no_guardian(answers: &Answers) -> bool {
    answers.is(keys::GUARDIANSHIP_STATUS, "unattended") || answers.is(keys::LIVING_WITH, "none")
}

fn difficulty(answers: &Answers) -> Option<bool> {
    let support = answers.choices(keys::LIVELIHOOD_SUPPORT);
    if answers.choices(keys::FAMILY_DIFFICULTY).iter().any(|code| code != "none") {
        return Some(true);
    }
    ["dibao", "tekun", "emergency_assistance"].iter().any(|code| has(support, code)).then_some(false)
}

pub(super) fn disability(answers: &Answers) -> Option<bool> {
    match answers.text(keys::DISABILITY_TYPE) {
        Some(kind) if kind != "none" => Some(true),
        _ => has(answers.choices(keys::HEALTH_STATUS), "disabled").then_some(false),
    }
}

fn guardianship(answers: &Answers) -> Option<bool> {
    let uncared =
        answers.get(keys::BOTH_PARENTS_AWAY) == Some(true) && answers.get(keys::HAS_ENTRUSTED_CARER) == Some(false);
    match answers.text(keys::GUARDIANSHIP_STATUS) {
        _ if uncared => Some(true),
        Some("no_capacity") => Some(true),
        Some("poor" | "insufficient_capacity" | "entrusted_insufficient") => Some(false),
        _ => None,
    }
}

pub(super) fn homeless(answers: &Answers) -> Option<bool> {
    let roams = answers.get(keys::HOMELESS_FLAG) == Some(true);
    (roams || has(answers.choices(keys::LIVELIHOOD_SUPPORT), "homeless_relief")).then_some(true)
}

fn help(answers: &Answers, verdict: &Verdict) -> Option<bool> {
    if answers.get(keys::HELP_REQUESTED) != Some(true) {
        return None;
    }
    match verdict.statistical.result {
        Outcome::In => Some(true),
        Outcome::Review => Some(false),
        Outcome::Out => None,
    }
}

/// The fields that a row is read of.
const fn fields(row: u8) -> &'static [&'static str] {
    match row {
        0 | 5 => &["health_status"],
        1 => &["family_difficulty", "livelihood_support"],
        2 => &["disability_type", "health_status"],
        3 => &["guardianship_status", "living_with", "both_parents_away", "has_entrusted_carer"],
        4 => &["homeless_flag", "livelihood_support"],
        6 => &["help_requested", "needs"],
        _ => &[],
    }
}

/// The facts of a row as one text, to remember that for these facts no entry was opened: the same facts propose none again,
/// other ones do. It holds answers, so it rests sealed or hashed under a key.
#[must_use]
pub fn facts_of(row: u8, answers: &Answers) -> String {
    let value = |field: &&str| match answers.value(field) {
        None => String::new(),
        Some(Value::Choices(codes)) => codes.join("+"),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(value) => value.as_text().unwrap_or_default().to_owned(),
    };
    fields(row).iter().map(|field| format!("{field}={}", value(field))).collect::<Vec<_>>().join(";")
}
