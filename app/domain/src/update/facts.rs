//! What a day looks at.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::divisions::CountyCode;
use crate::eligibility::{Class, Verdict};
use crate::form::{Answers, FormKind};
use crate::register::State;
use crate::routing::Deployment;
use crate::values::date::iso;

/// A record as far as a day changes it. The answers are those of the standing version; of the newest, where none was approved
/// yet.
#[derive(Clone, Copy, Debug)]
pub struct RecordFacts<'a> {
    /// Its form.
    pub form: FormKind,
    /// Its answers.
    pub answers: &'a Answers,
    /// The county that owns it.
    pub owner: CountyCode,
    /// Where it stands. A record that waits to become a migrant child's has [`Self::pending`] besides.
    pub state: State,
    /// Where this installation works.
    pub deployment: &'a Deployment,
    /// When it was last confirmed.
    pub confirmations: Confirmations,
    /// A left-behind child that was taken along.
    pub pending: Option<Pending>,
    /// The second failed visit, as [`crate::ledger::visit::lost_contact_since`] gives it.
    pub lost_contact_since: Option<Date>,
    /// The first day of the next policy version or division table, if one is known.
    pub next_rules: Option<Date>,
}

/// What counts as a confirmation that nothing changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirmations {
    /// 填报日期 of the newest approved whole version.
    pub version: Option<Date>,
    /// The newest visit that found nothing changed, or whose correction was approved.
    pub visit: Option<Date>,
    /// The newest word of the family by its link.
    pub family: Option<Date>,
}

/// 待转流动: out of the stock of left-behind children, not yet in that of migrant ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The day of the move.
    pub moved_on: Date,
    /// Whether the new place lies inside the deployment.
    pub inside: bool,
}

/// What an evaluation leaves behind, to be compared with the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The class.
    pub class: Class,
    /// The day from which the class holds: anchor of what it gives.
    #[serde(with = "iso")]
    pub since: Date,
    /// Whether the class arose because the rules changed, not the facts.
    pub by_rules: bool,
    /// Version of the policy.
    pub policy: String,
    /// Version of the division table.
    pub divisions: String,
}

impl Evaluation {
    /// Of a verdict, after the evaluation before. The same verdict again leaves the same behind.
    #[must_use]
    pub fn after(old: Option<&Self>, verdict: &Verdict) -> Self {
        let same = old.filter(|old| old.class == verdict.class);
        let rules = old.is_some_and(|old| old.policy != verdict.policy || old.divisions != verdict.divisions);
        Self {
            class: verdict.class,
            since: same.map_or(verdict.as_of, |old| old.since),
            by_rules: same.map_or(rules, |old| old.by_rules),
            policy: verdict.policy.clone(),
            divisions: verdict.divisions.clone(),
        }
    }
}
