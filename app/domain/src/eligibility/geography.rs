//! Crossing a county or a township (rules 1.2).

use jiff::civil::Date;

use super::outcome::Truth;
use super::policy::Policy;
use super::reason::ReasonCode;
use crate::divisions::{CountyCode, CountyKind, DivisionCode, county_info, county_kind};
use crate::form::Address;

/// Where an address is, as far as rules can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not answered, not coded, or only a province or prefecture.
    Unknown,
    /// Outside the mainland: another country, or Hong Kong, Macau, Taiwan.
    Outside,
    /// Inside a county of the mainland.
    At(DivisionCode),
}

impl Place {
    /// The place that an address names.
    #[must_use]
    pub fn of(address: Option<&Address>) -> Self {
        let Some(address) = address else { return Self::Unknown };
        if address.division_code.is_empty() && !address.outside.is_empty() {
            return Self::Outside;
        }
        let Ok(code) = DivisionCode::parse(&address.division_code) else { return Self::Unknown };
        match code.county() {
            Some(county) if county_kind(county) == Some(CountyKind::Region) => Self::Outside,
            Some(_) => Self::At(code),
            None => Self::Unknown,
        }
    }
}

/// Whether a move crosses the county border in the sense of the notice, with the reason when it does
/// not or when nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// 跨县域.
    pub truth: Truth,
    /// Why not, or why unknown.
    pub why: Option<ReasonCode>,
}

impl Crossing {
    pub(super) const fn yes() -> Self {
        Self { truth: Truth::Yes, why: None }
    }
    pub(super) const fn no(why: ReasonCode) -> Self {
        Self { truth: Truth::No, why: Some(why) }
    }
    pub(super) const fn unknown(why: ReasonCode) -> Self {
        Self { truth: Truth::Unknown, why: Some(why) }
    }
}

/// A county on a day: the one that does its work, or none that is certain.
enum County {
    /// A county of the table.
    Known(CountyCode),
    /// A zone with unknown host, a county that was divided, or a code that the table lacks.
    Unsettled(CountyCode),
}

fn county_on(code: DivisionCode, day: Date) -> Option<County> {
    let county = code.county_on(day)?;
    let abolished = county_info(county).and_then(|info| info.valid_to).is_some_and(|last| day.year() > last);
    Some(match county_kind(county) {
        None | Some(CountyKind::FunctionalZone) => County::Unsettled(county),
        Some(_) if abolished => County::Unsettled(county),
        Some(_) => County::Known(county),
    })
}

/// `cross_county(a, b)` between two coded places, in the table valid on `day`.
#[must_use]
pub fn cross_county(a: DivisionCode, b: DivisionCode, policy: &Policy, day: Date) -> Crossing {
    let (Some(a), Some(b)) = (county_on(a, day), county_on(b, day)) else {
        return Crossing::unknown(ReasonCode::DivisionUnsettled);
    };
    let (a, b) = match (a, b) {
        (County::Known(a), County::Known(b)) => (a, b),
        (County::Unsettled(a), County::Unsettled(b)) if a == b && county_info(a).is_none_or(|i| i.valid_to.is_none()) => {
            return Crossing::no(ReasonCode::SameCounty);
        }
        (County::Known(a) | County::Unsettled(a), County::Known(b) | County::Unsettled(b)) => {
            return if a.same_city(b) { Crossing::unknown(ReasonCode::DivisionUnsettled) } else { Crossing::yes() };
        }
    };
    if a == b {
        return Crossing::no(ReasonCode::SameCounty);
    }
    if policy.exempt(a, b) {
        return Crossing::no(ReasonCode::ExemptDistricts);
    }
    if districts_of_one_city(a, b) && !policy.configures_city_of(a) {
        return Crossing::unknown(ReasonCode::CentralUrbanUnconfigured);
    }
    Crossing::yes()
}

/// `cross_township(a, b)`: the exemption of urban districts does not apply.
#[must_use]
pub fn cross_township(a: DivisionCode, b: DivisionCode, day: Date) -> Crossing {
    let townships = match (a.township(), b.township()) {
        (Some(x), Some(y)) if x == y => Crossing::no(ReasonCode::SameTownship),
        // The same township under the old and the new county's digits cannot be told from another.
        (Some(_), Some(_)) if a.county() != b.county() && a.county_on(day) == b.county_on(day) => {
            Crossing::unknown(ReasonCode::DivisionUnsettled)
        }
        (Some(_), Some(_)) => Crossing::yes(),
        _ => Crossing::unknown(ReasonCode::TownshipUnknown),
    };
    match (county_on(a, day), county_on(b, day)) {
        (Some(County::Known(x)), Some(County::Known(y))) if x != y => Crossing::yes(),
        (
            Some(County::Known(x) | County::Unsettled(x)),
            Some(County::Known(y) | County::Unsettled(y)),
        ) if !x.same_city(y) => Crossing::yes(),
        _ => townships,
    }
}

/// Whether both places lie in 市辖区 of one prefecture-level city or municipality (the same district
/// included): 市辖区内人户分离.
#[must_use]
pub fn within_city_districts(a: DivisionCode, b: DivisionCode, day: Date) -> Truth {
    match (county_on(a, day), county_on(b, day)) {
        (Some(County::Known(a)), Some(County::Known(b))) => {
            Truth::from((a == b && is_district(a)) || districts_of_one_city(a, b))
        }
        (Some(County::Known(a) | County::Unsettled(a)), Some(County::Known(b) | County::Unsettled(b)))
            if !a.same_city(b) =>
        {
            Truth::No
        }
        _ => Truth::Unknown,
    }
}

fn is_district(county: CountyCode) -> bool {
    county_kind(county) == Some(CountyKind::District)
}

fn districts_of_one_city(a: CountyCode, b: CountyCode) -> bool {
    a.same_city(b) && is_district(a) && is_district(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 21);

    fn code(raw: &str) -> DivisionCode {
        DivisionCode::parse(raw).unwrap()
    }

    fn county(a: &str, b: &str) -> Crossing {
        cross_county(code(a), code(b), Policy::named("tianjin").unwrap(), DAY)
    }

    #[test]
    fn a_zone_without_known_host_is_compared_only_across_cities() {
        assert_eq!(county("130171", "130102"), Crossing::unknown(ReasonCode::DivisionUnsettled));
        assert_eq!(county("130171", "120104001"), Crossing::yes());
        assert_eq!(county("130171", "130171"), Crossing::no(ReasonCode::SameCounty));
    }

    #[test]
    fn a_divided_county_is_compared_only_across_cities() {
        // 江干区 went to 上城区 and 钱塘区 in 2021.
        assert_eq!(county("330104001", "330102001").truth, Truth::Unknown);
        assert_eq!(county("330104001", "330104002").truth, Truth::Unknown);
        assert_eq!(county("330104001", "120104001"), Crossing::yes());
    }

    #[test]
    fn a_code_that_the_table_lacks_is_unknown_in_its_own_city() {
        assert_eq!(county("120199", "120101").truth, Truth::Unknown);
    }

    #[test]
    fn counties_directly_under_a_province_are_counties() {
        assert_eq!(county("429004", "429005"), Crossing::yes());
    }

    #[test]
    fn townships_count_across_exempt_districts() {
        assert_eq!(cross_township(code("120101001"), code("120116001"), DAY), Crossing::yes());
        assert_eq!(cross_township(code("120101"), code("120116"), DAY), Crossing::yes());
    }

    #[test]
    fn a_township_recoded_with_its_county_is_not_taken_for_another() {
        let (old, new) = (code("500105001"), code("500157001"));
        assert_eq!(cross_township(old, new, DAY).truth, Truth::Unknown);
        assert_eq!(cross_township(old, code("500105002"), DAY), Crossing::yes());
    }

    #[test]
    fn hong_kong_and_abroad_are_outside_and_a_province_alone_is_unknown() {
        let at = |code: &str, outside: &str| {
            Place::of(Some(&Address {
                division_code: code.to_owned(),
                outside: outside.to_owned(),
                ..Address::default()
            }))
        };
        assert_eq!(at("810000", ""), Place::Outside);
        assert_eq!(at("", "新加坡"), Place::Outside);
        assert_eq!(at("120000", ""), Place::Unknown);
        assert_eq!(at("12x", ""), Place::Unknown);
        assert_eq!(at("120104001", ""), Place::At(code("120104001")));
        assert_eq!(Place::of(None), Place::Unknown);
    }
}
