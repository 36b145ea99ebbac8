//! DT-S: a migrant child in the statistical scope (流动儿童 统计分析对象): as DT-M, with the township in
//! place of the county (民发〔2024〕17号 一(一)2). The exemption of urban districts does not apply.

use jiff::civil::Date;

use super::facts::Facts;
use super::geography::Crossing;
use super::monitoring::{accompanied, crossed, hukou_place, remark, stayed, under_age};
use super::outcome::{Decision, Truth};
use super::policy::{Policy, StatScope};
use super::reason::ReasonCode;

/// Decides for one day.
pub(super) fn decide(facts: &Facts, policy: &Policy, day: Date) -> Decision {
    let parts = [
        under_age(facts, policy, day),
        crossed(left_township(facts, policy)),
        stayed(facts, policy, day),
        hukou_place(facts),
        accompanied(facts),
    ];
    remark(Decision::all(parts, ReasonCode::CrossTownship.into()), facts, policy, day)
}

/// Condition 2 in the reading of the profile. A child in the monitoring scope is always counted, so
/// the narrower reading never takes out who crossed a county in the sense of DT-M.
fn left_township(facts: &Facts, policy: &Policy) -> Crossing {
    if policy.stat_scope == StatScope::LiteralTownship {
        return facts.cross_township;
    }
    let between_cities = match facts.within_city {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        Truth::Unknown => Truth::Unknown,
    };
    let floating = between_cities.or(facts.cross_county.truth);
    match (facts.cross_township.truth.and(floating), facts.cross_township.truth) {
        (Truth::Yes, _) => Crossing::yes(),
        (_, Truth::No) => facts.cross_township,
        (Truth::No, _) => Crossing::no(ReasonCode::WithinCityDistricts),
        (Truth::Unknown, Truth::Unknown) => facts.cross_township,
        (Truth::Unknown, Truth::Yes) => facts.cross_county,
    }
}
