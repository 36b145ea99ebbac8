//! DT-K: when the key-care ledger (重点关爱服务对象信息台账) has to be opened, DT-N: where a need goes, and
//! who has to be told at once (民发〔2024〕17号 三; 津民发〔2024〕12号 四(二); 未成年人保护法 第十一、二十一、二十二条).

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::eligibility::facts::Hukou;
use crate::eligibility::{Class, Flag, Outcome, Verdict};
use crate::form::{Answers, Department};
use crate::forms::keys;
use crate::values::date::full_years;

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

/// Risk grade of a ledger entry (decided here).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// 低: only proposals.
    Low,
    /// 中
    Medium,
    /// 高: 监护缺失 without doubt, or 流浪.
    High,
}

impl Risk {
    /// The grade of these triggers; `None` when there are none.
    #[must_use]
    pub fn of(triggers: &[Trigger]) -> Option<Self> {
        let grade = |trigger: &Trigger| match trigger {
            Trigger { row: 3, automatic: true } | Trigger { row: 4, .. } => Self::High,
            Trigger { automatic: true, .. } => Self::Medium,
            Trigger { automatic: false, .. } => Self::Low,
        };
        triggers.iter().map(grade).max()
    }

    /// 高, 中, 低.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "低",
            Self::Medium => "中",
            Self::High => "高",
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

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|held| held == code)
}

/// V-22 无人监护, or living with nobody.
fn no_guardian(answers: &Answers) -> bool {
    answers.is(keys::GUARDIANSHIP_STATUS, "unattended") || answers.is(keys::LIVING_WITH, "none")
}

fn difficulty(answers: &Answers) -> Option<bool> {
    let support = answers.choices(keys::LIVELIHOOD_SUPPORT);
    if answers.choices(keys::FAMILY_DIFFICULTY).iter().any(|code| code != "none") {
        return Some(true);
    }
    ["dibao", "tekun", "emergency_assistance"].iter().any(|code| has(support, code)).then_some(false)
}

fn disability(answers: &Answers) -> Option<bool> {
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

fn homeless(answers: &Answers) -> Option<bool> {
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

/// Somebody has to be told at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// `V-22` 无人监护, `V-36` without entrusted carer, `DT-M` living with nobody.
    pub rule: &'static str,
    /// Who.
    pub to: &'static [Role],
    /// The words for them.
    pub words: &'static str,
}

const AT_ONCE: &[Role] = &[Role::VillageDirector, Role::TownshipSupervisor, Role::CountyReviewer];

/// The alerts that stand.
#[must_use]
pub fn alerts(answers: &Answers, verdict: &Verdict) -> Vec<Alert> {
    let uncared =
        answers.get(keys::BOTH_PARENTS_AWAY) == Some(true) && answers.get(keys::HAS_ENTRUSTED_CARER) == Some(false);
    let rows = [
        (
            answers.is(keys::GUARDIANSHIP_STATUS, "unattended"),
            Alert {
                rule: "V-22", to: AT_ONCE, words: "孩子无人监护，请立即上门核实并落实监护措施"
            },
        ),
        (
            uncared,
            Alert {
                rule: "V-36",
                to: AT_ONCE,
                words: "父母双方同时外出且无受委托监护人，请督促父母依法委托照护（未成年人保护法第二十二条）",
            },
        ),
        (
            verdict.has(Flag::SafetyAlert),
            Alert {
                rule: "DT-M", to: AT_ONCE, words: "孩子独自居住，未随父母或其他监护人，请立即核实"
            },
        ),
    ];
    rows.into_iter().filter_map(|(stands, alert)| stands.then_some(alert)).collect()
}

/// A need that goes to a department (DT-N).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Referral {
    /// Who answers.
    pub to: Department,
    /// What it is about, in Chinese.
    pub need: &'static str,
    /// To be passed on at once, not with the next batch.
    pub urgent: bool,
}

/// The referrals to suggest: needs that were told, and needs that the answers show (V-19, V-33).
#[must_use]
pub fn referrals(answers: &Answers, verdict: &Verdict) -> Vec<Referral> {
    let needs = answers.choices(keys::NEEDS);
    let years = answers.get(keys::CHILD_BIRTH_DATE).map(|born| full_years(born, verdict.as_of));
    let out_of_school =
        answers.is(keys::SCHOOLING_STAGE, "out_of_school") || answers.is(keys::ACADEMIC_STATUS, "dropped_out");
    let school_age = years.is_some_and(|years| (6..=15).contains(&years));
    let small = years.is_some_and(|years| years < 7);
    let no_service = answers.is(keys::HEALTH_SERVICE_0_6Y, "not_received");
    let disabled = disability(answers) == Some(true);
    let homeless = homeless(answers) == Some(true);
    let alone = no_guardian(answers);
    let referral = |to, need| Referral { to, need, urgent: false };
    let urgent = |to, need| Referral { to, need, urgent: true };
    let rows = [
        (homeless || alone, urgent(Department::PublicSecurity, "人身安全")),
        (has(needs, "guardianship") || alone, Referral { to: Department::CivilAffairs, need: "监护", urgent: alone }),
        (has(needs, "relief") || homeless, referral(Department::CivilAffairs, "救助")),
        (has(needs, "schooling") || (school_age && out_of_school), referral(Department::Education, "就学")),
        (has(needs, "medical"), referral(Department::Health, "就医")),
        (has(needs, "psych"), referral(Department::Health, "心理")),
        (small && no_service, referral(Department::Health, "健康管理")),
        (answers.is(keys::MEDICAL_INSURANCE, "none"), referral(Department::MedicalInsurance, "参保")),
        (Hukou::of(answers) == Hukou::Nowhere, referral(Department::PublicSecurity, "户口登记")),
        (answers.is(keys::RESIDENCE_REGISTRATION, "unregistered"), referral(Department::PublicSecurity, "居住登记")),
        (
            has(needs, "rehab") || (disabled && answers.get(keys::REHAB_AID_RECEIVED) == Some(false)),
            referral(Department::DisabledPersonsFederation, "康复救助"),
        ),
        (
            disabled && answers.is(keys::DISABILITY_GRADE, "none"),
            referral(Department::DisabledPersonsFederation, "残疾评定"),
        ),
        (has(needs, "other"), referral(Department::CivilAffairs, "其他帮扶")),
    ];
    rows.into_iter().filter_map(|(stands, referral)| stands.then_some(referral)).collect()
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
