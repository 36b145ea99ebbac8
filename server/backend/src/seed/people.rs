//! Numbers of synthetic people: valid in form, never issued (sequence 996–999, phones 1xx 0000 xxxx).

use domain::Date;
use domain::form::{Answers, Value};
use domain::values::Paper;
use domain::values::date::{add_months, format};
use jiff::ToSpan as _;

use super::names::{self, Generation};
use super::random::Random;

/// The sequence digits: odd for males, even for females; two for each.
pub(super) const fn sequence(male: bool, second: bool) -> u16 {
    match (male, second) {
        (true, false) => 997,
        (false, false) => 996,
        (true, true) => 999,
        (false, true) => 998,
    }
}

/// An 18-digit number with its check character (GB 11643).
pub(super) fn id_number(county: &str, born: Date, sequence: u16) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut number = format!("{county}{:04}{:02}{:02}{sequence:03}", born.year(), born.month(), born.day());
    let sum: u32 = number.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    number.push(char::from(b"10X98765432"[sum as usize % 11]));
    number
}

/// A phone number of a pattern that is not assigned to subscribers.
pub(super) fn phone(random: &mut Random) -> String {
    const PREFIXES: [&str; 12] = ["130", "131", "132", "135", "136", "137", "138", "139", "150", "158", "186", "188"];
    format!("{}0000{:04}", random.pick(&PREFIXES), random.below(10_000))
}

/// An adult.
#[derive(Clone, Debug)]
pub(super) struct Adult {
    pub(super) name: String,
    pub(super) paper: Paper,
    pub(super) phone: String,
}

impl Adult {
    /// An adult who is `years.0` to `years.1` years older than somebody born on `younger`.
    pub(super) fn older(
        random: &mut Random,
        (surname, male): (&str, bool),
        generation: Generation,
        county: &str,
        younger: Date,
        years: (i32, i32),
    ) -> Self {
        let span = usize::try_from(years.1 - years.0).unwrap_or(1).max(1);
        let age = years.0 + i32::try_from(random.below(span)).unwrap_or(0);
        let days = i64::try_from(random.below(365)).unwrap_or(0);
        let born = add_months(younger, -12 * age);
        let born = born.checked_sub(days.days()).unwrap_or(born);
        let number = id_number(county, born, sequence(male, random.per_mille(500)));
        Self {
            name: names::adult(random, surname, male, generation),
            paper: Paper { kind: "resident_id".to_owned(), number, reason: String::new() },
            phone: phone(random),
        }
    }

    /// Writes name, paper and phone under `prefix`.
    pub(super) fn answer(&self, answers: &mut Answers, prefix: &str) {
        text(answers, &format!("{prefix}_name"), &self.name);
        answers.set(format!("{prefix}_id"), Value::Paper(self.paper.clone()));
        text(answers, &format!("{prefix}_phone"), &self.phone);
    }
}

/// Sets a text.
pub(super) fn text(answers: &mut Answers, key: &str, value: &str) {
    answers.set(key, Value::Text(value.to_owned()));
}

/// Sets a date.
pub(super) fn day(answers: &mut Answers, key: &str, value: Date) {
    answers.set(key, Value::Text(format(value)));
}

/// Sets a yes or no.
pub(super) fn yes(answers: &mut Answers, key: &str, value: bool) {
    answers.set(key, Value::Bool(value));
}

/// Sets the codes of a multiple choice.
pub(super) fn codes(answers: &mut Answers, key: &str, values: &[&str]) {
    answers.set(key, Value::Choices(values.iter().map(|code| (*code).to_owned()).collect()));
}

/// Sets a place.
pub(super) fn place(answers: &mut Answers, key: &str, code: &str, detail: &str) {
    let address = domain::divisions::Address {
        division_code: code.to_owned(),
        detail: detail.to_owned(),
        ..domain::divisions::Address::default()
    };
    answers.set(key, Value::Address(address));
}

#[cfg(test)]
mod tests {
    use domain::values::{NationalId, Phone, Sex};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_valid_and_say_birth_date_and_sex() {
        for (male, sex) in [(true, Sex::Male), (false, Sex::Female)] {
            for second in [false, true] {
                let number = id_number("120101", date(2015, 3, 8), sequence(male, second));
                let id = NationalId::parse(&number).unwrap();
                assert_eq!((id.birth_date(), id.sex()), (date(2015, 3, 8), sex));
            }
        }
        assert_eq!(id_number("120101", date(2015, 3, 8), 997), "120101201503089976");
    }

    #[test]
    fn phones_are_of_the_pattern_that_nobody_has() {
        let mut random = Random::new(1, 1);
        for _ in 0..100 {
            let number = phone(&mut random);
            assert!(Phone::parse(&number).is_ok() && &number[3..7] == "0000", "{number}");
        }
    }
}
