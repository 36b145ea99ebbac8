//! Rules 13.2: left-behind children, and DT-L and DT-X row by row.

use jiff::civil::date;

use super::{AS_OF, Child, abroad, codes, place, text};
use crate::eligibility::Outcome::{In, Out, Review};
use crate::eligibility::{Class, Flag, Outcome, ReasonCode, Ruling};
use crate::form::{FormKind, Value};

fn ruling(child: &Child) -> Ruling {
    child.verdict().left_behind
}

fn is(child: &Child, result: Outcome, reasons: &[ReasonCode]) {
    let ruling = ruling(child);
    assert_eq!((ruling.result, codes(&ruling)), (result, reasons.to_vec()));
}

fn both_away() -> Child {
    Child::left_behind().away("father").away("mother")
}

fn father_away() -> Child {
    Child::left_behind().away("father")
}

#[test]
fn e_40_both_parents_away_is_in() {
    is(&both_away(), In, &[ReasonCode::BothAway]);
    assert_eq!(both_away().verdict().class, Class::Lb);
}

#[test]
fn e_41_one_away_and_the_other_able_is_out() {
    is(&father_away().home("mother", "full"), Out, &[ReasonCode::OtherParentAble]);
    assert_eq!(father_away().home("mother", "full").verdict().class, Class::M0);
}

#[test]
fn e_42_one_away_and_the_other_incapable_is_in() {
    is(&father_away().home("mother", "none"), In, &[ReasonCode::OneAwayOtherIncapable]);
}

fn mother_ill() -> Child {
    father_away().home("mother", "impaired").with("mother_capacity_reason", text("serious_illness"))
}

#[test]
fn e_43_a_seriously_ill_parent_needs_a_judgement() {
    is(&mother_ill(), Review, &[ReasonCode::JudgementRequired]);
}

#[test]
fn e_44_judged_unable_is_in() {
    is(&mother_ill().judged("mother"), In, &[ReasonCode::OneAwayOtherImpaired]);
}

#[test]
fn a_judgement_of_tomorrow_does_not_count_today() {
    let child = mother_ill().judged("mother").with("mother_capacity_judged_at", text("2026-11-22"));
    is(&child, Review, &[ReasonCode::JudgementRequired]);
    assert_eq!(ruling(&child).due, Some(date(2026, 11, 22)));
}

#[test]
fn e_45_both_away_for_five_months_is_out_and_says_when() {
    let child =
        Child::left_behind().away_since("father", "310115", "2026-06-22").away_since("mother", "310115", "2026-06-22");
    is(&child, Out, &[ReasonCode::Under6Months]);
    assert_eq!(ruling(&child).due, Some(date(2026, 12, 22)));
    assert!(ruling(&child).reasons[0].text.contains("2026年12月22日"));
}

#[test]
fn e_46_both_away_for_exactly_six_months_is_in() {
    let child =
        Child::left_behind().away_since("father", "310115", "2026-05-21").away_since("mother", "310115", "2026-05-21");
    is(&child, In, &[ReasonCode::BothAway]);
}

#[test]
fn row_9_a_parent_away_for_less_decides_whatever_the_other_is() {
    let short = || Child::left_behind().away_since("father", "310115", "2026-06-22");
    for child in [
        short().away("mother"),
        short().home("mother", "full"),
        short().home("mother", "none"),
        short().home("mother", "impaired"),
        short().status("mother", "deceased"),
        short().status("mother", "deceased").judged("mother"),
    ] {
        is(&child, Out, &[ReasonCode::Under6Months]);
    }
    assert_eq!(ruling(&short().away("mother")).due, Some(date(2026, 12, 22)));
    assert_eq!(ruling(&short().home("mother", "none")).due, Some(date(2026, 12, 22)));
    // Of an able mother nothing changes by waiting.
    assert_eq!(ruling(&short().home("mother", "full")).due, None);
}

#[test]
fn e_47_work_in_two_other_districts_of_tianjin_is_not_away() {
    let child =
        Child::left_behind().away_since("father", "120101", "2025-01-01").away_since("mother", "120116", "2025-01-01");
    is(&child, Out, &[ReasonCode::NotCrossCounty]);
}

#[test]
fn e_48_one_away_and_the_other_near_and_able_is_out() {
    let child =
        father_away().away_since("mother", "120101", "2025-01-01").with("mother_guardianship_capacity", text("full"));
    is(&child, Out, &[ReasonCode::OtherParentAble, ReasonCode::NotCrossCounty]);
}

fn father_dead() -> Child {
    Child::left_behind().away("mother").status("father", "deceased")
}

#[test]
fn e_49_a_dead_parent_needs_a_judgement() {
    is(&father_dead(), Review, &[ReasonCode::JudgementRequired]);
    assert!(father_dead().verdict().has(Flag::CheckUnattended));
}

#[test]
fn e_50_a_dead_parent_judged_is_in() {
    is(&father_dead().judged("father"), In, &[ReasonCode::OneAwayOtherAbsent]);
    assert!(father_dead().judged("father").verdict().has(Flag::CheckUnattended));
}

#[test]
fn e_51_a_missing_work_place_waits_for_a_person() {
    is(&both_away().without("father_work_place"), Review, &[ReasonCode::ParentFactMissing]);
}

#[test]
fn e_52_an_unknown_other_parent_waits_for_a_person() {
    is(&father_away(), Review, &[ReasonCode::ParentFactMissing]);
}

#[test]
fn e_53_a_visit_home_does_not_interrupt() {
    // Visits are not asked for; coming back to live is.
    is(&both_away(), In, &[ReasonCode::BothAway]);
    let back = both_away().with("father_away_until", text("2026-11-01"));
    is(&back, Review, &[ReasonCode::ParentFactMissing]);
    is(
        &back.with("father_guardianship_capacity", text("full")),
        Out,
        &[ReasonCode::OtherParentAble, ReasonCode::ParentReturned],
    );
    let later = both_away().with("father_away_until", text("2026-12-01"));
    assert_eq!((ruling(&later).result, ruling(&later).due), (In, Some(date(2026, 12, 1))));
}

#[test]
fn e_54_sixteen_today_is_out() {
    is(&both_away().born("2010-11-21"), Out, &[ReasonCode::Age16Plus]);
}

#[test]
fn e_55_with_grandparents_in_another_county_both_fit_and_left_behind_is_proposed() {
    let elsewhere = both_away()
        .with("current_address", place("130102001"))
        .with("entrusted_carer_relation", text("paternal_grandmother"));
    let told = Child { form: FormKind::Migrant, ..elsewhere.clone() }
        .living_with("other_guardian")
        .with("left_hukou_date", text("2020-01-01"));
    for (child, monitoring) in [(elsewhere, Review), (told, In)] {
        let verdict = child.verdict();
        assert_eq!(verdict.monitoring.result, monitoring);
        assert_eq!((verdict.left_behind.result, verdict.class), (In, Class::Overlap));
        assert_eq!(verdict.overlap.unwrap().proposal, Some(FormKind::LeftBehind));
        assert!(verdict.left_behind.says(ReasonCode::Overlap) && verdict.monitoring.says(ReasonCode::Overlap));
    }
}

#[test]
fn with_a_legal_guardian_in_another_county_the_migrant_category_is_proposed() {
    let child = both_away()
        .with("current_address", place("130102001"))
        .with("left_hukou_date", text("2020-01-01"))
        .with("has_entrusted_carer", Value::Bool(false))
        .living_with("other_guardian");
    let verdict = child.verdict();
    assert_eq!((verdict.monitoring.result, verdict.class), (In, Class::Overlap));
    assert_eq!(verdict.overlap.unwrap().proposal, Some(FormKind::Migrant));
}

#[test]
fn e_56_both_away_without_carer_is_in() {
    is(&both_away().with("has_entrusted_carer", Value::Bool(false)), In, &[ReasonCode::BothAway]);
}

#[test]
fn e_58_divorced_and_without_contact_needs_a_judgement() {
    is(&father_away().status("mother", "divorced_no_contact"), Review, &[ReasonCode::JudgementRequired]);
}

#[test]
fn a_judgement_may_also_find_the_other_parent_able() {
    let child = father_away().status("mother", "divorced_no_contact").home("mother", "full").judged("mother");
    is(&child, Out, &[ReasonCode::OtherParentAble]);
}

#[test]
fn e_59_work_abroad_counts_as_across_counties() {
    let child = both_away().with("father_work_place", abroad("日本"));
    is(&child, In, &[ReasonCode::BothAway]);
    is(&both_away().with("mother_work_place", place("810000")), In, &[ReasonCode::BothAway]);
}

#[test]
fn row_12_nobody_away_is_out() {
    let child = Child::left_behind().home("father", "full").home("mother", "full");
    is(&child, Out, &[ReasonCode::NoParentAway]);
    is(&Child::left_behind().home("father", "none").home("mother", "none"), Out, &[ReasonCode::NoParentAway]);
}

#[test]
fn rows_do_not_depend_on_which_parent_is_which() {
    type Tell<'a> = &'a dyn Fn(Child, &str) -> Child;
    let pairs: [(Tell<'_>, Tell<'_>); 4] = [
        (&|c, p| c.away(p), &|c, p| c.home(p, "none")),
        (&|c, p| c.away(p), &|c, p| c.home(p, "impaired").judged(p)),
        (&|c, p| c.away(p), &|c, p| c.status(p, "missing")),
        (&|c, p| c.away_since(p, "120101", "2025-01-01"), &|c, p| c.home(p, "full")),
    ];
    for (one, other) in pairs {
        let straight = other(one(Child::left_behind(), "father"), "mother");
        let crossed = other(one(Child::left_behind(), "mother"), "father");
        assert_eq!(ruling(&straight), ruling(&crossed));
    }
}

#[test]
fn on_the_migrant_form_living_with_both_parents_says_that_none_is_away() {
    let child = Child::migrant("411628001", "120104001", "2020-01-01");
    is(&child, Out, &[ReasonCode::NoParentAway]);
    is(&child.clone().living_with("one_parent"), Review, &[ReasonCode::ParentFactMissing]);
    assert_eq!(child.clone().living_with("one_parent").verdict().class, Class::M1);
    is(&child.away("father"), Review, &[ReasonCode::FactsConflict, ReasonCode::ParentFactMissing]);
}

#[test]
fn a_short_absence_of_a_parent_recorded_as_incapable_is_asked() {
    let child = Child::left_behind()
        .away("mother")
        .away_since("father", "310115", "2026-06-22")
        .with("father_guardianship_capacity", text("none"));
    let ruling = ruling(&child);
    assert_eq!(ruling.result, Review);
    assert!(ruling.says(ReasonCode::FactsConflict));
    assert_eq!(child.on(date(2026, 12, 22)).left_behind.result, In);
}

#[test]
fn a_dead_parent_said_to_work_away_is_asked() {
    let child = father_dead().judged("father").away("father");
    is(&child, Review, &[ReasonCode::FactsConflict, ReasonCode::ParentFactMissing]);
}

#[test]
fn without_hukou_the_distance_of_work_cannot_be_told() {
    let child = both_away().with("hukou_registered", Value::Bool(false)).without("hukou_address");
    is(&child, Review, &[ReasonCode::NoHukou]);
}

#[test]
fn the_local_period_applies_where_the_profile_allows_it() {
    let mut policy = crate::eligibility::Policy::named("national").unwrap().clone();
    policy.left_behind_months = 3;
    let child =
        Child::left_behind().away_since("father", "310115", "2026-08-21").away_since("mother", "310115", "2026-08-21");
    assert_eq!(child.under(&policy).left_behind.result, In);
    assert_eq!(child.on(AS_OF).left_behind.result, Out);
}
