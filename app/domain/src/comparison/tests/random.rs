//! What holds for every cell and every answer.

use proptest::prelude::*;

use super::*;
use crate::comparison::columns::{Kind, ReturnedColumn, returned};

/// A cell of a column: often right, sometimes anything.
fn any_cell(column: &'static ReturnedColumn) -> BoxedStrategy<String> {
    let right: BoxedStrategy<String> = match column.kind {
        Kind::One(choices) | Kind::Several(choices) => {
            (0..choices.len()).prop_map(|at| choices[at].label.to_owned()).boxed()
        }
        Kind::Date => "(2024|2026|2027)-0[1-9]-1[0-9]".boxed(),
        Kind::Place => {
            prop::sample::select(vec!["12", "411628", "310115", "120104001"]).prop_map(str::to_owned).boxed()
        }
        Kind::Digits(count) => proptest::string::string_regex(&format!("[0-9]{{{count}}}")).unwrap().boxed(),
        Kind::Text(_) | Kind::Name => {
            prop::sample::select(vec!["长虹小学", "王示一", "x"]).prop_map(str::to_owned).boxed()
        }
    };
    prop_oneof![4 => Just(String::new()), 6 => right, 1 => "\\PC{0,12}"].boxed()
}

fn any_row() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    returned(Item::ALL).map(|column| any_cell(column).prop_map(|cell| (column.key, cell))).collect::<Vec<_>>()
}

proptest! {
    #[test]
    fn no_row_is_read_without_an_answer_or_a_reason(row in any_row()) {
        let cell = |key: &str| row.iter().find(|(known, _)| *known == key).map(|(_, cell)| cell.clone()).unwrap_or_default();
        match read_row(Item::ALL, &cell, &|_| None, DAY) {
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|error| !error.message.is_empty() && error.offers.len() < 60));
            }
            Ok(answers) => {
                let (k1, k6) = (k1(), k6());
                for (item, answer) in answers {
                    for standing in [migrant(&k1), left_behind(&k6)] {
                        let outcome = compare(item, &standing, &answer, DAY);
                        prop_assert_eq!(&outcome, &compare(item, &standing, &answer, DAY), "the same twice");
                        let differs = outcome.state == ItemState::Mismatch;
                        prop_assert!(differs || outcome.differences.is_empty(), "{:?}", outcome);
                        prop_assert!(!outcome.state.to_be_sent() && outcome.state != ItemState::Sent);
                        let known = |key: &str| item.fields().contains(&key);
                        prop_assert!(outcome.differences.iter().all(|difference| known(&difference.field)));
                        prop_assert!(outcome.differences.iter().all(|d| d.declared != d.department || d.declared.is_none()));
                    }
                }
            }
        }
    }

    #[test]
    fn what_changed_back_is_stale_both_times(key in prop::sample::select(vec!["school_name", "child_name", "father_phone"])) {
        let (old, new) = (k1(), with(k1(), key, text("另一")));
        prop_assert_eq!(
            stale(&migrant(&old), &migrant(&new), DAY, false),
            stale(&migrant(&new), &migrant(&old), DAY, false)
        );
        prop_assert_eq!(stale(&migrant(&old), &migrant(&old), DAY, true), vec![]);
    }
}
