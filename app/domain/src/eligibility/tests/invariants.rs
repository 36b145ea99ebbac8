//! What must hold for all answers, over thousands of them.

use jiff::ToSpan as _;
use proptest::prelude::*;

use super::tianjin;
use crate::eligibility::facts::Facts;
use crate::eligibility::sample::{AS_OF, answers};
use crate::eligibility::{Class, Outcome, Policy, ReasonCode, Ruling, StatScope, Verdict, assess};
use crate::form::{Answers, FormKind};

const RULES: [fn(&Verdict) -> &Ruling; 3] = [|v| &v.monitoring, |v| &v.statistical, |v| &v.left_behind];

/// Embedded profiles, and Tianjin's with the narrower statistical reading.
fn profiles() -> Vec<Policy> {
    let mut floating = tianjin().clone();
    floating.stat_scope = StatScope::NbsFloating;
    Policy::all().cloned().chain([floating]).collect()
}

/// Removing one answer never turns IN or REVIEW into OUT, for any answers and any rule, except
///
/// * where the answer was one side of a contradiction that REVIEW had named (`FACTS_CONFLICT`), and
/// * `*_away_until`, whose absence is no missing fact: it says that the parent is still away.
fn no_missing_fact_turns_into_out(form: FormKind, before: &Answers, policy: &Policy) -> Result<(), TestCaseError> {
    let verdict = assess(form, before, policy, AS_OF);
    for (key, _) in before.iter().filter(|(key, _)| !key.ends_with("_away_until")) {
        let mut fewer = before.clone();
        fewer.remove(key);
        let after = assess(form, &fewer, policy, AS_OF);
        for rule in RULES {
            let (was, is) = (rule(&verdict), rule(&after));
            let turned = was.result != Outcome::Out && is.result == Outcome::Out;
            let named = was.result == Outcome::Review && was.says(ReasonCode::FactsConflict);
            prop_assert!(!turned || named, "without {key}: {was:?} became {is:?} in {before:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_missing_fact_turns_in_or_review_silently_into_out(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        for policy in &profiles() {
            no_missing_fact_turns_into_out(form, &answers, policy)?;
        }
    }

    #[test]
    fn monitoring_in_implies_statistical_in(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        for policy in &profiles() {
            let verdict = assess(form, &answers, policy, AS_OF);
            if verdict.monitoring.result == Outcome::In {
                prop_assert_eq!(verdict.statistical.result, Outcome::In);
            }
        }
    }

    #[test]
    fn a_child_has_one_class_and_overlap_is_never_decided_silently(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        let verdict = assess(form, &answers, tianjin(), AS_OF);
        let (migrant, left) = (verdict.monitoring.result, verdict.left_behind.result);
        prop_assert_eq!(verdict.overlap.is_some(), verdict.class == Class::Overlap);
        match verdict.class {
            Class::Overlap => prop_assert!(left == Outcome::In && migrant != Outcome::Out),
            Class::M1 => prop_assert!(migrant == Outcome::In && left != Outcome::In),
            Class::Lb => prop_assert!(left == Outcome::In && migrant != Outcome::In),
            Class::M2 => {
                prop_assert_eq!((migrant, verdict.statistical.result), (Outcome::Out, Outcome::In));
                prop_assert!(left == Outcome::Out || form == FormKind::Migrant && left == Outcome::Review);
            }
            Class::M0 => {
                prop_assert_eq!((migrant, verdict.statistical.result), (Outcome::Out, Outcome::Out));
                prop_assert!(left == Outcome::Out || form == FormKind::Migrant && left == Outcome::Review);
            }
            Class::Review => prop_assert!(verdict.rulings().iter().any(|ruling| ruling.result == Outcome::Review)),
        }
    }

    #[test]
    fn every_result_has_reasons_each_once(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        let verdict = assess(form, &answers, tianjin(), AS_OF);
        for ruling in verdict.rulings() {
            prop_assert!(!ruling.reasons.is_empty());
            for (at, reason) in ruling.reasons.iter().enumerate() {
                prop_assert!(ruling.reasons[..at].iter().all(|other| other.code != reason.code));
                prop_assert!(!reason.clause.is_empty() && !reason.text.is_empty());
            }
        }
    }

    /// `due` is the first day on which the same answers give another result; without it none does.
    #[test]
    fn waiting_changes_a_result_on_its_due_day_and_not_before(seed in any::<u64>(), wait in 1_i64..9000) {
        let (form, answers) = answers(seed);
        let verdict = assess(form, &answers, tianjin(), AS_OF);
        let later = AS_OF.checked_add(wait.days()).unwrap();
        for rule in RULES {
            let now = rule(&verdict);
            match now.due {
                Some(due) => {
                    prop_assert!(due > AS_OF);
                    let (eve, day) = (due.yesterday().unwrap(), due);
                    prop_assert_eq!(rule(&assess(form, &answers, tianjin(), eve)).result, now.result);
                    prop_assert_ne!(rule(&assess(form, &answers, tianjin(), day)).result, now.result);
                }
                None => prop_assert_eq!(rule(&assess(form, &answers, tianjin(), later)).result, now.result),
            }
        }
    }

    #[test]
    fn a_verdict_survives_json(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        let verdict = assess(form, &answers, tianjin(), AS_OF);
        let json = serde_json::to_string(&verdict).unwrap();
        prop_assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), verdict);
    }

    #[test]
    fn the_sixteenth_birthday_ends_every_scope(seed in any::<u64>()) {
        let (form, answers) = answers(seed);
        let facts = Facts::read(form, &answers, tianjin(), AS_OF);
        if let Some(born) = facts.born {
            let birthday = crate::values::date::add_months(born, 192);
            let verdict = assess(form, &answers, tianjin(), birthday);
            prop_assert!(verdict.rulings().iter().all(|ruling| ruling.result == Outcome::Out));
        }
    }
}
