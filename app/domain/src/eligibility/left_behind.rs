//! DT-L: a left-behind child (留守儿童): 父母双方外出务工或一方外出务工另一方无监护能力、不满十六周岁
//! (民发〔2024〕17号 一(二)).
//!
//! The table's rows 2–12 in one formula: at least one parent is away, and each parent is away or
//! cannot care for the child. A parent who works away for less than the period decides row 9 whatever
//! else is missing.

use jiff::civil::Date;

use super::facts::{Facts, Hukou};
use super::monitoring::under_age;
use super::outcome::{Decision, Outcome, Truth};
use super::parent::Standing;
use super::policy::Policy;
use super::reason::{Note, ReasonCode};

/// Decides for one day.
pub(super) fn decide(facts: &Facts, policy: &Policy, day: Date) -> Decision {
    let age = under_age(facts, policy, day);
    let parents = [facts.father.on(policy, day), facts.mother.on(policy, day)];
    let one_away = parents[0].away.or(parents[1].away);
    let uncared = parents[0].unavailable.and(parents[1].unavailable);
    let (outcome, notes) = match age.truth.and(one_away).and(uncared) {
        Truth::No if age.truth == Truth::No => (Outcome::Out, age.notes),
        Truth::No => (Outcome::Out, why_out(parents, one_away)),
        Truth::Yes => (Outcome::In, vec![why_in(parents).into()]),
        Truth::Unknown => {
            let mut notes = age.notes;
            if one_away.and(uncared) == Truth::Unknown {
                notes.extend(why_unknown(facts, parents));
            }
            (Outcome::Review, notes)
        }
    };
    Decision::new(outcome, notes.into_iter().map(Note::of_left_behind).collect())
}

fn why_in([father, mother]: [Standing; 2]) -> ReasonCode {
    match (father.away, mother.away) {
        (Truth::Yes, Truth::Yes) => ReasonCode::BothAway,
        (Truth::Yes, _) => mother.incapable_code,
        _ => father.incapable_code,
    }
}

fn why_out(parents: [Standing; 2], one_away: Truth) -> Vec<Note> {
    let short = parents.iter().filter_map(|parent| parent.short_until).max();
    if let Some(day) = short {
        return vec![Note::complete_on(ReasonCode::Under6Months, day)];
    }
    let near = parents.iter().any(|parent| parent.near);
    let mut codes = Vec::with_capacity(3);
    if one_away != Truth::No {
        codes.push(ReasonCode::OtherParentAble);
    }
    if near {
        codes.push(ReasonCode::NotCrossCounty);
    }
    if parents.iter().any(|parent| parent.returned) {
        codes.push(ReasonCode::ParentReturned);
    }
    if codes.is_empty() {
        codes.push(ReasonCode::NoParentAway);
    }
    codes.into_iter().map(Note::from).collect()
}

fn why_unknown(facts: &Facts, parents: [Standing; 2]) -> Vec<Note> {
    let mut codes: Vec<ReasonCode> = Vec::new();
    if parents.iter().any(|parent| parent.conflict) || facts.hukou == Hukou::Contradicted {
        codes.push(ReasonCode::FactsConflict);
    }
    for parent in parents {
        codes.extend(parent.distance.or(parent.missing));
        // The distance may be one of two things that are missing.
        codes.extend(parent.missing.filter(|code| *code == ReasonCode::JudgementRequired));
    }
    if codes.is_empty() {
        codes.push(ReasonCode::ParentFactMissing);
    }
    codes.into_iter().map(Note::from).collect()
}

/// Row 8: a parent is dead, missing, imprisoned …: the child may be 事实无人抚养儿童 as well.
pub(super) fn maybe_unattended(facts: &Facts, policy: &Policy, day: Date) -> bool {
    [facts.father, facts.mother].iter().any(|parent| {
        let standing = parent.on(policy, day);
        standing.absent && standing.incapable != Truth::No
    })
}
