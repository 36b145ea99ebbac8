//! Policy profiles as data with effective dates: what a province or a city may differ in (rules 7).

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::divisions::CountyCode;

/// One version of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Name of the version, kept with every verdict, e.g. `tianjin-2024-07-02`.
    pub id: String,
    /// Name of the profile: `national`, `tianjin`.
    pub name: String,
    /// Name in Chinese.
    pub label: String,
    /// The document that sets it.
    pub document: String,
    /// First day on which it is in force.
    #[serde(with = "crate::values::date::iso")]
    pub effective_from: Date,
    /// Last day on which it is in force; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::values::date::iso::option")]
    pub effective_to: Option<Date>,
    /// Age limit in months: 192 (不满十六周岁), fixed by the notice.
    pub age_limit_months: i32,
    /// Months away from the hukou place: 6, fixed by the notice.
    pub residence_months: i32,
    /// Months of continuous work away of a parent; 6 一般, adjustable unless locked.
    pub left_behind_months: i32,
    /// True where the local document has no adjustment clause (津民发〔2024〕12号 二(二)).
    pub left_behind_months_locked: bool,
    /// Days at home after which one has to ask whether a parent came back to live (decided here).
    pub return_gap_days: i32,
    /// Days before the 16th birthday on which the exit is announced (decided here).
    pub exit_notice_days: i32,
    /// Reading of the statistical scope.
    pub stat_scope: StatScope,
    /// 城市中心城区的市辖区, one group a city.
    pub exempt_groups: Vec<ExemptGroup>,
    /// The clauses to show.
    pub clauses: Clauses,
    /// Sentences that only this profile says so.
    #[serde(default)]
    pub words: PolicyWords,
}

/// Reading of 根据流动人口统计范围 (rules 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatScope {
    /// The words of the clause: another township.
    LiteralTownship,
    /// Without 市辖区内人户分离, as the statistics bureau counts 流动人口.
    NbsFloating,
}

/// Districts between which a move does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptGroup {
    /// Name in Chinese.
    pub name: String,
    /// The districts.
    pub counties: Vec<CountyCode>,
}

/// Where the documents say it, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clauses {
    /// 流动儿童 监测摸排对象.
    pub monitoring: String,
    /// 流动儿童 统计分析对象.
    pub statistical: String,
    /// 留守儿童.
    pub left_behind: String,
    /// 外出务工时间.
    pub away: String,
    /// 综合判断.
    pub judgement: String,
    /// 流入地 and 户籍地.
    pub place: String,
}

/// Sentences in which the documents of one place differ from those of the whole country; an empty one is said as
/// everywhere. A profile of a deployment's own may leave them out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyWords {
    /// Why a move between exempt districts makes no migrant child.
    pub exempt: String,
    /// Why work in that place is no work away from home.
    pub not_cross_county: String,
    /// What besides does not count as another county, as the end of a sentence: 天津市16个区之间不算.
    pub not_away: String,
}

/// Why a profile is not usable. The words are for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not the JSON of a profile.
    #[error("policy profile cannot be read: {0}")]
    Unreadable(String),
    /// A value that the notice fixes was changed.
    #[error("policy profile {id}: {field} is fixed at {fixed} by the notice")]
    Fixed {
        /// The profile.
        id: String,
        /// The parameter.
        field: &'static str,
        /// Its only value.
        fixed: i32,
    },
    /// A value outside any sense.
    #[error("policy profile {id}: {field} is out of range")]
    OutOfRange {
        /// The profile.
        id: String,
        /// The parameter.
        field: &'static str,
    },
}

// `national()` and `tianjin()`, written by the build script from the files in `policies/`: a phone that reads
// no profiles need not download a reader for them.
include!(concat!(env!("OUT_DIR"), "/policies.rs"));

static NATIONAL: LazyLock<Vec<Policy>> = LazyLock::new(national);
static TIANJIN: LazyLock<Vec<Policy>> = LazyLock::new(tianjin);

impl Policy {
    /// The newest version of the profile called `name`: `national` or `tianjin`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::versions(name)?.last()
    }

    /// The version of the profile that is in force on `day`; before the first one, the first.
    #[must_use]
    pub fn in_force(name: &str, day: Date) -> Option<&'static Self> {
        let versions = Self::versions(name)?;
        versions.iter().rev().find(|policy| policy.effective_from <= day).or(versions.first())
    }

    /// Every embedded profile version.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        NATIONAL.iter().chain(TIANJIN.iter())
    }

    fn versions(name: &str) -> Option<&'static [Self]> {
        match name {
            "national" => Some(&NATIONAL),
            "tianjin" => Some(&TIANJIN),
            _ => None,
        }
    }

    /// Reads the profile of another province or city.
    ///
    /// # Errors
    /// When it is no profile, or changes what the notice fixes.
    pub fn from_json(json: &str) -> Result<Self, PolicyError> {
        let policy: Self = serde_json::from_str(json).map_err(|e| PolicyError::Unreadable(e.to_string()))?;
        policy.check()?;
        Ok(policy)
    }

    fn check(&self) -> Result<(), PolicyError> {
        let fixed = |field, value, fixed| {
            if value == fixed { Ok(()) } else { Err(PolicyError::Fixed { id: self.id.clone(), field, fixed }) }
        };
        fixed("age_limit_months", self.age_limit_months, 192)?;
        fixed("residence_months", self.residence_months, 6)?;
        if self.left_behind_months_locked {
            fixed("left_behind_months", self.left_behind_months, 6)?;
        }
        let ranges = [
            ("left_behind_months", (1..=24).contains(&self.left_behind_months)),
            ("return_gap_days", (1..=365).contains(&self.return_gap_days)),
            ("exit_notice_days", (1..=365).contains(&self.exit_notice_days)),
            ("effective_to", self.effective_to.is_none_or(|to| to >= self.effective_from)),
        ];
        match ranges.into_iter().find(|(_, sound)| !sound) {
            Some((field, _)) => Err(PolicyError::OutOfRange { id: self.id.clone(), field }),
            None => Ok(()),
        }
    }

    /// Whether both counties belong to one exempt group.
    #[must_use]
    pub fn exempt(&self, a: CountyCode, b: CountyCode) -> bool {
        self.exempt_groups.iter().any(|group| group.counties.contains(&a) && group.counties.contains(&b))
    }

    /// Whether a group is configured for the city of this county.
    #[must_use]
    pub fn configures_city_of(&self, county: CountyCode) -> bool {
        self.exempt_groups.iter().any(|group| group.counties.iter().any(|member| member.same_city(county)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_embedded_profiles_are_those_of_the_files() {
        let read = |json| serde_json::from_str::<Vec<Policy>>(json).unwrap();
        assert_eq!(*NATIONAL, read(include_str!("policies/national.json")));
        assert_eq!(*TIANJIN, read(include_str!("policies/tianjin.json")));
    }

    #[test]
    fn every_embedded_profile_is_sound_and_oldest_first() {
        for versions in [&*NATIONAL, &*TIANJIN] {
            assert!(versions.iter().all(|policy| policy.check().is_ok()));
            assert!(versions.is_sorted_by(|a, b| a.effective_from < b.effective_from));
        }
        assert_eq!(Policy::all().count(), NATIONAL.len() + TIANJIN.len());
    }

    #[test]
    fn tianjin_exempts_its_sixteen_districts_and_locks_six_months() {
        let policy = Policy::named("tianjin").unwrap();
        assert_eq!(policy.exempt_groups[0].counties.len(), 16);
        assert!(policy.left_behind_months_locked);
        assert!(Policy::named("national").unwrap().exempt_groups.is_empty());
        assert_eq!(Policy::named("beijing"), None);
    }

    #[test]
    fn a_day_before_the_first_version_takes_the_first() {
        let policy = Policy::in_force("tianjin", date(2024, 2, 28)).unwrap();
        assert_eq!(policy.id, "tianjin-2024-07-02");
    }

    #[test]
    fn another_city_configures_its_own_group() {
        let mut policy = Policy::named("national").unwrap().clone();
        policy.id = "yinchuan".to_owned();
        policy.exempt_groups.push(ExemptGroup {
            name: "银川市三区".to_owned(),
            counties: [640_104, 640_105, 640_106].map(CountyCode::literal).to_vec(),
        });
        let read = Policy::from_json(&serde_json::to_string(&policy).unwrap()).unwrap();
        assert_eq!(read, policy);
        assert!(read.exempt(CountyCode::literal(640_104), CountyCode::literal(640_106)));
    }

    #[test]
    fn what_the_notice_fixes_cannot_be_changed() {
        let mut policy = Policy::named("tianjin").unwrap().clone();
        policy.left_behind_months = 3;
        let error = Policy::from_json(&serde_json::to_string(&policy).unwrap()).unwrap_err();
        assert!(matches!(error, PolicyError::Fixed { field: "left_behind_months", fixed: 6, .. }));
        let mut policy = Policy::named("national").unwrap().clone();
        policy.left_behind_months = 3;
        assert!(Policy::from_json(&serde_json::to_string(&policy).unwrap()).is_ok());
        policy.age_limit_months = 216;
        assert!(Policy::from_json(&serde_json::to_string(&policy).unwrap()).is_err());
    }
}
