//! The code of a county-level unit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{DivisionCode, DivisionCodeError};
use crate::divisions::level::Level;

/// The six-digit code of a county-level unit (县级行政区). In JSON it is a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountyCode(u32);

impl CountyCode {
    /// Reads a six-digit county code.
    ///
    /// # Errors
    /// As [`DivisionCode::parse`]; [`DivisionCodeError::MissingPart`] if the code stops above the
    /// county, [`DivisionCodeError::Malformed`] if it goes below.
    pub fn parse(raw: &str) -> Result<Self, DivisionCodeError> {
        let code = DivisionCode::parse(raw)?;
        match code.level() {
            Level::Township | Level::Village => Err(DivisionCodeError::Malformed),
            _ => code.county().ok_or(DivisionCodeError::MissingPart),
        }
    }

    /// A code written in the source, for tables of policy.
    ///
    /// # Panics
    /// If the number is no county code; in a `const` that is a compile error.
    #[must_use]
    pub const fn literal(six: u32) -> Self {
        match Self::of_six_digits(six) {
            Some(code) if code.0 == six && six >= 110_000 && six < 840_000 => code,
            _ => panic!("not the code of a county-level unit"),
        }
    }

    /// The county-level unit that six digits stand for, see [`DivisionCode::county`].
    pub(in crate::divisions) const fn of_six_digits(six: u32) -> Option<Self> {
        match six / 100 {
            // Prefecture-level cities without counties, under the code that their townships carry.
            4419 => Some(Self(441_900)),
            4420 => Some(Self(442_000)),
            4604 => Some(Self(460_400)),
            6202 => Some(Self(620_201)),
            // Taiwan, Hong Kong, Macau: one entry each.
            7100..=7199 | 8100..=8399 => Some(Self(six / 10_000 * 10_000)),
            _ if six.is_multiple_of(100) => None,
            _ => Some(Self(six)),
        }
    }

    /// The code of six digits that stand in the table of counties.
    pub(in crate::divisions) const fn from_table(six: u32) -> Self {
        Self(six)
    }

    /// The six digits as a number.
    #[must_use]
    pub const fn digits(self) -> u32 {
        self.0
    }

    /// Whether both codes have the same first four digits: the same prefecture-level city, or the
    /// same municipality (except the counties of Chongqing, 5002).
    #[must_use]
    pub const fn same_city(self, other: Self) -> bool {
        self.0 / 100 == other.0 / 100
    }
}

impl fmt::Display for CountyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl FromStr for CountyCode {
    type Err = DivisionCodeError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for CountyCode {
    type Error = DivisionCodeError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw)
    }
}

impl From<CountyCode> for String {
    fn from(code: CountyCode) -> Self {
        code.to_string()
    }
}

impl From<CountyCode> for DivisionCode {
    fn from(code: CountyCode) -> Self {
        Self::from_six_digits(code.0)
    }
}
