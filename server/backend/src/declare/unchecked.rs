//! A declaration before it is checked.

use domain::form::{Answers, Asker, FormKind, OverrideReason};

/// A declaration as it comes to be checked.
#[derive(Clone, Debug)]
pub struct Unchecked {
    /// The form.
    pub form: FormKind,
    /// How it came: a code of `collection_method`.
    pub channel: String,
    /// Answers.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// Who answered.
    pub asker: Asker,
}
