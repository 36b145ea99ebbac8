//! Why a rule answered as it did: the codes of rules 14 with their words and clauses.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::policy::{Clauses, Policy};
use crate::values::date::chinese;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $label:literal, $words:literal, $clause:ident;)+) => {
        /// A reason. In JSON in capitals, e.g. `UNDER_6_MONTHS`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum ReasonCode {
            $($(#[$doc])* $name,)+
        }

        impl ReasonCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The official term.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// The sentence that a family reads.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words),+ }
            }

            fn clause(self, clauses: &Clauses) -> &str {
                match self { $(Self::$name => &clauses.$clause),+ }
            }
        }
    };
}

codes! {
    /// 已满十六周岁.
    #[serde(rename = "AGE_16_PLUS")]
    Age16Plus = "已满十六周岁", "孩子已满16周岁，不在登记范围内", monitoring;
    /// 缺出生日期.
    DobMissing = "缺出生日期", "还不知道孩子的出生日期", monitoring;
    /// 未跨县域.
    SameCounty = "未跨县域", "孩子现在住的地方和户口所在地在同一个县（区、市）", monitoring;
    /// 未跨乡镇（街道）.
    SameTownship = "未跨乡镇（街道）", "孩子现在住的地方和户口所在地在同一个乡镇（街道）", statistical;
    /// 中心城区市辖区之间除外（天津市市辖16区之间除外）.
    ExemptDistricts = "中心城区市辖区之间除外", "孩子在同一座城市的中心城区的区和区之间住，按规定不算流动儿童", monitoring;
    /// 未配置该市中心城区范围.
    CentralUrbanUnconfigured = "未配置该市中心城区范围", "两地是同一座城市的两个区，是否都属中心城区，需要工作人员核实", monitoring;
    /// 未满6个月.
    #[serde(rename = "UNDER_6_MONTHS")]
    Under6Months = "未满6个月", "离开户口所在地还不满6个月", monitoring;
    /// 缺离开户籍地日期.
    LeftDateMissing = "缺离开户籍地日期", "还不知道孩子是哪天离开户口所在地的", monitoring;
    /// 以来现居住地日期代替.
    DateFallback = "以来现居住地日期代替", "没有填离开户口所在地的日子，按来到现在住处的日子算", monitoring;
    /// 到现居住地不满6个月.
    RecentArrival = "到现居住地不满6个月", "到现在住的地方还不满6个月（不影响登记）", monitoring;
    /// 未登记户口/无内地户籍.
    NoHukou = "未登记户口/无内地户籍", "孩子没有上户口或没有内地户口，需要工作人员核实", monitoring;
    /// 户籍地不明.
    HukouUnknown = "户籍地不明", "还不知道孩子的户口在哪个县（区、市）", monitoring;
    /// 未随父母或其他监护人.
    NotWithGuardian = "未随父母或其他监护人", "孩子没有和父母或其他监护人一起住", monitoring;
    /// 缺共同居住人.
    LivingWithMissing = "缺共同居住人", "还不知道孩子和谁一起居住", monitoring;
    /// 父母双方外出.
    BothAway = "父母双方外出", "父母双方外出务工6个月以上", left_behind;
    /// 一方外出、另一方无监护能力.
    OneAwayOtherIncapable = "一方外出、另一方无监护能力", "父母一方外出务工，另一方没有监护能力", left_behind;
    /// 一方外出、另一方难以履行监护职责.
    OneAwayOtherImpaired = "一方外出、另一方难以履行监护职责", "父母一方外出务工，另一方经综合判断难以履行监护职责", judgement;
    /// 一方外出、另一方死亡失踪等.
    OneAwayOtherAbsent = "一方外出、另一方死亡失踪等", "父母一方外出务工，另一方经综合判断不能监护孩子", judgement;
    /// 另一方有监护能力.
    OtherParentAble = "另一方有监护能力", "父母有一方在家，能够照顾孩子", left_behind;
    /// 父母均未外出.
    NoParentAway = "父母均未外出", "父母都没有外出务工", left_behind;
    /// 外出务工未跨县域.
    NotCrossCounty = "外出务工未跨县域", "打工的地方没有跨县（区、市），或在同一座城市的中心城区之内，按规定不算外出务工", away;
    /// 需综合判断.
    JudgementRequired = "需综合判断", "父母一方能否照顾孩子，需要工作人员综合判断", judgement;
    /// 父母情况不全.
    ParentFactMissing = "父母情况不全", "父母外出务工或监护能力的情况还不完整", left_behind;
    /// 流动、留守同时符合.
    Overlap = "流动、留守同时符合", "孩子可能同时符合流动儿童和留守儿童，由工作人员认定登记为哪一类", place;
    /// 跨县域居住满6个月: why a child is IN the monitoring scope (decided here).
    CrossCounty = "跨县域居住6个月以上", "孩子随监护人离开户口所在地，跨县（区、市）居住满6个月", monitoring;
    /// 跨乡镇（街道）居住满6个月: why a child is IN the statistical scope (decided here).
    CrossTownship = "跨乡镇（街道）居住6个月以上", "孩子随监护人离开户口所在的乡镇（街道）居住满6个月", statistical;
    /// 现居住地不明 (decided here).
    ResidenceUnknown = "现居住地不明", "还不知道孩子现在住在哪个县（区、市）", monitoring;
    /// 缺乡镇（街道）: the counties are equal and a township is missing (decided here).
    TownshipUnknown = "缺乡镇（街道）", "户口所在地或现在住的地方还没有选到乡镇（街道）", statistical;
    /// 区划归属不明: a zone without a known host county, or a county that was divided (decided here).
    DivisionUnsettled = "区划归属不明", "所选地区属于哪个县（区、市）需要工作人员核实", monitoring;
    /// 市辖区内人户分离: outside 流动人口 in the statistics bureau's sense (profile switch).
    WithinCityDistricts = "市辖区内人户分离", "孩子在同一座城市的市辖区之内居住，不在流动人口统计范围内", statistical;
    /// 父母已返回: who was away has come back to live (DT-E) (decided here).
    ParentReturned = "外出父母已返回", "外出务工的父亲或母亲已经回来生活", away;
    /// 内容前后矛盾: two answers exclude each other (decided here).
    FactsConflict = "内容前后矛盾", "填写的内容前后对不上，需要核实", monitoring;
}

impl ReasonCode {
    /// The sentence that a family reads under this policy.
    #[must_use]
    pub fn words_in(self, policy: &Policy) -> &str {
        let said = match self {
            Self::ExemptDistricts => &policy.words.exempt,
            Self::NotCrossCounty => &policy.words.not_cross_county,
            _ => "",
        };
        if said.is_empty() { self.words() } else { said }
    }

    /// The clause when the reason is given for a left-behind child.
    fn left_behind_clause(self, clauses: &Clauses) -> &str {
        match self {
            Self::Under6Months => &clauses.away,
            Self::Age16Plus
            | Self::DobMissing
            | Self::NoHukou
            | Self::HukouUnknown
            | Self::CentralUrbanUnconfigured
            | Self::DivisionUnsettled
            | Self::FactsConflict => &clauses.left_behind,
            code => code.clause(clauses),
        }
    }
}

/// A reason as it is shown and stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code.
    pub code: ReasonCode,
    /// The clause of the policy documents, in Chinese.
    pub clause: String,
    /// The sentence for the person.
    pub text: String,
}

/// A reason in the making: the code and, where there is one, the day that it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) code: ReasonCode,
    day: Option<Date>,
    of_left_behind: bool,
}

impl Note {
    /// The period is complete on `day`.
    pub(super) const fn complete_on(code: ReasonCode, day: Date) -> Self {
        Self { code, day: Some(day), of_left_behind: false }
    }

    /// The same reason said of a left-behind child: other clause, other words.
    pub(super) const fn of_left_behind(mut self) -> Self {
        self.of_left_behind = true;
        self
    }

    pub(super) fn reason(self, policy: &Policy) -> Reason {
        let clauses = &policy.clauses;
        let clause =
            if self.of_left_behind { self.code.left_behind_clause(clauses) } else { self.code.clause(clauses) };
        let mut text = match self.code {
            ReasonCode::Under6Months if self.of_left_behind => {
                format!("父母外出务工还不满{}个月", policy.left_behind_months)
            }
            code => code.words_in(policy).to_owned(),
        };
        if let (ReasonCode::Under6Months, Some(day)) = (self.code, self.day) {
            text.push_str("，到");
            text.push_str(&chinese(day));
            text.push_str("满期");
        }
        Reason { code: self.code, clause: clause.to_owned(), text }
    }
}

impl From<ReasonCode> for Note {
    fn from(code: ReasonCode) -> Self {
        Self { code, day: None, of_left_behind: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_as_in_the_rules() {
        let json = |code| serde_json::to_string(&code).unwrap();
        assert_eq!(json(ReasonCode::Age16Plus), r#""AGE_16_PLUS""#);
        assert_eq!(json(ReasonCode::Under6Months), r#""UNDER_6_MONTHS""#);
        assert_eq!(json(ReasonCode::OneAwayOtherAbsent), r#""ONE_AWAY_OTHER_ABSENT""#);
        assert_eq!(json(ReasonCode::CentralUrbanUnconfigured), r#""CENTRAL_URBAN_UNCONFIGURED""#);
    }

    #[test]
    fn every_reason_has_words_and_a_clause_in_every_profile() {
        for policy in Policy::all() {
            for code in ReasonCode::ALL {
                for note in [Note::from(*code), Note::from(*code).of_left_behind()] {
                    let reason = note.reason(policy);
                    assert!(!reason.text.is_empty() && reason.clause.contains("〔2024〕"), "{code:?}");
                }
            }
        }
    }
}
