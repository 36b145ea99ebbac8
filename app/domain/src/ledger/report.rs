//! 强制报告 (未成年人保护法 第十一条): what was seen, and the 24 hours in which somebody has to be told.

use crate::values::coded::coded;

coded! {
    /// What was seen.
    Danger {
        /// 身体侵害
        Violence = "violence", "身体侵害";
        /// 性侵害
        SexualAbuse = "sexual_abuse", "性侵害";
        /// 遗弃或无人照料
        Abandoned = "abandoned", "遗弃或无人照料";
        /// 独自居住
        Alone = "alone", "独自居住";
        /// 失踪
        Missing = "missing", "失踪";
        /// 监护人丧失能力或不履行
        GuardianUnable = "guardian_unable", "监护人丧失能力或不履行";
        /// 自伤自杀
        SelfHarm = "self_harm", "自伤自杀";
        /// 非正常伤亡
        Injury = "injury", "非正常伤亡";
        /// 被胁迫乞讨或拐卖
        Trafficked = "trafficked", "被胁迫乞讨或拐卖";
        /// 其他
        Other = "other", "其他";
    }
}

coded! {
    /// Where a report stands. It is never deleted or changed, only supplemented.
    ReportState {
        /// Written down.
        Recorded = "recorded", "已记录";
        /// Somebody was told: whom, when, receipt.
        Reported = "reported", "已报告";
        /// They answered.
        Answered = "answered", "已回复";
        /// The county's child protection closed it.
        Closed = "closed", "已办结";
    }
}

/// Milliseconds in which a report that was recorded has to reach somebody.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Until when, in Unix milliseconds, a report recorded at `recorded` has to be reported.
#[must_use]
pub const fn report_by(recorded: i64) -> i64 {
    recorded.saturating_add(DAY)
}

/// Whether it stands red at the county: from the beginning until it is reported.
#[must_use]
pub const fn is_red(state: ReportState) -> bool {
    matches!(state, ReportState::Recorded)
}

/// Whether it counts as open for closing an entry.
#[must_use]
pub const fn is_open(state: ReportState) -> bool {
    !matches!(state, ReportState::Closed)
}
