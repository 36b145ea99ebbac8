//! The grade of risk of an entry (decided here): where it starts, and how a person may change it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::trigger::Trigger;
use crate::parameters::{ByRisk, Parameters};
use crate::values::date::{add_days, epoch_days};

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

impl ByRisk {
    /// The number for a grade.
    #[must_use]
    pub const fn of(self, risk: Risk) -> u16 {
        match risk {
            Risk::High => self.high,
            Risk::Medium => self.medium,
            Risk::Low => self.low,
        }
    }
}

/// Oldest visit, in days, on which a grade may be lowered.
const VISIT_DAYS: i32 = 30;

/// Why a grade may not be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RiskFault {
    /// V-22, DT-M or a mandatory report stands.
    #[error("孩子无人监护的提醒或强制报告还没有办结，风险等级不能低于“高”")]
    AlertStands,
    /// Nobody saw the child lately.
    #[error("调低风险等级前，请先走访见到孩子；走访记录要在30天以内")]
    NoVisit,
    /// No reason.
    #[error("请写明调低风险等级的理由")]
    NoReason,
}

/// What a change of the grade is built on.
#[derive(Clone, Copy, Debug)]
pub struct RiskChange<'a> {
    /// The grade now.
    pub from: Risk,
    /// The grade to be.
    pub to: Risk,
    /// Whether V-22, DT-M or a mandatory report stands.
    pub alert: bool,
    /// The last visit at which the child was seen.
    pub last_seen: Option<Date>,
    /// In the person's words.
    pub reason: &'a str,
}

impl RiskChange<'_> {
    /// Whether a person may make it: up at once, down only with a visit and a reason.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, today: Date) -> Result<(), RiskFault> {
        let recent = |day: Date| (0..=VISIT_DAYS).contains(&(epoch_days(today) - epoch_days(day)));
        match () {
            () if self.alert && self.to != Risk::High => Err(RiskFault::AlertStands),
            () if self.to >= self.from => Ok(()),
            () if !self.last_seen.is_some_and(recent) => Err(RiskFault::NoVisit),
            () if crate::values::text::is_empty(self.reason) => Err(RiskFault::NoReason),
            () => Ok(()),
        }
    }
}

/// The last day on which the grade has to be looked at again.
#[must_use]
pub fn reassess_by(assessed: Date, parameters: &Parameters) -> Date {
    add_days(assessed, i32::from(parameters.risk_reassess_days))
}
