//! Crossing a county or a township (rules 1.2).

use jiff::civil::Date;

use super::outcome::Truth;
use super::policy::Policy;
use super::reason::ReasonCode;
use crate::divisions::{Address, CountyCode, CountyKind, DivisionCode, county_info, county_kind};

/// Where an address is, as far as rules can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Not answered, not coded, or only a province or prefecture.
    Unknown,
    /// Outside the mainland: another country, or Hong Kong, Macau, Taiwan.
    Outside,
    /// Inside a county of the mainland.
    At(DivisionCode),
}

impl Location {
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

/// A coded place with its county in the table valid on the as-of date, looked up once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    code: DivisionCode,
    county: County,
    /// The county is a 市辖区.
    district: bool,
}

/// A county on a day: the one that does its work, or none that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum County {
    /// A county of the table.
    Known(CountyCode),
    /// A zone with unknown host, or a code that the table lacks.
    Unsettled(CountyCode),
    /// A county that was divided: nobody knows which part is meant.
    Divided(CountyCode),
}

impl County {
    const fn code(self) -> CountyCode {
        match self {
            Self::Known(code) | Self::Unsettled(code) | Self::Divided(code) => code,
        }
    }
}

impl Located {
    /// Looks the county up; `None` for a code that stops above it.
    #[must_use]
    pub fn on(code: DivisionCode, day: Date) -> Option<Self> {
        let county = code.county_on(day)?;
        let info = county_info(county);
        let abolished = info.and_then(|info| info.valid_to).is_some_and(|last| day.year() > last);
        let kind = info.map(|info| info.kind).filter(|kind| *kind != CountyKind::FunctionalZone);
        Some(Self {
            code,
            county: match kind {
                None => County::Unsettled(county),
                Some(_) if abolished => County::Divided(county),
                Some(_) => County::Known(county),
            },
            district: kind == Some(CountyKind::District) && !abolished,
        })
    }

    /// `cross_county(a, b)`: 跨县域, with the exemption of the profile.
    #[must_use]
    pub fn cross_county(self, other: Self, policy: &Policy) -> Crossing {
        let (a, b) = (self, other);
        match (a.county, b.county) {
            (County::Known(x), County::Known(y)) if x == y => Crossing::no(ReasonCode::SameCounty),
            (County::Known(x), County::Known(y)) if policy.exempt(x, y) => Crossing::no(ReasonCode::ExemptDistricts),
            (County::Known(x), County::Known(_)) if districts_of_one_city(a, b) && !policy.configures_city_of(x) => {
                Crossing::unknown(ReasonCode::CentralUrbanUnconfigured)
            }
            (County::Known(_), County::Known(_)) => Crossing::yes(),
            (County::Unsettled(x), County::Unsettled(y)) if x == y => Crossing::no(ReasonCode::SameCounty),
            (x, y) if x.code().same_city(y.code()) => Crossing::unknown(ReasonCode::DivisionUnsettled),
            _ => Crossing::yes(),
        }
    }

    /// `cross_township(a, b)`: the exemption of urban districts does not apply.
    #[must_use]
    pub fn cross_township(self, other: Self) -> Crossing {
        let (a, b) = (self, other);
        match (a.county, b.county) {
            (County::Known(x), County::Known(y)) if x != y => return Crossing::yes(),
            (x, y) if !x.code().same_city(y.code()) => return Crossing::yes(),
            _ => {}
        }
        match (a.code.township(), b.code.township()) {
            (Some(x), Some(y)) if x == y => Crossing::no(ReasonCode::SameTownship),
            // The same township under the old and the new county's digits cannot be told from another.
            (Some(_), Some(_)) if a.code.county() != b.code.county() && a.county == b.county => {
                Crossing::unknown(ReasonCode::DivisionUnsettled)
            }
            (Some(_), Some(_)) => Crossing::yes(),
            _ => Crossing::unknown(ReasonCode::TownshipUnknown),
        }
    }

    /// Whether both places lie in 市辖区 of one prefecture-level city or municipality (the same
    /// district included): 市辖区内人户分离.
    #[must_use]
    pub fn within_city_districts(self, other: Self) -> Truth {
        let (a, b) = (self, other);
        match (a.county, b.county) {
            (County::Known(_), County::Known(_)) => Truth::from(districts_of_one_city(a, b)),
            (x, y) if !x.code().same_city(y.code()) => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

/// `cross_county(a, b)` between two coded places, in the table valid on `day`.
#[must_use]
pub fn cross_county(a: DivisionCode, b: DivisionCode, policy: &Policy, day: Date) -> Crossing {
    match (Located::on(a, day), Located::on(b, day)) {
        (Some(a), Some(b)) => a.cross_county(b, policy),
        _ => Crossing::unknown(ReasonCode::DivisionUnsettled),
    }
}

fn districts_of_one_city(a: Located, b: Located) -> bool {
    a.district && b.district && a.county.code().same_city(b.county.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 21);

    fn code(raw: &str) -> DivisionCode {
        DivisionCode::parse(raw).unwrap()
    }

    fn at(raw: &str) -> Located {
        Located::on(code(raw), DAY).unwrap()
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
        assert_eq!(at("120101001").cross_township(at("120116001")), Crossing::yes());
        assert_eq!(at("120101").cross_township(at("120116")), Crossing::yes());
    }

    #[test]
    fn a_township_recoded_with_its_county_is_not_taken_for_another() {
        let (old, new) = (at("500105001"), at("500157001"));
        assert_eq!(old.cross_township(new).truth, Truth::Unknown);
        assert_eq!(old.cross_township(at("500105002")), Crossing::yes());
    }

    #[test]
    fn hong_kong_and_abroad_are_outside_and_a_province_alone_is_unknown() {
        let place = |code: &str, outside: &str| {
            Location::of(Some(&Address {
                division_code: code.to_owned(),
                outside: outside.to_owned(),
                ..Address::default()
            }))
        };
        assert_eq!(place("810000", ""), Location::Outside);
        assert_eq!(place("", "新加坡"), Location::Outside);
        assert_eq!(place("120000", ""), Location::Unknown);
        assert_eq!(place("12x", ""), Location::Unknown);
        assert_eq!(place("120104001", ""), Location::At(code("120104001")));
        assert_eq!(Location::of(None), Location::Unknown);
    }
}
