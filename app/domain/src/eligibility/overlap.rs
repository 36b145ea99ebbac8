//! DT-X: one child, one active category (decided here).

use serde::{Deserialize, Serialize};

use super::facts::{Companion, Facts};
use super::outcome::{Outcome, Truth};
use crate::form::FormKind;

/// The category that a verdict puts a child into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Class {
    /// 跨县域流动儿童: monitored and counted.
    M1,
    /// 仅统计: counted only.
    M2,
    /// Neither migrant nor left behind.
    M0,
    /// 留守儿童.
    Lb,
    /// Facts or a judgement are missing.
    Review,
    /// Both categories fit; a person decides.
    Overlap,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 6] = [Self::M1, Self::M2, Self::M0, Self::Lb, Self::Review, Self::Overlap];

    /// The code in JSON and in columns: `M1`, `M2`, `M0`, `LB`, `REVIEW`, `OVERLAP`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::M1 => "M1",
            Self::M2 => "M2",
            Self::M0 => "M0",
            Self::Lb => "LB",
            Self::Review => "REVIEW",
            Self::Overlap => "OVERLAP",
        }
    }

    /// The class with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The Chinese name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::M1 => "流动儿童（跨县域）",
            Self::M2 => "仅为统计分析对象",
            Self::M0 => "不在范围内",
            Self::Lb => "留守儿童",
            Self::Review => "需人工认定",
            Self::Overlap => "流动、留守同时符合",
        }
    }
}

/// Both categories fit: which one is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// MC if the child lives with a parent or a legal guardian, LB if with an entrusted carer only;
    /// nothing when the companion is not known.
    pub proposal: Option<FormKind>,
}

/// The class of a child, and the proposal when both categories fit.
///
/// A child who lives across counties and is left behind overlaps also when the migrant side is only
/// waiting for facts that the left-behind form does not ask.
pub(super) fn classify(
    form: FormKind,
    facts: &Facts,
    monitoring: Outcome,
    statistical: Outcome,
    left_behind: Outcome,
) -> (Class, Option<Overlap>) {
    use Outcome::{In, Out, Review};
    let away_from_hukou = facts.cross_county.truth == Truth::Yes;
    let class = match (monitoring, left_behind) {
        (In, In) => Class::Overlap,
        (Review, In) if away_from_hukou => Class::Overlap,
        (_, In) => Class::Lb,
        (In, Review) if form == FormKind::LeftBehind => Class::Review,
        (In, _) => Class::M1,
        (Review, _) => Class::Review,
        // The migrant form does not ask about the parents' work: what it leaves open there opens nothing.
        (Out, Review) if form == FormKind::LeftBehind => Class::Review,
        (Out, _) => match statistical {
            In => Class::M2,
            Review => Class::Review,
            Out => Class::M0,
        },
    };
    let overlap = (class == Class::Overlap).then(|| Overlap { proposal: proposal(facts) });
    (class, overlap)
}

fn proposal(facts: &Facts) -> Option<FormKind> {
    match (facts.companion, facts.entrusted) {
        (Some(Companion::BothParents | Companion::OneParent), _) => Some(FormKind::Migrant),
        (_, Some(true)) => Some(FormKind::LeftBehind),
        (Some(Companion::OtherGuardian), _) => Some(FormKind::Migrant),
        (Some(Companion::Nobody) | None, _) => None,
    }
}
