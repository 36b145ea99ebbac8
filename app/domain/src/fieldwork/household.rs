//! A household as a worker's phone lists and visits it.

use serde::{Deserialize, Serialize};

use super::coverage::{HouseholdState, Outcome};
use crate::form::Answers;
use crate::values::{TextError, text};

/// A household on the village's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// UUIDv7 made by the phone that listed it.
    pub id: String,
    /// Whose household: the head's name (户主).
    pub head: String,
    /// Telephone; empty when there is none.
    #[serde(default)]
    pub phone: String,
    /// The place: 9 or 12 digits.
    pub division_code: String,
    /// House number and the like.
    #[serde(default)]
    pub detail: String,
    /// Where it stands.
    #[serde(default)]
    pub state: HouseholdState,
    /// The visit that this message reports; nothing when the household is only listed or its words change.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// Day of the last visit.
    #[serde(default, with = "crate::values::date::iso::option")]
    pub visited_on: Option<crate::Date>,
    /// Answers that all children of the household share (parents, addresses), by field key.
    #[serde(default)]
    pub shared: Answers,
}

impl Household {
    /// The household with its words in their one spelling.
    ///
    /// # Errors
    /// The words for a text that nobody can read.
    pub fn prepared(self) -> Result<Self, TextError> {
        let line = |text: &str| text::parse(text, u16::MAX);
        let (head, phone, detail) = (line(&self.head)?, line(&self.phone)?, line(&self.detail)?);
        Ok(Self { head, phone, detail, ..self })
    }
}
