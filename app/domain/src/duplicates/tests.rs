//! The vectors C-66 … C-71 of suspected duplicates, and what holds for every pair.

use super::*;

/// Name, sex and birth date agree.
fn same_name_and_birth() -> Evidence {
    Evidence { name: Some(PersonName::Equal), birth: Some(Birth::Equal), same_sex: Some(true), ..Evidence::default() }
}

fn points_and_level(evidence: Evidence) -> Option<(i32, Level)> {
    score(&evidence).map(|found| (found.points, found.level))
}

#[test]
fn c_66_number_name_birth_and_sex_equal_is_certain() {
    let evidence = Evidence { number: Some(Number::Equal), ..same_name_and_birth() };
    assert_eq!(points_and_level(evidence), Some((148, Level::Certain)));
    for name in [PersonName::Common, PersonName::Homophone, PersonName::OneOff] {
        let named = Evidence { name: Some(name), ..evidence };
        assert_eq!(score(&named).unwrap().level, Level::Certain, "{name:?}");
    }
    let without_birth = Evidence { birth: None, ..evidence };
    assert_eq!(score(&without_birth).unwrap().level, Level::Certain);
    let another_birth = Evidence { birth: Some(Birth::Near), ..evidence };
    assert_eq!(score(&another_birth).unwrap().level, Level::Probable);
}

#[test]
fn c_67_the_same_number_under_another_name_is_only_probable() {
    let evidence = Evidence { number: Some(Number::Equal), name: Some(PersonName::Different), ..same_name_and_birth() };
    assert_eq!(points_and_level(evidence), Some((98, Level::Probable)));
}

#[test]
fn c_68_without_a_number_one_thing_of_the_mother_makes_it_probable() {
    let with = |adults| Evidence { adults, ..same_name_and_birth() };
    let name = with(Adults { names: 1, ..Adults::default() });
    let phone = with(Adults { phone: Some(Shared::Own), ..Adults::default() });
    let number = with(Adults { number: true, ..Adults::default() });
    assert_eq!(points_and_level(name), Some((60, Level::Probable)));
    assert_eq!(points_and_level(phone), Some((63, Level::Probable)));
    assert_eq!(points_and_level(number), Some((78, Level::Probable)));
}

#[test]
fn c_69_name_sex_and_birth_alone_are_possible_unless_the_name_is_common() {
    let common = Evidence { name: Some(PersonName::Common), ..same_name_and_birth() };
    assert_eq!(points_and_level(same_name_and_birth()), Some((48, Level::Possible)));
    assert_eq!(points_and_level(common), None, "38 points");
    assert_eq!(points_and_level(Evidence { township: true, ..common }), Some((43, Level::Possible)));
}

#[test]
fn c_70_two_valid_numbers_are_outweighed_by_the_mothers_and_the_address() {
    let evidence = Evidence {
        number: Some(Number::Different),
        adults: Adults { number: true, ..Adults::default() },
        township: true,
        address: true,
        ..same_name_and_birth()
    };
    assert_eq!(points_and_level(evidence), Some((60, Level::Probable)));
}

#[test]
fn c_71_twins_are_never_above_possible() {
    let twins = Evidence {
        number: Some(Number::Different),
        name: Some(PersonName::Different),
        adults: Adults { number: true, ..Adults::default() },
        township: true,
        address: true,
        ..same_name_and_birth()
    };
    assert_eq!(points_and_level(twins), None, "10 points");
    let without_numbers = Evidence { number: None, ..twins };
    assert_eq!(points_and_level(without_numbers), Some((40, Level::Possible)));
    assert!(score(&without_numbers).unwrap().reasons.contains(&Reason::Twins));
    let boy_and_girl = Evidence { same_sex: Some(false), ..without_numbers };
    assert_eq!(points_and_level(boy_and_girl), None, "27 points");
    // 子轩 and 子涵: one character apart, as twins are often named.
    let alike = Evidence { name: Some(PersonName::OneOff), ..without_numbers };
    assert_eq!(points_and_level(alike), Some((77, Level::Possible)));
    let homophone = Evidence { name: Some(PersonName::Homophone), ..without_numbers };
    assert_eq!(points_and_level(homophone), Some((77, Level::Probable)), "one name written in two ways is no twin");
}

#[test]
fn what_adults_share_counts_thirty_points_at_most() {
    let all = Adults { number: true, names: 2, phone: Some(Shared::Own) };
    let evidence = Evidence { adults: all, ..same_name_and_birth() };
    assert_eq!(points_and_level(evidence), Some((78, Level::Probable)));
    let busy = Adults { phone: Some(Shared::Busy), ..Adults::default() };
    let evidence = Evidence { adults: busy, ..same_name_and_birth() };
    assert_eq!(points_and_level(evidence), Some((51, Level::Possible)));
}

#[test]
fn an_address_counts_within_its_township_only() {
    let evidence = Evidence { address: true, ..same_name_and_birth() };
    assert_eq!(points_and_level(evidence), Some((48, Level::Possible)));
}

#[test]
fn codes_and_words_tell_reasons_and_levels_apart() {
    for level in Level::ALL {
        assert_eq!(Level::from_code(level.code()), Some(level));
    }
    let mut labels: Vec<&str> = Reason::ALL.iter().map(|reason| reason.label()).collect();
    for reason in Reason::ALL {
        assert_eq!(Reason::from_code(reason.code()), Some(*reason));
        assert!(!reason.label().is_ascii());
    }
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), Reason::ALL.len());
}

/// county.md C-72: two candidates too close together are for a person.
#[test]
fn c_72_two_candidates_within_fifteen_points_are_ambiguous() {
    let found = |points, level| Match { points, level, reasons: Vec::new() };
    let probable = |points| found(points, Level::Probable);
    assert_eq!(choose(&[probable(60), probable(63)]), Choice::Ambiguous(vec![1, 0]));
    assert_eq!(choose(&[probable(79), probable(63)]), Choice::Proposed(0));
    let certain = found(148, Level::Certain);
    assert_eq!(choose(&[probable(78), certain.clone()]), Choice::Automatic(1));
    assert_eq!(choose(&[certain.clone(), found(190, Level::Certain)]), Choice::Ambiguous(vec![1, 0]), "two certain");
    assert_eq!(choose(&[found(48, Level::Possible)]), Choice::Listed(0));
    assert_eq!(choose(&[]), Choice::Nobody);
}
