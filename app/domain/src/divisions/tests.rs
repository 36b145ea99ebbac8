//! What the rest of the register relies on. Rules 1.2 and 13; V-04.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 11, 21);

fn code(raw: &str) -> DivisionCode {
    DivisionCode::parse(raw).unwrap()
}

fn county(raw: &str) -> CountyCode {
    CountyCode::parse(raw).unwrap()
}

#[test]
fn a_village_code_names_every_unit_above_it() {
    let village = code("120104001003");
    assert_eq!(village.level(), Level::Village);
    assert_eq!(village.village(), Some(village));
    assert_eq!(village.township(), Some(code("120104001")));
    assert_eq!(village.county(), Some(county("120104")));
    assert_eq!(village.prefecture().unwrap().to_string(), "120100");
    assert_eq!(village.province(), code("120000"));
    assert_eq!(village.to_string(), "120104001003");
}

#[test]
fn levels_follow_the_digits() {
    for (raw, level) in [
        ("120000", Level::Province),
        ("130100", Level::Prefecture),
        ("130102", Level::County),
        ("429004", Level::County),
        ("441900", Level::County),
        ("120104001", Level::Township),
        ("120104001003", Level::Village),
    ] {
        assert_eq!(code(raw).level(), level, "{raw}");
        assert_eq!(code(raw).to_string(), raw);
    }
    assert_eq!(code("120000").county(), None);
    assert_eq!(code("130100").county(), None);
    assert_eq!(code("120104").township(), None);
}

#[test]
fn full_length_codes_of_upper_units_become_short() {
    assert_eq!(code("120101000000"), code("120101"));
    assert_eq!(code("120101000"), code("120101"));
    assert_eq!(code("120101001000"), code("120101001"));
}

#[test]
fn malformed_codes_are_refused_with_their_reason() {
    for raw in ["", "12", "1201", "12010", "1201041", "12010a", "１２０１０４", "+20104", "-20104001"] {
        assert_eq!(DivisionCode::parse(raw), Err(DivisionCodeError::Malformed), "{raw}");
    }
    for raw in ["990101", "160101", "000000", "840000"] {
        assert_eq!(DivisionCode::parse(raw), Err(DivisionCodeError::UnknownProvince), "{raw}");
    }
    for raw in ["130100001", "120000001", "120101000001"] {
        assert_eq!(DivisionCode::parse(raw), Err(DivisionCodeError::MissingPart), "{raw}");
    }
    assert_eq!(CountyCode::parse("120000"), Err(DivisionCodeError::MissingPart));
    assert_eq!(CountyCode::parse("120101001"), Err(DivisionCodeError::Malformed));
}

#[test]
fn e25_a_city_without_counties_is_one_county() {
    for (inside, unit) in [
        ("441900003", "441900"),
        ("441900101", "441900"),
        ("442000100", "442000"),
        ("460400100", "460400"),
        ("620201001", "620201"),
        ("620200", "620201"),
    ] {
        assert_eq!(code(inside).county(), Some(county(unit)), "{inside}");
        assert_eq!(county_kind(county(unit)), Some(CountyKind::UndividedCity));
    }
    assert_ne!(code("441900003").township(), code("441900101").township());
}

#[test]
fn e26_an_abolished_county_resolves_to_its_successor_from_the_next_year() {
    assert_eq!(code("500105001").county_on(TODAY), Some(county("500157")));
    assert_eq!(code("500112").county_on(TODAY), Some(county("500157")));
    assert_eq!(code("500105").county_on(date(2025, 12, 31)), Some(county("500105")));
    assert_eq!(code("500105").county_on(date(2026, 1, 1)), Some(county("500157")));
    assert_eq!(county_info(county("500157")).unwrap().kind, CountyKind::District);
}

#[test]
fn successor_chains_are_followed_to_the_day() {
    // 江津县 → 江津市 (四川) → 江津市 (重庆) → 江津区
    let old = county("510225");
    assert_eq!(resolve(old, date(1991, 6, 1)), old);
    assert_eq!(resolve(old, date(1995, 6, 1)), county("510283"));
    assert_eq!(resolve(old, date(2000, 6, 1)), county("500381"));
    assert_eq!(resolve(old, TODAY), county("500116"));
    // The chain of 江北区 as a district of Sichuan goes on to the new district.
    assert_eq!(resolve(county("510211"), TODAY), county("500157"));
}

#[test]
fn a_divided_county_has_no_single_successor() {
    // 江干区 went to 上城区 and 钱塘区.
    let info = county_info(county("330104")).unwrap();
    assert_eq!((info.valid_to, info.successor), (Some(2021), None));
    assert_eq!(resolve(county("330104"), TODAY), county("330104"));
}

#[test]
fn e27_a_zone_coded_as_township_belongs_to_its_county() {
    let zone = code("120116400");
    assert!(zone.is_township_like());
    assert_eq!(zone.county(), Some(county("120116")));
    assert!(!code("120116001").is_township_like());
    assert!(!code("120116").is_township_like());
}

#[test]
fn e13_districts_of_one_city_are_told_from_its_counties() {
    let (a, b, c) = (county("130102"), county("130104"), county("130121"));
    assert!(a.same_city(b) && a.same_city(c));
    assert_eq!(county_kind(a), Some(CountyKind::District));
    assert_eq!(county_kind(b), Some(CountyKind::District));
    assert_eq!(county_kind(c), Some(CountyKind::County));
    assert!(!a.same_city(county("120104")));
}

#[test]
fn zones_coded_as_counties_are_recognised_even_when_new() {
    assert_eq!(county_kind(county("130171")), Some(CountyKind::FunctionalZone));
    assert_eq!(county_info(county("130179")), None);
    assert_eq!(county_kind(county("130179")), Some(CountyKind::FunctionalZone));
    assert_eq!(county_kind(county("130160")), None);
    assert_eq!(county_kind(county("232761")), Some(CountyKind::AdministrativeZone));
}

#[test]
fn former_codes_of_tianjin_lead_to_its_sixteen_districts() {
    for (old, last, new) in [
        ("120107", 2008, "120116"),
        ("120108", 2008, "120116"),
        ("120109", 2008, "120116"),
        ("120221", 2014, "120117"),
        ("120222", 1999, "120114"),
        ("120223", 2014, "120118"),
        ("120224", 2000, "120115"),
        ("120225", 2015, "120119"),
    ] {
        let info = county_info(county(old)).unwrap();
        assert_eq!((info.valid_to, info.successor), (Some(last), Some(county(new))), "{old}");
    }
    let current = (120_101..=120_106).chain(120_110..=120_119);
    for six in current {
        let info = county_info(CountyCode::literal(six)).unwrap();
        assert_eq!((info.kind, info.valid_to), (CountyKind::District, None), "{six}");
    }
}

#[test]
fn v04_present_and_former_address_codes_are_known() {
    for known in [
        "120101", "120109", "120225", "110105", "110221", "441900", "620200", "620201", "653229", "500157", "500105",
        "810000", "820000", "830000", "710000", "120100", "429004",
    ] {
        assert!(known_address_code(known), "{known}");
    }
    for unknown in ["999999", "120199", "120120", "130160", "", "12010", "1201010", "+20101"] {
        assert!(!known_address_code(unknown), "{unknown}");
    }
}

#[test]
fn single_entry_regions_are_counties_of_their_own() {
    for raw in ["710000", "810000", "820000"] {
        assert_eq!(code(raw).county(), Some(county(raw)));
        assert_eq!(county_kind(county(raw)), Some(CountyKind::Region));
    }
}

#[test]
fn containment_goes_down_the_tree() {
    let village = code("120104001003");
    for outer in ["120000", "120100", "120104", "120104001", "120104001003"] {
        assert!(code(outer).contains(village), "{outer}");
    }
    for other in ["110000", "120104002", "120101", "120104001004"] {
        assert!(!code(other).contains(village), "{other}");
    }
    assert!(!village.contains(code("120104001")));
    assert!(code("441900").contains(code("441900003")));
}

#[test]
fn codes_are_strings_in_json() {
    let village = code("120104001003");
    assert_eq!(serde_json::to_string(&village).unwrap(), "\"120104001003\"");
    assert_eq!(serde_json::from_str::<DivisionCode>("\"120104001003\"").unwrap(), village);
    assert!(serde_json::from_str::<DivisionCode>("\"99\"").is_err());
    assert_eq!(serde_json::to_string(&county("120104")).unwrap(), "\"120104\"");
    assert!(serde_json::from_str::<CountyCode>("\"120000\"").is_err());
}

proptest! {
    #[test]
    fn parsing_never_panics_and_printing_parses_back(raw in "[0-9]{0,13}") {
        if let Ok(parsed) = DivisionCode::parse(&raw) {
            prop_assert_eq!(DivisionCode::parse(&parsed.to_string()), Ok(parsed));
            prop_assert!(raw.starts_with(&parsed.to_string()));
            if let Some(county) = parsed.county() {
                prop_assert_eq!(CountyCode::parse(&county.to_string()), Ok(county));
            }
        }
    }

    #[test]
    fn arbitrary_text_is_no_code_unless_all_digits(raw in "\\PC{0,12}") {
        if DivisionCode::parse(&raw).is_ok() {
            prop_assert!(raw.bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn resolving_twice_changes_nothing(six in 110_000_u32..660_000, year in 1980_i16..2030) {
        if let Ok(county) = CountyCode::parse(&six.to_string()) {
            let day = date(year, 7, 1);
            let once = resolve(county, day);
            prop_assert_eq!(resolve(once, day), once);
        }
    }
}
