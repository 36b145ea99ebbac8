//! County-level units: what they are, whether they still exist, and what became of them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::code::{DivisionCode, DivisionCodeError, Level};
use super::table;

/// Longest chain of successors that is followed. The table's longest is four
/// (510225 → 510283 → 500381 → 500116).
const MAX_SUCCESSIONS: usize = 8;

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
    pub(super) const fn of_six_digits(six: u32) -> Option<Self> {
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

/// What a county-level unit is, as far as rules depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountyKind {
    /// 市辖区, the only kind that an exempt group (城市中心城区的市辖区) can contain.
    District,
    /// 县, 自治县, 旗, 自治旗, 林区, 特区
    County,
    /// 县级市
    CountyCity,
    /// 功能区: a zone coded as a county by the statistics bureau (71–79). It is no division; its
    /// host county is unknown.
    FunctionalZone,
    /// A unit that does a county's work without being one: 行政管理区, 行政委员会, 群岛.
    AdministrativeZone,
    /// 不设区县的地级市: 东莞, 中山, 儋州, 嘉峪关.
    UndividedCity,
    /// Taiwan, Hong Kong or Macau as a whole.
    Region,
}

/// What the embedded table knows about a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountyInfo {
    /// The county.
    pub code: CountyCode,
    /// Its kind; of an abolished county, the last one.
    pub kind: CountyKind,
    /// Last year in which the code is valid (to 31 December); `None` if it is in use.
    pub valid_to: Option<i16>,
    /// The one unit that certainly took over the whole county; `None` if it is in use, was divided, or
    /// the successor is not confirmed.
    pub successor: Option<CountyCode>,
}

/// Looks a county up among the present and former ones.
#[must_use]
pub fn county_info(code: CountyCode) -> Option<CountyInfo> {
    let entry = table::find(code.0)?;
    Some(CountyInfo {
        code,
        kind: entry.kind?,
        valid_to: entry.valid_to,
        successor: table::successor(code.0).map(CountyCode),
    })
}

/// The kind of a county. A code that the table lacks counts as a functional zone if its last two
/// digits (71–79) say so, because new zones appear in collected data before any table has them.
#[must_use]
pub fn county_kind(code: CountyCode) -> Option<CountyKind> {
    match county_info(code) {
        Some(info) => Some(info.kind),
        None if matches!(code.0 % 100, 71..=79) => Some(CountyKind::FunctionalZone),
        None => None,
    }
}

/// Whether an identity number may begin with these six digits: the code of a present or former
/// county, prefecture, province or code group (rule V-04; a failure is only a warning, because
/// published tables are incomplete).
#[must_use]
pub fn known_address_code(six_digits: &str) -> bool {
    six_digits.len() == 6
        && six_digits.bytes().all(|b| b.is_ascii_digit())
        && six_digits.parse().is_ok_and(|code| table::find(code).is_some())
}

/// The county that does this county's work on `day`: itself while its code is valid, else its
/// confirmed successor, or the successor's. Without a confirmed successor it stays what it is.
#[must_use]
pub fn resolve(county: CountyCode, day: Date) -> CountyCode {
    let mut current = county;
    for _ in 0..MAX_SUCCESSIONS {
        let Some(info) = county_info(current) else { break };
        match (info.valid_to, info.successor) {
            (Some(last), Some(next)) if day.year() > last => current = next,
            _ => break,
        }
    }
    current
}
