//! One question, one answer: everything the rules and checks say about a set of answers, in the shape
//! of the interface for other programs (`POST /api/v1/assessments`).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::checks::{CheckContext, check};
use crate::divisions::{CountyCode, DivisionCode};
use crate::eligibility::{Class, Ruling, Verdict, assess as decide};
use crate::form::{Answers, Finding, FormKind};
use crate::forms::{form, keys};
use crate::ledger::{Trigger, triggers};
use crate::routing::owner;

/// The answer of an assessment. Nothing is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// DT-M.
    pub monitoring: Ruling,
    /// DT-S.
    pub statistical: Ruling,
    /// DT-L.
    pub left_behind: Ruling,
    /// The category.
    pub class: Class,
    /// Version of the division table by which the places were compared.
    pub divisions: String,
    /// The unit that would own the record.
    pub owner: AssessedOwner,
    /// Rows of the key-care ledger that are true.
    pub ledger: Vec<Trigger>,
    /// What the checks found.
    pub findings: Vec<AssessedFinding>,
}

/// The owner, as codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessedOwner {
    /// Six digits; null when the address is missing.
    pub county: Option<CountyCode>,
    /// Nine digits; null when the address does not go that deep.
    pub township: Option<DivisionCode>,
    /// Whether this installation serves it.
    pub inside_deployment: bool,
}

/// A finding without the fix that a page would offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessedFinding {
    /// The rule.
    pub rule: String,
    /// `error`, `override`, `alert`, `warning`.
    pub level: crate::form::Level,
    /// Key of the field.
    pub field: String,
    /// What to do, in Chinese.
    pub message: String,
}

impl From<Finding> for AssessedFinding {
    fn from(finding: Finding) -> Self {
        Self { rule: finding.rule.into_owned(), level: finding.level, field: finding.field, message: finding.message }
    }
}

/// Assesses the answers for their `report_date`, or for today when there is none.
#[must_use]
pub fn assess(form: FormKind, answers: &Answers, context: &CheckContext<'_>) -> Assessment {
    let as_of = answers.get(keys::REPORT_DATE).unwrap_or(context.today);
    assess_on(form, answers, context, as_of)
}

/// Assesses the answers for a given day, whatever their `report_date`.
#[must_use]
pub fn assess_on(kind: FormKind, answers: &Answers, context: &CheckContext<'_>, as_of: Date) -> Assessment {
    let verdict = decide(kind, answers, context.policy, as_of);
    let owner = owner(kind, answers, context.deployment);
    let findings = check(form(kind), answers, context);
    let ledger = triggers(answers, &verdict);
    let Verdict { monitoring, statistical, left_behind, class, divisions, .. } = verdict;
    Assessment {
        monitoring,
        statistical,
        left_behind,
        class,
        divisions,
        owner: AssessedOwner {
            county: owner.county,
            township: owner.township,
            inside_deployment: owner.inside_deployment,
        },
        ledger,
        findings: findings.into_iter().map(AssessedFinding::from).collect(),
    }
}

#[cfg(test)]
#[path = "assessment_tests.rs"]
mod tests;
