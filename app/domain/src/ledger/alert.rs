//! Who has to be told at once (未成年人保护法 第十一、二十一、二十二条).

use crate::access::Role;
use crate::eligibility::{Flag, Verdict};
use crate::form::Answers;
use crate::forms::keys;

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

impl Alert {
    /// Whether it keeps the grade of an entry high, and asks whether to report within 24 hours (强制报告): V-22 and DT-M. V-36
    /// asks, and leaves the grade to its trigger.
    #[must_use]
    pub fn holds_high(&self) -> bool {
        self.rule != "V-36"
    }
}
