//! The verdict on one child: the three rulings, the class, and what else somebody has to know.

use jiff::civil::Date;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::facts::{Companion, Facts, Hukou};
use super::outcome::{Outcome, Ruling};
use super::overlap::{Class, Overlap, classify};
use super::policy::Policy;
use super::reason::{Note, ReasonCode};
use super::{left_behind, monitoring, statistical};
use crate::divisions::TABLE_VERSION;
use crate::form::{Answers, FormKind};
use crate::values::date::{add_days, add_months, format, iso};

/// Information that goes with a verdict and changes no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Flag {
    /// 到现居住地不满6个月.
    RecentArrival,
    /// 以来现居住地日期代替: the day of arrival stands for the day of leaving.
    DateFallback,
    /// The child lives with nobody who is a guardian: somebody must look at once.
    SafetyAlert,
    /// A parent is dead, missing, imprisoned …: check 事实无人抚养儿童 too (DT-L row 8).
    CheckUnattended,
    /// No hukou: suggest the mother's or father's as the presumptive hukou place (E-20).
    PresumptiveHukou,
}

impl Flag {
    /// The words for an official.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::RecentArrival => "到现居住地不满6个月",
            Self::DateFallback => "缺离开户籍地日期，以来现居住地日期代替",
            Self::SafetyAlert => "孩子未随父母或其他监护人居住，请立即核实",
            Self::CheckUnattended => "请同时核实是否属于事实无人抚养儿童",
            Self::PresumptiveHukou => "未登记户口，可暂按母亲或父亲的户籍地推定",
        }
    }
}

/// What the rules say about one child on one day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Verdict {
    /// DT-M 流动儿童 监测摸排对象.
    pub monitoring: Ruling,
    /// DT-S 流动儿童 统计分析对象.
    pub statistical: Ruling,
    /// DT-L 留守儿童.
    pub left_behind: Ruling,
    /// The category.
    pub class: Class,
    /// Which category is proposed when both fit.
    #[serde(default)]
    pub overlap: Option<Overlap>,
    /// Information.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// The 16th birthday, once it is near and the child is in scope: open needs must be handed over.
    #[serde(default, with = "iso::option")]
    pub exit_notice: Option<Date>,
    /// Version of the profile.
    pub policy: String,
    /// Version of the division table ([`TABLE_VERSION`]); empty in verdicts that were kept before it was named.
    #[serde(default)]
    pub divisions: String,
    /// The day for which it holds.
    #[serde(with = "iso")]
    pub as_of: Date,
}

impl Serialize for Verdict {
    /// Without what is absent, where fields have names; with every field where they have places.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = !serializer.is_human_readable();
        let (overlap, notice) = (whole || self.overlap.is_some(), whole || self.exit_notice.is_some());
        let fields = 8 + usize::from(overlap) + usize::from(notice);
        let mut verdict = serializer.serialize_struct("Verdict", fields)?;
        verdict.serialize_field("monitoring", &self.monitoring)?;
        verdict.serialize_field("statistical", &self.statistical)?;
        verdict.serialize_field("left_behind", &self.left_behind)?;
        verdict.serialize_field("class", &self.class)?;
        if overlap {
            verdict.serialize_field("overlap", &self.overlap)?;
        }
        verdict.serialize_field("flags", &self.flags)?;
        if notice {
            verdict.serialize_field("exit_notice", &self.exit_notice.map(format))?;
        }
        verdict.serialize_field("policy", &self.policy)?;
        verdict.serialize_field("divisions", &self.divisions)?;
        verdict.serialize_field("as_of", &format(self.as_of))?;
        verdict.end()
    }
}

impl Verdict {
    /// Whether any rule takes the child in.
    #[must_use]
    pub fn in_scope(&self) -> bool {
        self.rulings().iter().any(|ruling| ruling.result == Outcome::In)
    }

    /// The rulings: monitoring, statistical, left-behind.
    #[must_use]
    pub const fn rulings(&self) -> [&Ruling; 3] {
        [&self.monitoring, &self.statistical, &self.left_behind]
    }

    /// The next day on which this verdict has to be made again.
    #[must_use]
    pub fn next_due(&self) -> Option<Date> {
        self.rulings().into_iter().filter_map(|ruling| ruling.due).min()
    }

    /// Whether this information goes with it.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// Applies DT-M, DT-S, DT-L and DT-X to the answers for the day `as_of`.
///
/// The screening calls it with [`FormKind::Migrant`], where living with both parents says that none
/// of them is away.
#[must_use]
pub fn assess(form: FormKind, answers: &Answers, policy: &Policy, as_of: Date) -> Verdict {
    let facts = Facts::read(form, answers, policy, as_of);
    let days = facts.turning_days(policy);
    let mut monitoring = Ruling::settle(|day| monitoring::decide(&facts, policy, day), as_of, &days, policy);
    let statistical = Ruling::settle(|day| statistical::decide(&facts, policy, day), as_of, &days, policy);
    let mut left_behind = Ruling::settle(|day| left_behind::decide(&facts, policy, day), as_of, &days, policy);
    let (class, overlap) = classify(form, &facts, monitoring.result, statistical.result, left_behind.result);
    if overlap.is_some() {
        for ruling in [&mut monitoring, &mut left_behind] {
            ruling.reasons.push(Note::from(ReasonCode::Overlap).reason(policy));
        }
    }
    let mut verdict = Verdict {
        flags: flags(&facts, policy, as_of, &monitoring, &left_behind),
        monitoring,
        statistical,
        left_behind,
        class,
        overlap,
        exit_notice: None,
        policy: policy.id.clone(),
        divisions: TABLE_VERSION.to_owned(),
        as_of,
    };
    verdict.exit_notice = facts
        .born
        .map(|born| add_months(born, policy.age_limit_months))
        .filter(|birthday| verdict.in_scope() && as_of < *birthday && as_of >= notice_from(*birthday, policy));
    verdict
}

fn notice_from(birthday: Date, policy: &Policy) -> Date {
    add_days(birthday, -policy.exit_notice_days)
}

fn flags(facts: &Facts, policy: &Policy, as_of: Date, monitoring: &Ruling, left_behind: &Ruling) -> Vec<Flag> {
    let under_age = !monitoring.says(ReasonCode::Age16Plus);
    [
        (Flag::RecentArrival, monitoring::recent_arrival(facts, policy, as_of)),
        (Flag::DateFallback, monitoring.says(ReasonCode::DateFallback)),
        (Flag::SafetyAlert, facts.companion == Some(Companion::Nobody)),
        (
            Flag::CheckUnattended,
            left_behind.result != Outcome::Out && left_behind::maybe_unattended(facts, policy, as_of),
        ),
        (Flag::PresumptiveHukou, facts.hukou == Hukou::Nowhere && !facts.hmt_number && under_age),
    ]
    .into_iter()
    .filter_map(|(flag, holds)| holds.then_some(flag))
    .collect()
}
