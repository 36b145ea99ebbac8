//! The days between two looks change nothing: a slow reference that evaluates every day makes the same effects.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::eligibility::sample;
use crate::values::date::add_days;

type Made = BTreeSet<(EffectKind, Date)>;

/// Everything that is made over a year, looking at each day or only at those that `next_day` names.
fn year(form: FormKind, answers: &Answers, confirmed: i32, every_day: bool) -> Made {
    let (begin, deployment) = (date(2026, 11, 23), deployment());
    let mut child = History::new(form, answers, &deployment);
    child.record.confirmations.version = Some(add_days(begin, -confirmed));
    let (mut made, mut day) = (Made::new(), begin);
    let end = add_days(begin, 365);
    while day <= end {
        made.extend(keys_of(&child.run(day)));
        day = match every_day {
            true => add_days(day, 1),
            false => child.next(day).unwrap_or(add_days(end, 1)),
        };
    }
    made
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn looking_only_at_the_days_that_matter_makes_the_same_effects(seed in any::<u64>(), confirmed in 0_i32..400) {
        let (form, answers) = sample::answers(seed);
        let all = year(form, &answers, confirmed, true);
        let named = year(form, &answers, confirmed, false);
        prop_assert_eq!(named, all);
    }
}
