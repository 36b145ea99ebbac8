//! Three-valued logic: a part that is false decides, a part that is unknown asks a person.

use jiff::civil::Date;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::policy::Policy;
use super::reason::{Note, Reason};
use crate::values::date::{format, iso};

/// The result of a rule. In JSON `IN`, `OUT`, `REVIEW`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// 纳入
    In,
    /// 不纳入
    Out,
    /// 需人工认定
    Review,
}

impl Outcome {
    /// The Chinese words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::In => "纳入",
            Self::Out => "不纳入",
            Self::Review => "需人工认定",
        }
    }
}

/// Whether a condition holds, as far as the answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact or a human judgement is missing.
    Unknown,
}

impl Truth {
    /// No as soon as one is no; yes when both are yes.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    /// Yes as soon as one is yes; no when both are no.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(answer: Option<bool>) -> Self {
        answer.map_or(Self::Unknown, Self::from)
    }
}

/// A condition of a rule with why it does not (or may not) hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) truth: Truth,
    pub(super) notes: Vec<Note>,
}

impl Part {
    pub(super) const fn yes() -> Self {
        Self { truth: Truth::Yes, notes: Vec::new() }
    }

    pub(super) fn no(note: impl Into<Note>) -> Self {
        Self { truth: Truth::No, notes: vec![note.into()] }
    }

    pub(super) fn unknown(note: impl Into<Note>) -> Self {
        Self { truth: Truth::Unknown, notes: vec![note.into()] }
    }
}

/// A rule's answer for one day, before its words are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) outcome: Outcome,
    pub(super) notes: Vec<Note>,
}

impl Decision {
    pub(super) const fn new(outcome: Outcome, notes: Vec<Note>) -> Self {
        Self { outcome, notes }
    }

    /// All parts must hold. The notes are those of the parts that decided, or `when_in`.
    pub(super) fn all<const N: usize>(parts: [Part; N], when_in: Note) -> Self {
        let truth = parts.iter().fold(Truth::Yes, |sum, part| sum.and(part.truth));
        let notes = parts.into_iter().filter(|part| part.truth == truth).flat_map(|part| part.notes);
        match truth {
            Truth::No => Self::new(Outcome::Out, notes.collect()),
            Truth::Unknown => Self::new(Outcome::Review, notes.collect()),
            Truth::Yes => Self::new(Outcome::In, std::iter::once(when_in).chain(notes).collect()),
        }
    }

    /// Adds a remark that does not decide anything.
    pub(super) fn remark(mut self, note: Note) -> Self {
        if self.outcome != Outcome::Out {
            self.notes.push(note);
        }
        self
    }
}

/// A rule's result with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Ruling {
    /// In scope, out of scope, or for a person to decide.
    pub result: Outcome,
    /// Why, at least one, most important first.
    pub reasons: Vec<Reason>,
    /// The first later day on which the same answers give another result: six months are reached, or
    /// the 16th birthday. Absent when waiting changes nothing.
    #[serde(default, with = "iso::option")]
    pub due: Option<Date>,
}

impl Serialize for Ruling {
    /// Without `due` when there is none, where fields have names; with every field where they have places.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.due.is_some() || !serializer.is_human_readable();
        let mut ruling = serializer.serialize_struct("Ruling", 2 + usize::from(whole))?;
        ruling.serialize_field("result", &self.result)?;
        ruling.serialize_field("reasons", &self.reasons)?;
        if whole {
            ruling.serialize_field("due", &self.due.map(format))?;
        }
        ruling.end()
    }
}

impl Ruling {
    /// Decides for `as_of`, and looks ahead through the `days` on which something may turn.
    pub(super) fn settle(decide: impl Fn(Date) -> Decision, as_of: Date, days: &[Date], policy: &Policy) -> Self {
        let now = decide(as_of);
        let due = days.iter().copied().find(|day| *day > as_of && decide(*day).outcome != now.outcome);
        let mut reasons: Vec<Reason> = Vec::with_capacity(now.notes.len());
        for note in now.notes {
            if !reasons.iter().any(|reason| reason.code == note.code) {
                reasons.push(note.reason(policy));
            }
        }
        Self { result: now.outcome, reasons, due }
    }

    /// Whether the reasons hold this code.
    #[must_use]
    pub fn says(&self, code: super::ReasonCode) -> bool {
        self.reasons.iter().any(|reason| reason.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{No, Unknown, Yes};

    #[test]
    fn and_is_no_if_any_part_is_no_even_when_the_other_is_unknown() {
        let table = [
            (Yes, Yes, Yes),
            (Yes, No, No),
            (Yes, Unknown, Unknown),
            (No, Yes, No),
            (No, No, No),
            (No, Unknown, No),
            (Unknown, Yes, Unknown),
            (Unknown, No, No),
            (Unknown, Unknown, Unknown),
        ];
        for (a, b, both) in table {
            assert_eq!(a.and(b), both, "{a:?} and {b:?}");
        }
    }

    #[test]
    fn or_mirrors_and() {
        let not = |truth| match truth {
            Yes => No,
            No => Yes,
            Unknown => Unknown,
        };
        for a in [Yes, No, Unknown] {
            for b in [Yes, No, Unknown] {
                assert_eq!(a.or(b), not(not(a).and(not(b))));
            }
        }
    }
}
