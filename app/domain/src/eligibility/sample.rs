//! Random but repeatable answers, with facts missing, so that the phone's build and the server's can
//! be compared over thousands of cases: equal seeds give equal answers, equal code equal verdicts.

use std::ops::Range;

use jiff::civil::{Date, date};

use super::policy::Policy;
use super::verdict::assess;
use crate::divisions::Address;
use crate::form::{Answers, FormKind, Value};
use crate::values::date::add_months;

/// SplitMix64: one number after the other from a seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`; slightly uneven, which does not matter here.
    fn below(&mut self, sides: u64) -> u64 {
        self.next() % sides.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(at).copied().unwrap_or_default()
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }
}

/// The day around which sample answers are made, and for which [`fingerprint`] assesses them.
pub const AS_OF: Date = date(2026, 11, 21);

const PLACES: &[&str] = &[
    "411628001",
    "120104001",
    "120104002",
    "120101001",
    "120116001",
    "120116400",
    "120119100",
    "120119",
    "310115",
    "310101013",
    "130102001",
    "130104001",
    "130121100",
    "130171",
    "441900003",
    "441900101",
    "500105001",
    "500157001",
    "330104001",
    "330102001",
    "429004",
    "120000",
    "810000",
    "999999",
];
const COMPANIONS: &[&str] = &["both_parents", "one_parent", "other_guardian", "none", "dog"];
const NUMBERS: &[&str] = &["810000201406129982", "830000201310019985", "120101201503089976", "120101201503089975"];
const STATUSES: &[&str] = &[
    "normal",
    "normal",
    "normal",
    "deceased",
    "missing",
    "lost_contact",
    "imprisoned",
    "divorced_no_contact",
    "unknown",
];
const CAPACITIES: &[&str] = &["full", "impaired", "none"];
const GUARDIANSHIP: &[&str] = &["good", "fair", "poor", "no_capacity", "unattended"];

/// A form and answers to it: plausible, sometimes contradictory, often with facts missing.
#[must_use]
pub fn answers(seed: u64) -> (FormKind, Answers) {
    let mut dice = Dice(seed);
    let mut answers = Answers::default();
    let form = if dice.one_in(2) { FormKind::Migrant } else { FormKind::LeftBehind };
    set(&mut answers, &mut dice, "child_birth_date", |dice| near(dice, 204, 192));
    set(&mut answers, &mut dice, "hukou_registered", |dice| Value::Bool(!dice.one_in(12)));
    set(&mut answers, &mut dice, "hukou_address", place);
    set(&mut answers, &mut dice, "current_address", place);
    set(&mut answers, &mut dice, "left_hukou_date", |dice| near(dice, 60, 6));
    set(&mut answers, &mut dice, "arrived_residence_date", |dice| near(dice, 60, 6));
    set(&mut answers, &mut dice, "living_with", |dice| choice(dice, COMPANIONS));
    set(&mut answers, &mut dice, "has_entrusted_carer", |dice| Value::Bool(dice.one_in(2)));
    set(&mut answers, &mut dice, "both_parents_away", |dice| Value::Bool(dice.one_in(2)));
    set(&mut answers, &mut dice, "guardianship_status", |dice| choice(dice, GUARDIANSHIP));
    if dice.one_in(6) {
        set(&mut answers, &mut dice, "child_id_number", |dice| choice(dice, NUMBERS));
    }
    for parent in ["father", "mother"] {
        self::parent(&mut answers, &mut dice, parent);
    }
    (form, answers)
}

fn parent(answers: &mut Answers, dice: &mut Dice, parent: &str) {
    let key = |name: &str| format!("{parent}_{name}");
    set(answers, dice, &key("status"), |dice| choice(dice, STATUSES));
    set(answers, dice, &key("away_for_work"), |dice| Value::Bool(!dice.one_in(3)));
    set(answers, dice, &key("work_place"), place);
    set(answers, dice, &key("away_since"), |dice| near(dice, 40, 6));
    if dice.one_in(5) {
        set(answers, dice, &key("away_until"), |dice| near(dice, 12, 0));
    }
    set(answers, dice, &key("guardianship_capacity"), |dice| choice(dice, CAPACITIES));
    if dice.one_in(2) {
        set(answers, dice, &key("capacity_judged_by"), |_| Value::Text("某某街道".to_owned()));
        set(answers, dice, &key("capacity_judged_at"), |dice| near(dice, 12, 0));
    }
}

/// Answers a field, except one time in eight.
fn set(answers: &mut Answers, dice: &mut Dice, name: &str, value: impl FnOnce(&mut Dice) -> Value) {
    let value = value(dice);
    if !dice.one_in(8) {
        answers.set(name, value);
    }
}

fn choice(dice: &mut Dice, codes: &[&str]) -> Value {
    Value::Text(dice.pick(codes).to_owned())
}

fn place(dice: &mut Dice) -> Value {
    if dice.one_in(20) {
        return Value::Address(Address { outside: "新加坡".to_owned(), ..Address::default() });
    }
    Value::Address(Address { division_code: dice.pick(PLACES).to_owned(), ..Address::default() })
}

/// A day up to `months` back; half of the time within two days of exactly `edge` months back; now and
/// then no day at all.
fn near(dice: &mut Dice, months: u64, edge: i32) -> Value {
    if dice.one_in(30) {
        return Value::Text("2015-02-30".to_owned());
    }
    let back = i32::try_from(dice.below(months)).unwrap_or(0);
    let day = if dice.one_in(2) { add_months(AS_OF, -edge) } else { add_months(AS_OF, -back) };
    let shift = i64::try_from(dice.below(5)).unwrap_or(2) - 2;
    Value::Text(day.saturating_add(jiff::Span::new().days(shift)).to_string())
}

/// FNV-1a over the JSON of every verdict in the range, under both embedded profiles.
#[must_use]
pub fn fingerprint(seeds: Range<u64>) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for seed in seeds {
        let (form, answers) = answers(seed);
        for policy in Policy::all() {
            let verdict = assess(form, &answers, policy, AS_OF);
            // A verdict has string keys only, so it always serialises.
            for byte in serde_json::to_vec(&verdict).unwrap_or_default() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eligibility::{Class, Outcome};

    #[test]
    fn equal_seeds_give_equal_answers_and_other_seeds_others() {
        assert_eq!(answers(7), answers(7));
        assert_ne!(answers(7), answers(8));
        assert_eq!(fingerprint(0..50), fingerprint(0..50));
        assert_ne!(fingerprint(0..50), fingerprint(1..51));
    }

    #[test]
    fn the_sample_reaches_every_class_and_every_result_of_every_rule() {
        let policy = Policy::named("tianjin").unwrap();
        let verdicts: Vec<_> = (0..4_000)
            .map(|seed| {
                let (form, answers) = answers(seed);
                assess(form, &answers, policy, AS_OF)
            })
            .collect();
        for class in Class::ALL {
            assert!(verdicts.iter().any(|verdict| verdict.class == class), "{class:?}");
        }
        for result in [Outcome::In, Outcome::Out, Outcome::Review] {
            for rule in 0..3 {
                assert!(verdicts.iter().any(|verdict| verdict.rulings()[rule].result == result));
            }
        }
    }
}
