//! An answer that follows from another one when the question itself is not put, as data.

use super::condition::Condition;
use super::value::Value;

/// An answer that follows.
#[derive(Clone, Copy, Debug)]
pub struct Default {
    /// The field that gets the answer.
    pub field: &'static str,
    /// The answer.
    pub answer: Implied,
    /// When it follows.
    pub when: Condition,
    /// Whether it also replaces a different answer (forced) or only fills an empty place.
    pub forced: bool,
}

/// An answer, as data.
#[derive(Clone, Copy, Debug)]
pub enum Implied {
    /// 否.
    No,
    /// The code of a single choice.
    Code(&'static str),
}

impl From<Implied> for Value {
    fn from(implied: Implied) -> Self {
        match implied {
            Implied::No => Self::Bool(false),
            Implied::Code(code) => Self::Text(code.to_owned()),
        }
    }
}
