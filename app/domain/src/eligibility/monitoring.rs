//! DT-M: a migrant child in the monitoring scope (流动儿童 监测摸排对象): 随父母或其他监护人双方或一方
//! 离开户籍地，跨县域异地居住或生活6个月以上、不满十六周岁 (民发〔2024〕17号 一(一)1).

use jiff::civil::Date;

use super::facts::{Companion, Facts, Hukou};
use super::geography::Crossing;
use super::outcome::{Decision, Part, Truth};
use super::policy::Policy;
use super::reason::{Note, ReasonCode};
use crate::values::date::add_months;

/// Decides for one day.
pub(super) fn decide(facts: &Facts, policy: &Policy, day: Date) -> Decision {
    let parts = [
        under_age(facts, policy, day),
        crossed(facts.cross_county),
        stayed(facts, policy, day),
        hukou_place(facts),
        accompanied(facts),
    ];
    remark(Decision::all(parts, ReasonCode::CrossCounty.into()), facts, policy, day)
}

/// Condition 1: 不满十六周岁; the birthday itself is out.
pub(super) fn under_age(facts: &Facts, policy: &Policy, day: Date) -> Part {
    match facts.born {
        None => Part::unknown(ReasonCode::DobMissing),
        Some(born) if day < add_months(born, policy.age_limit_months) => Part::yes(),
        Some(_) => Part::no(ReasonCode::Age16Plus),
    }
}

/// Condition 2: the place was left.
pub(super) fn crossed(crossing: Crossing) -> Part {
    let truth = crossing.truth;
    Part { truth, notes: crossing.why.map(Note::from).into_iter().collect() }
}

/// Condition 3: six months, counted from leaving the hukou place, and never longer than the child has
/// lived. The day of arrival can prove six months; it cannot disprove them, because the child may
/// have left home earlier.
pub(super) fn stayed(facts: &Facts, policy: &Policy, day: Date) -> Part {
    let complete = |from: Date| add_months(facts.born.map_or(from, |born| born.max(from)), policy.residence_months);
    match (facts.left, facts.arrived) {
        (Some(left), _) if day >= complete(left) => Part::yes(),
        (Some(left), _) => Part::no(Note::complete_on(ReasonCode::Under6Months, complete(left))),
        (None, Some(arrived)) if day >= complete(arrived) => {
            Part { truth: Truth::Yes, notes: vec![ReasonCode::DateFallback.into()] }
        }
        (None, _) => Part::unknown(ReasonCode::LeftDateMissing),
    }
}

/// Condition 4: there is a mainland hukou place to leave.
pub(super) fn hukou_place(facts: &Facts) -> Part {
    match facts.hukou {
        Hukou::Nowhere => Part::unknown(ReasonCode::NoHukou),
        _ if facts.hmt_number => Part::unknown(ReasonCode::NoHukou),
        Hukou::Unknown => Part::unknown(ReasonCode::HukouUnknown),
        Hukou::Contradicted => Part::unknown(ReasonCode::FactsConflict),
        Hukou::At(_) => Part::yes(),
    }
}

/// Condition 5: with one or both parents or another guardian.
pub(super) fn accompanied(facts: &Facts) -> Part {
    match facts.companion {
        None => Part::unknown(ReasonCode::LivingWithMissing),
        Some(Companion::Nobody) => Part::no(ReasonCode::NotWithGuardian),
        Some(_) => Part::yes(),
    }
}

/// Note (a): a recent arrival is information only.
pub(super) fn remark(decision: Decision, facts: &Facts, policy: &Policy, day: Date) -> Decision {
    if recent_arrival(facts, policy, day) { decision.remark(ReasonCode::RecentArrival.into()) } else { decision }
}

/// Arrived less than six months ago at the present place.
pub(super) fn recent_arrival(facts: &Facts, policy: &Policy, day: Date) -> bool {
    facts.arrived.is_some_and(|arrived| day < add_months(arrived, policy.residence_months))
}
