//! 比对质量: what a round gave, for a county, department, item and township (rules 10.2).

use serde::{Deserialize, Serialize};

use super::item_state::ItemState;

/// Answers below which no rate is told, only counts: a rate of so few says nothing, and may say whose it is.
const FEWEST: u32 = 30;

/// A row that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedRow {
    /// The state that its first answer gave; `None` while it is unanswered.
    pub first: Option<ItemState>,
    /// Whether that answer differed in writing only.
    pub equivalent: bool,
    /// Where its item stands now.
    pub now: ItemState,
    /// Whether it is unanswered and overdue.
    pub overdue: bool,
    /// From sending to the first answer.
    pub days_to_answer: Option<i32>,
    /// From the opening of its discrepancy to the end of it.
    pub days_to_settle: Option<i32>,
}

/// Counts of a round. Differences are those of first answers only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metrics {
    /// Rows sent.
    pub asked: u32,
    /// Rows answered.
    pub answered: u32,
    /// First answers that agreed, those that differ in writing only among them.
    pub matched: u32,
    /// Differed in writing only.
    pub equivalent: u32,
    /// First answers that did not agree: mismatch, not found, unclear.
    pub differs: u32,
    /// We corrected our record.
    pub corrected: u32,
    /// We kept our record.
    pub confirmed: u32,
    /// The department corrected its record.
    pub dept_corrected: u32,
    /// We asked no more.
    pub waived: u32,
    /// Still open.
    pub open: u32,
    /// Unanswered and overdue.
    pub overdue: u32,
    /// Median of the days to the first answer.
    pub median_days_to_answer: Option<i32>,
    /// Median of the days to the end of a discrepancy.
    pub median_days_to_settle: Option<i32>,
}

/// A share of the answers, with both its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// How many.
    pub numerator: u32,
    /// Of how many answers.
    pub denominator: u32,
}

impl Rate {
    /// In tenths of a percent, rounded half up; `None` under 30 answers.
    #[must_use]
    pub fn per_mille(self) -> Option<u32> {
        let (n, d) = (u64::from(self.numerator), u64::from(self.denominator));
        let enough = self.denominator >= FEWEST;
        enough.then(|| u32::try_from((n * 2_000 + d) / (2 * d)).unwrap_or(u32::MAX))
    }

    /// `15.0%（6/40）`; under 30 answers `6/29`.
    #[must_use]
    pub fn label(self) -> String {
        let Self { numerator, denominator } = self;
        match self.per_mille() {
            Some(rate) => format!("{}.{}%（{numerator}/{denominator}）", rate / 10, rate % 10),
            None => format!("{numerator}/{denominator}"),
        }
    }
}

impl Metrics {
    /// Counts the rows.
    #[must_use]
    pub fn count(rows: &[AskedRow]) -> Self {
        let count = |holds: &dyn Fn(&AskedRow) -> bool| {
            u32::try_from(rows.iter().filter(|row| holds(row)).count()).unwrap_or(u32::MAX)
        };
        let differed = |row: &AskedRow| row.first.is_some_and(ItemState::differs);
        let settled_as = |state: ItemState| count(&|row| differed(row) && row.now == state);
        Self {
            asked: count(&|_| true),
            answered: count(&|row| row.first.is_some()),
            matched: count(&|row| row.first == Some(ItemState::Matched)),
            equivalent: count(&|row| row.first == Some(ItemState::Matched) && row.equivalent),
            differs: count(&differed),
            corrected: settled_as(ItemState::Corrected),
            confirmed: settled_as(ItemState::Confirmed),
            dept_corrected: settled_as(ItemState::DeptCorrected),
            waived: settled_as(ItemState::Waived),
            open: count(&|row| differed(row) && !row.now.settled()),
            overdue: count(&|row| row.overdue),
            median_days_to_answer: median(rows.iter().filter_map(|row| row.days_to_answer)),
            median_days_to_settle: median(rows.iter().filter_map(|row| row.days_to_settle)),
        }
    }

    /// First-pass mismatch rate: what did not agree at once.
    #[must_use]
    pub const fn mismatch_rate(&self) -> Rate {
        Rate { numerator: self.differs, denominator: self.answered }
    }

    /// Data error rate: where our record was wrong.
    #[must_use]
    pub const fn data_error_rate(&self) -> Rate {
        Rate { numerator: self.corrected, denominator: self.answered }
    }

    /// Department error rate: where the department's was.
    #[must_use]
    pub const fn department_error_rate(&self) -> Rate {
        Rate { numerator: self.dept_corrected, denominator: self.answered }
    }
}

/// The middle one; of two, the lower.
fn median(days: impl Iterator<Item = i32>) -> Option<i32> {
    let mut days: Vec<i32> = days.collect();
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}
