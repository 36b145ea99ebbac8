//! County-level units: what they are, whether they still exist, and what became of them.

use jiff::civil::Date;

use super::code::{CountyCode, DivisionCode};
use super::table::{self, CountyKind};

/// Longest chain of successors that is followed. The table's longest is four
/// (510225 → 510283 → 500381 → 500116).
const MAX_SUCCESSIONS: usize = 8;

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
    let entry = table::find(code.digits())?;
    Some(CountyInfo {
        code,
        kind: entry.kind?,
        valid_to: entry.valid_to,
        successor: table::successor(code.digits()).map(CountyCode::from_table),
    })
}

/// The kind of a county. A code that the table lacks counts as a functional zone if its last two
/// digits (71–79) say so, because new zones appear in collected data before any table has them.
#[must_use]
pub fn county_kind(code: CountyCode) -> Option<CountyKind> {
    match county_info(code) {
        Some(info) => Some(info.kind),
        None if matches!(code.digits() % 100, 71..=79) => Some(CountyKind::FunctionalZone),
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

impl DivisionCode {
    /// [`Self::county`] in the table valid on `day`: an abolished county gives its successor.
    #[must_use]
    pub fn county_on(self, day: Date) -> Option<CountyCode> {
        self.county().map(|county| resolve(county, day))
    }
}
