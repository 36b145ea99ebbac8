//! 合并: two records of one child become one. Which record stays, and which answer of each field; an officer sees both and may
//! choose otherwise.

mod contacts;
mod rule;
mod survivor;
mod union;

pub use rule::{Basis, Reason, Rule, rule_of};
pub use survivor::{Candidate, may_unmerge, survivor};

use jiff::civil::Date;

use crate::comparison::Item;
use crate::form::{Answers, FormKind, Value};
use crate::forms::convert::convert;
use crate::forms::{form, keys};
use rule::{GROUPS, Group};

/// A version that is merged.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its form.
    pub form: FormKind,
    /// Its answers.
    pub answers: &'a Answers,
    /// On what its identity is built.
    pub identity: Basis,
    /// Items that are settled.
    pub settled: &'a [Item],
}

/// Where an answer of the merged version comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The record that stays.
    Survivor,
    /// The record that goes.
    Loser,
    /// Both: a union, joined texts, or the same answer in both.
    Both,
}

/// A field of the merged version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedField {
    /// Its key.
    pub field: &'static str,
    /// Where its answer comes from.
    pub source: Source,
    /// Why.
    pub because: Reason,
}

/// The merged version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The answers, on the survivor's form.
    pub answers: Answers,
    /// The source of each answer, in the order of the form.
    pub fields: Vec<MergedField>,
    /// Phones that gave way to newer ones, as further contacts: key of the field and number.
    pub contacts: Vec<(&'static str, String)>,
}

/// The default winner of each field. Answers on another form are converted to the survivor's first.
#[must_use]
pub fn merged(survivor: &Side<'_>, loser: &Side<'_>) -> Merged {
    let (converted, _) = convert(loser.form, survivor.form, loser.answers);
    let sides = Sides { survivor, loser, ours: survivor.answers, theirs: &converted };
    let mut merged = Merged { answers: Answers::default(), fields: Vec::new(), contacts: Vec::new() };
    for field in form(survivor.form).fields() {
        let alone = [field.key];
        let single = Group { rule: Rule::Newer, fields: &[] };
        let group = GROUPS.iter().find(|group| group.fields.contains(&field.key)).unwrap_or(&single);
        let fields = if group.fields.is_empty() { &alone[..] } else { group.fields };
        let Some((value, source, because)) = sides.winner(group.rule, fields, field.key) else { continue };
        merged.answers.set(field.key, value);
        merged.fields.push(MergedField { field: field.key, source, because });
    }
    merged.contacts = contacts::given_way(survivor.form, &merged.answers, [survivor.answers, &converted]);
    merged
}

struct Sides<'a> {
    survivor: &'a Side<'a>,
    loser: &'a Side<'a>,
    ours: &'a Answers,
    /// The loser's, on the survivor's form.
    theirs: &'a Answers,
}

impl Sides<'_> {
    /// The answer of a field under the rule of its group; `None` when neither side has one.
    fn winner(&self, rule: Rule, group: &[&str], key: &str) -> Option<(Value, Source, Reason)> {
        let (ours, theirs) = (self.ours.value(key), self.theirs.value(key));
        if ours.is_some() && ours == theirs {
            return Some((ours?.clone(), Source::Both, Reason::Same));
        }
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let single = match rule {
                Rule::Union => union::of(self.survivor.form, key, ours, theirs),
                Rule::Joined => union::joined(self.survivor.form, key, ours, theirs),
                Rule::Earlier | Rule::Later => self.by_day(rule, ours, theirs),
                Rule::Graver => union::graver(key, ours, theirs),
                _ => None,
            };
            if single.is_some() {
                return single;
            }
        }
        let (survivor_wins, because) = self.prefers(rule, group);
        let (winner, other) = if survivor_wins { (ours, theirs) } else { (theirs, ours) };
        let (won, lost) =
            if survivor_wins { (Source::Survivor, Source::Loser) } else { (Source::Loser, Source::Survivor) };
        match (winner, other) {
            (Some(value), _) => Some((value.clone(), won, because)),
            // What only the other side has is filled in, unless it belongs to an answer that lost.
            (None, Some(value)) if self.may_fill(group, key) => Some((value.clone(), lost, Reason::OnlyOne)),
            _ => None,
        }
    }

    /// Whether both sides agree in the first field of the group, on which the others hang.
    fn may_fill(&self, group: &[&str], key: &str) -> bool {
        let lead = group[0];
        if lead == key {
            // The lead itself is missing on one side: then the whole group of the other counts.
            return true;
        }
        match (self.ours.value(lead), self.theirs.value(lead)) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        }
    }

    /// Whether the survivor's side of a group wins, and why.
    fn prefers(&self, rule: Rule, group: &[&str]) -> (bool, Reason) {
        let lead = |answers: &Answers| answers.value(group[0]).is_some();
        match (lead(self.ours), lead(self.theirs)) {
            (true, false) => return (true, Reason::OnlyOne),
            (false, true) => return (false, Reason::OnlyOne),
            _ => {}
        }
        match rule {
            Rule::Survivor => return (true, Reason::OfTheRecord),
            Rule::Identity if self.survivor.identity != self.loser.identity => {
                let because = match self.survivor.identity.max(self.loser.identity) {
                    Basis::Police => Reason::Police,
                    _ => Reason::Document,
                };
                return (self.survivor.identity > self.loser.identity, because);
            }
            Rule::Item(item) => {
                let settled = |side: &Side<'_>| side.settled.contains(&item);
                match (settled(self.survivor), settled(self.loser)) {
                    (true, false) => return (true, Reason::Settled),
                    (false, true) => return (false, Reason::Settled),
                    _ => {}
                }
            }
            _ => {}
        }
        let day = |answers: &Answers| answers.get(keys::REPORT_DATE);
        (day(self.ours) >= day(self.theirs), Reason::Newer)
    }

    fn by_day(&self, rule: Rule, ours: &Value, theirs: &Value) -> Option<(Value, Source, Reason)> {
        let day = |value: &Value| crate::values::date::parse(value.as_text()?).ok();
        let (one, other): (Date, Date) = (day(ours)?, day(theirs)?);
        let earlier = rule == Rule::Earlier;
        let because = if earlier { Reason::Earlier } else { Reason::Later };
        let survivor = if earlier { one <= other } else { one >= other };
        Some(if survivor {
            (ours.clone(), Source::Survivor, because)
        } else {
            (theirs.clone(), Source::Loser, because)
        })
    }
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
