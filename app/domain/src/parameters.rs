//! The numbers of the county's work: deadlines, intervals, what is switched on. One set holds from a day on, for a county or
//! for the whole deployment; every number is decided here, none stands in a document.
//!
//! Working days are those of the county's calendar: whoever needs them passes it as a function.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A number for each grade of risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByRisk {
    /// 高.
    pub high: u16,
    /// 中.
    pub medium: u16,
    /// 低.
    pub low: u16,
}

/// One set of numbers. `_wd` counts working days, `_days` calendar days, `_months` months by the Civil Code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// First day on which the set holds.
    #[serde(with = "crate::values::date::iso")]
    pub effective_from: Date,
    /// For a department to answer a batch.
    pub compare_answer_wd: u8,
    /// Before a batch is due: the reminder.
    pub compare_remind_wd: u8,
    /// After a batch was due: what is outstanding may be given up.
    pub compare_give_up_wd: u8,
    /// Most rows of a batch.
    pub batch_max_rows: u32,
    /// Whether a department is sent the declared value of its own item. Blind by default: it fills in what its records hold.
    pub show_declared: bool,
    /// For a village to settle a discrepancy.
    pub discrepancy_village_wd: u8,
    /// For a department to look at a discrepancy again.
    pub discrepancy_dept_wd: u8,
    /// How long an answer of 公安 about identity is good.
    pub identity_valid_months: u8,
    /// How long another answer is good.
    pub item_valid_months: u8,
    /// For a village to visit a lead.
    pub lead_visit_wd: u8,
    /// A file of a list, after its last decision.
    pub list_file_keep_days: u16,
    /// Clear values of a lead, after its outcome.
    pub lead_keep_days: u16,
    /// For two counties to say whose child it is.
    pub conflict_wd: u8,
    /// In which two merged records can be separated again.
    pub unmerge_days: u16,
    /// In which a department still sees the rows of a closed batch.
    pub departments_see_days: u16,
    /// To the first visit of a ledger entry, in working days; with an alert, 24 hours.
    pub ledger_first_visit_wd: ByRisk,
    /// Between visits of a ledger entry.
    pub ledger_visit_days: ByRisk,
    /// Between visits of a migrant child without entry.
    pub plain_visit_migrant_days: u16,
    /// Between visits of a left-behind child without entry.
    pub plain_visit_left_behind_days: u16,
    /// Between assessments of the risk.
    pub risk_reassess_days: u16,
    /// Before six months are reached: the task.
    pub six_months_notice_days: u16,
    /// Between confirmations of a migrant child's record (民发〔2024〕35号).
    pub reconfirm_migrant_months: u8,
    /// Between confirmations of a left-behind child's record.
    pub reconfirm_left_behind_months: u8,
    /// Before a confirmation is due: the task.
    pub reconfirm_ahead_days: u16,
    /// Between two failed visits that make a family lost.
    pub lost_contact_gap_days: u16,
    /// For handing over an open ledger entry.
    pub handover_wd: u8,
    /// For a county outside to acknowledge a child.
    pub notice_answer_days: u16,
    /// A package for the national system.
    pub package_keep_days: u16,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            effective_from: Date::constant(2024, 5, 14),
            compare_answer_wd: 15,
            compare_remind_wd: 3,
            compare_give_up_wd: 5,
            batch_max_rows: 5_000,
            show_declared: false,
            discrepancy_village_wd: 10,
            discrepancy_dept_wd: 10,
            identity_valid_months: 12,
            item_valid_months: 6,
            lead_visit_wd: 15,
            list_file_keep_days: 30,
            lead_keep_days: 90,
            conflict_wd: 10,
            unmerge_days: 30,
            departments_see_days: 30,
            ledger_first_visit_wd: ByRisk { high: 1, medium: 5, low: 10 },
            ledger_visit_days: ByRisk { high: 7, medium: 30, low: 90 },
            plain_visit_migrant_days: 180,
            plain_visit_left_behind_days: 90,
            risk_reassess_days: 180,
            six_months_notice_days: 7,
            reconfirm_migrant_months: 6,
            reconfirm_left_behind_months: 6,
            reconfirm_ahead_days: 30,
            lost_contact_gap_days: 7,
            handover_wd: 10,
            notice_answer_days: 30,
            package_keep_days: 30,
        }
    }
}

impl Parameters {
    /// The set that holds on `day`: the newest that has begun, else the default.
    #[must_use]
    pub fn in_force(sets: &[Self], day: Date) -> Self {
        let begun = sets.iter().filter(|set| set.effective_from <= day);
        begun.max_by_key(|set| set.effective_from).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_newest_set_that_has_begun_holds() {
        let from = |day| Parameters { effective_from: day, compare_answer_wd: 20, ..Parameters::default() };
        let sets = [from(date(2027, 1, 1)), from(date(2026, 1, 1)), from(date(2028, 1, 1))];
        assert_eq!(Parameters::in_force(&sets, date(2027, 5, 1)).effective_from, date(2027, 1, 1));
        assert_eq!(Parameters::in_force(&sets, date(2025, 5, 1)), Parameters::default());
    }

    #[test]
    fn a_set_names_only_what_it_changes() {
        let set: Parameters = serde_json::from_str(r#"{"effective_from":"2027-01-01","show_declared":true}"#).unwrap();
        assert_eq!(set.compare_answer_wd, 15);
        assert!(set.show_declared);
        assert!(serde_json::from_str::<Parameters>(r#"{"compare_anwser_wd":3}"#).is_err(), "a slip is told");
    }
}
