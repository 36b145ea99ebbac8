//! A division code of 6, 9 or 12 digits, and the one of a county.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::level::Level;

mod county;

pub use county::CountyCode;

/// Province codes in use for divisions and identity numbers (GB/T 2260; 83 is Taiwan in 居住证 numbers).
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];

/// The code of a province, prefecture, county, township or village: 6, 9 or 12 digits.
///
/// Parsed once; the digits are well formed afterwards, which does not say that the unit exists (ask
/// [`super::county_info`] or the database). Full-length codes with trailing zero groups, as the
/// statistics bureau writes them (`120101000000`), parse to the shorter code. Order is the order of
/// the codes, every unit directly before its parts. In JSON it is a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(
    /// All twelve digits, absent groups as zeros.
    u64,
);

/// Why a text is not a division code. The words are for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DivisionCodeError {
    /// Not 6, 9 or 12 ASCII digits.
    #[error("地址没有选好，请重新选")]
    Malformed,
    /// The first two digits are not those of a province.
    #[error("地址没有选好，请重新选")]
    UnknownProvince,
    /// A township or village is given without its county, a village without its township, or a
    /// county was asked for and the code stops above it.
    #[error("请选到县（区）")]
    MissingPart,
}

impl DivisionCode {
    /// Reads 6, 9 or 12 digits.
    ///
    /// # Errors
    /// See [`DivisionCodeError`].
    pub fn parse(raw: &str) -> Result<Self, DivisionCodeError> {
        let padding = match raw.len() {
            6 => 1_000_000,
            9 => 1_000,
            12 => 1,
            _ => return Err(DivisionCodeError::Malformed),
        };
        if !raw.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DivisionCodeError::Malformed);
        }
        let digits: u64 = raw.parse().map_err(|_| DivisionCodeError::Malformed)?;
        let code = Self(digits * padding);
        if !PROVINCES.iter().any(|p| u64::from(*p) == code.0 / 10_000_000_000) {
            return Err(DivisionCodeError::UnknownProvince);
        }
        let bare_village = !code.0.is_multiple_of(1_000) && (code.0 / 1_000).is_multiple_of(1_000);
        let bare_township = !code.0.is_multiple_of(1_000_000) && code.county().is_none();
        if bare_village || bare_township {
            return Err(DivisionCodeError::MissingPart);
        }
        Ok(code)
    }

    /// The code of a county-level unit as a division.
    pub(super) const fn from_six_digits(six: u32) -> Self {
        Self(six as u64 * 1_000_000)
    }

    /// The code of these twelve digits, which come from a table that was checked when it was written.
    pub(super) const fn from_digits(digits: u64) -> Self {
        Self(digits)
    }

    /// All twelve digits, absent groups as zeros.
    pub(super) const fn digits(self) -> u64 {
        self.0
    }

    /// The first six digits.
    pub(super) const fn six_digits(self) -> u32 {
        // Twelve digits divided by a million are six digits: always within u32.
        (self.0 / 1_000_000) as u32
    }

    /// How deep the code goes.
    #[must_use]
    pub const fn level(self) -> Level {
        let six = self.six_digits();
        if !self.0.is_multiple_of(1_000) {
            Level::Village
        } else if !self.0.is_multiple_of(1_000_000) {
            Level::Township
        } else if six.is_multiple_of(10_000) {
            Level::Province
        } else if CountyCode::of_six_digits(six).is_some() {
            Level::County
        } else {
            Level::Prefecture
        }
    }

    /// The province: the first two digits.
    #[must_use]
    pub const fn province(self) -> Self {
        Self(self.0 / 10_000_000_000 * 10_000_000_000)
    }

    /// The group of the first four digits; `None` for a province.
    ///
    /// Under a municipality and for counties directly under a province this is a grouping of codes
    /// (`120100`, `429000`), not a unit: never show its name in an address.
    #[must_use]
    pub const fn prefecture(self) -> Option<Self> {
        let prefecture = Self(self.0 / 100_000_000 * 100_000_000);
        if prefecture.0 == self.province().0 { None } else { Some(prefecture) }
    }

    /// The county-level unit as the digits say; `None` for a province or a prefecture with counties.
    ///
    /// A prefecture-level city without counties (东莞, 中山, 儋州, 嘉峪关) is one county-level unit, so
    /// every code inside it gives the same answer; so are Taiwan, Hong Kong and Macau as wholes. A
    /// zone coded as a township (400–599) belongs to the county of its first six digits. Follow
    /// abolished counties with [`Self::county_on`].
    #[must_use]
    pub const fn county(self) -> Option<CountyCode> {
        CountyCode::of_six_digits(self.six_digits())
    }

    /// The nine-digit township, if the code goes that deep.
    #[must_use]
    pub const fn township(self) -> Option<Self> {
        match self.level() {
            Level::Township | Level::Village => Some(Self(self.0 / 1_000 * 1_000)),
            Level::Province | Level::Prefecture | Level::County => None,
        }
    }

    /// The twelve-digit village or residents' community, if the code goes that deep.
    #[must_use]
    pub const fn village(self) -> Option<Self> {
        match self.level() {
            Level::Village => Some(self),
            _ => None,
        }
    }

    /// Whether the township digits are those of a township-like unit (400–599: 开发区、农场), which
    /// is not an administrative division (GB/T 10114).
    #[must_use]
    pub const fn is_township_like(self) -> bool {
        matches!(self.0 / 1_000 % 1_000, 400..=599)
    }

    /// Whether `other` is this unit or lies inside it, by the digits alone.
    ///
    /// Townships of a merged county keep their old digits: compare [`Self::county_on`] where that
    /// matters.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        match self.level() {
            Level::Province => self == other.province(),
            Level::Prefecture => Some(self) == other.prefecture(),
            Level::County => self.county() == other.county(),
            Level::Township => Some(self) == other.township(),
            Level::Village => self == other,
        }
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let padding = [1_000_000, 1_000].into_iter().find(|padding| self.0.is_multiple_of(*padding)).unwrap_or(1);
        write!(f, "{}", self.0 / padding)
    }
}

impl FromStr for DivisionCode {
    type Err = DivisionCodeError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = DivisionCodeError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw)
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> Self {
        code.to_string()
    }
}
