//! Rules 13.1: migrant children.

use jiff::civil::date;

use super::{Child, abroad, codes, place, text};
use crate::eligibility::Outcome::{In, Out, Review};
use crate::eligibility::{Class, Flag, Outcome, Policy, ReasonCode, StatScope, Verdict};
use crate::form::Value;

const FAR: (&str, &str) = ("411628001", "120104001");

fn far(left: &str) -> Child {
    Child::migrant(FAR.0, FAR.1, left)
}

fn results(verdict: &Verdict) -> (Outcome, Outcome) {
    (verdict.monitoring.result, verdict.statistical.result)
}

#[test]
fn e_01_across_provinces_for_years_is_in() {
    let verdict = far("2020-02-10").verdict();
    assert_eq!((results(&verdict), verdict.class), ((In, In), Class::M1));
    assert_eq!(codes(&verdict.left_behind), [ReasonCode::NoParentAway]);
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::CrossCounty]);
    assert_eq!(verdict.exit_notice, None);
}

#[test]
fn e_02_between_two_districts_of_tianjin_is_counted_only() {
    let verdict = Child::migrant("120101001", "120116001", "2020-02-10").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, In), Class::M2));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::ExemptDistricts]);
    assert!(verdict.monitoring.reasons[0].clause.contains("津民发〔2024〕12号二、（一）1"));
    assert_eq!(verdict.monitoring.reasons[0].text, "孩子在天津市的区和区之间住，按规定不算流动儿童");
}

#[test]
fn e_03_the_same_township_is_out() {
    let verdict = Child::migrant("120101001", "120101001", "2020-02-10").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, Out), Class::M0));
    assert_eq!(codes(&verdict.statistical), [ReasonCode::SameTownship]);
}

#[test]
fn e_04_another_township_of_the_same_county_is_counted_only() {
    let verdict = Child::migrant("120101001", "120101002", "2020-02-10").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, In), Class::M2));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::SameCounty]);
}

#[test]
fn e_05_exactly_six_months_is_in() {
    assert_eq!(results(&far("2026-05-21").verdict()), (In, In));
}

#[test]
fn e_06_one_day_short_of_six_months_is_out_and_says_when() {
    let verdict = far("2026-05-22").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, Out), Class::M0));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::Under6Months]);
    assert_eq!(verdict.monitoring.due, Some(date(2026, 11, 22)));
    assert_eq!(verdict.statistical.due, Some(date(2026, 11, 22)));
    assert!(verdict.monitoring.reasons[0].text.contains("2026年11月22日"));
}

#[test]
fn e_07_the_sixteenth_birthday_is_out() {
    let verdict = far("2020-01-01").born("2010-11-21").verdict();
    assert_eq!(results(&verdict), (Out, Out));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::Age16Plus]);
    assert_eq!((verdict.monitoring.due, verdict.exit_notice), (None, None));
}

#[test]
fn e_08_the_day_before_is_in_with_exit_notice() {
    let verdict = far("2020-01-01").born("2010-11-22").verdict();
    assert_eq!(results(&verdict), (In, In));
    assert_eq!(verdict.exit_notice, Some(date(2026, 11, 22)));
    assert_eq!(verdict.monitoring.due, Some(date(2026, 11, 22)));
}

#[test]
fn the_exit_notice_begins_thirty_days_before_the_birthday() {
    let child = far("2020-01-01").born("2010-12-21");
    assert_eq!(child.verdict().exit_notice, Some(date(2026, 12, 21)));
    assert_eq!(child.on(date(2026, 11, 20)).exit_notice, None);
}

#[test]
fn e_09_and_e_10_a_leap_day_child_turns_sixteen_on_the_leap_day() {
    let child = far("2020-01-01").born("2008-02-29");
    assert_eq!(results(&child.on(date(2024, 2, 28))), (In, In));
    assert_eq!(results(&child.on(date(2024, 2, 29))), (Out, Out));
}

#[test]
fn e_11_and_e_12_six_months_from_31_august_end_on_the_last_of_february() {
    let child = far("2024-08-31");
    assert_eq!(results(&child.on(date(2025, 2, 27))), (Out, Out));
    assert_eq!(results(&child.on(date(2025, 2, 28))), (In, In));
}

#[test]
fn e_13_two_districts_of_an_unconfigured_city_wait_for_a_person() {
    let verdict = Child::migrant("130102001", "130104001", "2020-01-01").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Review, In), Class::Review));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::CentralUrbanUnconfigured]);
}

#[test]
fn e_14_from_a_district_to_a_county_of_the_same_city_is_in() {
    assert_eq!(results(&Child::migrant("130102001", "130121100", "2020-01-01").verdict()), (In, In));
}

#[test]
fn e_15_a_missing_date_waits_for_a_person() {
    let verdict = far("2020-01-01").without("left_hukou_date").verdict();
    assert_eq!(results(&verdict), (Review, Review));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::LeftDateMissing]);
}

#[test]
fn the_day_of_arrival_proves_six_months_but_cannot_disprove_them() {
    let child = far("2020-01-01").without("left_hukou_date");
    let long = child.clone().with("arrived_residence_date", text("2026-05-21")).verdict();
    assert_eq!(results(&long), (In, In));
    assert!(long.monitoring.says(ReasonCode::DateFallback) && long.has(Flag::DateFallback));
    let short = child.with("arrived_residence_date", text("2026-05-22")).verdict();
    assert_eq!(results(&short), (Review, Review));
    assert_eq!(short.monitoring.due, Some(date(2026, 11, 22)));
}

#[test]
fn e_16_a_child_living_alone_is_out_with_a_safety_alert() {
    let verdict = far("2020-01-01").living_with("none").verdict();
    assert_eq!(results(&verdict), (Out, Out));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::NotWithGuardian]);
    assert!(verdict.has(Flag::SafetyAlert));
}

#[test]
fn e_17_unknown_townships_of_one_county_leave_the_statistics_open() {
    let verdict = Child::migrant("120119", "120119", "2020-02-10").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, Review), Class::Review));
    assert_eq!(codes(&verdict.statistical), [ReasonCode::TownshipUnknown]);
}

#[test]
fn e_18_born_away_is_in_from_six_months_of_age() {
    assert_eq!(results(&far("2026-05-20").born("2026-05-20").verdict()), (In, In));
}

#[test]
fn e_19_born_away_and_younger_is_out_until_the_day() {
    let verdict = far("2026-06-25").born("2026-06-25").verdict();
    assert_eq!(results(&verdict), (Out, Out));
    assert_eq!(verdict.monitoring.due, Some(date(2026, 12, 25)));
}

#[test]
fn a_day_of_leaving_before_birth_counts_from_birth() {
    let verdict = far("2020-01-01").born("2026-06-25").verdict();
    assert_eq!((results(&verdict), verdict.monitoring.due), ((Out, Out), Some(date(2026, 12, 25))));
}

fn no_hukou() -> Child {
    far("2020-01-01").with("hukou_registered", Value::Bool(false)).without("hukou_address")
}

#[test]
fn e_20_a_child_without_hukou_waits_for_a_person() {
    let verdict = no_hukou().verdict();
    assert_eq!((results(&verdict), verdict.class), ((Review, Review), Class::Review));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::NoHukou]);
    assert!(verdict.has(Flag::PresumptiveHukou));
}

#[test]
fn e_21_age_decides_even_without_hukou() {
    let verdict = no_hukou().without("left_hukou_date").without("living_with").born("2009-03-08").verdict();
    assert_eq!(results(&verdict), (Out, Out));
    assert_eq!(verdict.left_behind.result, Out);
}

#[test]
fn e_22_and_e_23_a_number_of_hong_kong_macau_or_taiwan_waits_for_a_person() {
    for number in ["810000201406129982", "820000201507209975", "830000201310019985"] {
        for child in [
            no_hukou(),
            far("2020-01-01").without("hukou_address").without("hukou_registered"),
            far("2020-01-01"),
            far("2020-01-01").with("hukou_address", place("810000")),
        ] {
            let verdict = child.with("child_id_number", text(number)).verdict();
            assert_eq!(results(&verdict), (Review, Review), "{number}");
            assert!(verdict.monitoring.says(ReasonCode::NoHukou));
        }
    }
}

#[test]
fn e_24_a_foreign_child_is_never_taken_in() {
    let verdict = far("2020-01-01").with("hukou_address", abroad("越南")).verdict();
    assert_eq!(results(&verdict), (Review, Review));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::NoHukou]);
}

#[test]
fn e_25_a_city_without_counties_is_one_county() {
    let verdict = Child::migrant("441900003", "441900101", "2020-01-01").verdict();
    assert_eq!(results(&verdict), (Out, In));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::SameCounty]);
}

#[test]
fn e_26_an_abolished_county_counts_as_its_successor() {
    assert_eq!(results(&Child::migrant("500105001", "120104001", "2020-01-01").verdict()), (In, In));
    let stayed = Child::migrant("500105001", "500157001", "2020-01-01").verdict();
    assert_eq!(codes(&stayed.monitoring), [ReasonCode::SameCounty]);
}

#[test]
fn e_27_a_zone_belongs_to_its_district() {
    let verdict = Child::migrant("120116400", "120101001", "2020-01-01").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, In), Class::M2));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::ExemptDistricts]);
}

#[test]
fn e_28_a_recent_arrival_is_information_only() {
    let verdict = far("2019-01-01").with("arrived_residence_date", text("2026-10-01")).verdict();
    assert_eq!(results(&verdict), (In, In));
    assert!(verdict.monitoring.says(ReasonCode::RecentArrival) && verdict.has(Flag::RecentArrival));
}

#[test]
fn e_29_a_child_of_tianjin_in_shanghai_is_in() {
    assert_eq!(results(&Child::migrant("120119100", "310115", "2020-01-01").verdict()), (In, In));
}

#[test]
fn e_30_after_the_hukou_followed_the_child_is_out() {
    let verdict = Child::migrant("120104001", "120104001", "2020-01-01").verdict();
    assert_eq!((results(&verdict), verdict.class), ((Out, Out), Class::M0));
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::SameCounty]);
}

#[test]
fn the_national_profile_exempts_no_district_by_default() {
    let national = Policy::named("national").unwrap();
    let verdict = Child::migrant("120101001", "120116001", "2020-02-10").under(national);
    assert_eq!(codes(&verdict.monitoring), [ReasonCode::CentralUrbanUnconfigured]);
    assert!(!verdict.monitoring.reasons[0].clause.contains('津'));
}

#[test]
fn the_floating_population_reading_leaves_out_moves_within_the_city() {
    let mut policy = super::tianjin().clone();
    policy.stat_scope = StatScope::NbsFloating;
    for (hukou, current, expected) in [
        ("120101001", "120116001", Out),
        ("120101001", "120101002", Out),
        ("130121100", "130121101", In),
        ("411628001", "120104001", In),
        ("441900003", "441900101", In),
        ("130102001", "130104001", Review),
    ] {
        let verdict = Child::migrant(hukou, current, "2020-01-01").under(&policy);
        assert_eq!(verdict.statistical.result, expected, "{hukou} {current}");
    }
    let verdict = Child::migrant("120101001", "120101002", "2020-01-01").under(&policy);
    assert_eq!(codes(&verdict.statistical), [ReasonCode::WithinCityDistricts]);
}

#[test]
fn an_answered_hukou_place_needs_no_second_answer_that_there_is_one() {
    assert_eq!(results(&far("2020-01-01").without("hukou_registered").verdict()), (In, In));
}

#[test]
fn a_hukou_place_without_hukou_is_a_contradiction_for_a_person() {
    let verdict =
        Child::migrant("120104001", "120104001", "2020-01-01").with("hukou_registered", Value::Bool(false)).verdict();
    assert_eq!(results(&verdict), (Review, Review));
    assert!(verdict.monitoring.says(ReasonCode::FactsConflict));
}
