//! When a field is asked or required: conditions as data, so that the phone, the server, the printed
//! sheet and the published form declaration read the same one.

use jiff::civil::Date;
use serde::Serialize;

use super::answers::{Answers, Key};
use super::value::Value;
use crate::values::date::{full_months, full_years};

/// `child_birth_date`: the one field that conditions know by name, because they ask for the child's age.
pub const CHILD_BIRTH_DATE: Key<Date> = Key::new("child_birth_date");

/// A condition over the answers and the as-of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Holds for every child.
    Always,
    /// Holds for none.
    Never,
    /// The single choice `field` has the code.
    Is(&'static str, &'static str),
    /// The yes/no field has this answer.
    Answered(&'static str, bool),
    /// The multiple choice `field` holds the code.
    Contains(&'static str, &'static str),
    /// The field has any answer.
    Filled(&'static str),
    /// The child has at most this many full years on the as-of date (0-6岁, rules 1.1).
    YearsAtMost(u8),
    /// The child has at most this many full months on the as-of date (0-36个月, rules 1.1).
    MonthsAtMost(u8),
    /// All hold.
    All(&'static [Condition]),
    /// At least one holds.
    Any(&'static [Condition]),
    /// The other does not hold.
    Not(&'static Condition),
}

impl Condition {
    /// Whether the condition holds. A missing birth date makes age conditions false: a field that
    /// depends on age is asked only once the age is known.
    #[must_use]
    pub fn holds(&self, answers: &Answers, as_of: Date) -> bool {
        match *self {
            Self::Always => true,
            Self::Never => false,
            Self::Is(field, code) => answers.value(field).and_then(Value::as_text) == Some(code),
            Self::Answered(field, yes) => answers.value(field) == Some(&Value::Bool(yes)),
            Self::Contains(field, code) => {
                matches!(answers.value(field), Some(Value::Choices(codes)) if codes.iter().any(|c| c == code))
            }
            Self::Filled(field) => answers.value(field).is_some(),
            Self::YearsAtMost(years) => {
                answers.get(CHILD_BIRTH_DATE).is_some_and(|born| full_years(born, as_of) <= i32::from(years))
            }
            Self::MonthsAtMost(months) => {
                answers.get(CHILD_BIRTH_DATE).is_some_and(|born| full_months(born, as_of) <= i32::from(months))
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(answers, as_of)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answers, as_of)),
            Self::Not(part) => !part.holds(answers, as_of),
        }
    }
}
