//! Answers as they arrive at any door, made ready to be checked, hashed and stored.

use jiff::civil::Date;

use super::check::unknown_fields;
use crate::form::journey::prune;
use crate::form::{Answers, Form, prepare};
use crate::forms::keys;
use crate::problem::Problem;

/// The answers as a submission holds them, the same whichever door they came through: in their normal form, without
/// those whose question does not apply to the child, with those that follow from others. Judged on their 填报日期, or
/// today when there is none. Prepared answers stay as they are when they are prepared again.
///
/// # Errors
/// [`Problem::UnknownField`] with the first name that the form does not have: a program, or a phone with a newer form,
/// is told, rather than relieved of an answer.
pub fn prepared(form: &Form, mut answers: Answers, today: Date) -> Result<Answers, Problem> {
    if let Some(field) = unknown_fields(form, &answers).first() {
        return Err(Problem::UnknownField { field: (*field).to_owned() });
    }
    // First the normal form: an answer of which nothing is left, or a date typed another way, opens and closes questions.
    prepare(form, &mut answers);
    let as_of = answers.get(keys::REPORT_DATE).unwrap_or(today);
    Ok(prune(form, &answers, as_of))
}
