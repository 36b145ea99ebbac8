//! 公民身份号码 in a cell. A spreadsheet keeps fifteen digits of a number, so that a number cell of eighteen has lost three even
//! where the check character fits by chance: 120101201503089976 reads as the valid 120101201503089984.

use super::cell::WHOLE;
use super::{Cell, Code, Found, nothing};
use crate::values::{NationalId, NationalIdError, national_id, text};

/// Whose number the column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A child's: eighteen digits.
    Child,
    /// An adult's: a number of before 1999 is brought up to date, to be checked.
    Adult,
}

/// Reads the number. `rounded`: the column is one of those that [`is_rounded`] finds.
#[must_use]
pub fn read_id_number(cell: &Cell, holder: Holder, rounded: bool) -> Found<NationalId> {
    match cell {
        Cell::Formula => return Found::wrong(Code::Formula),
        Cell::Merged(inner) if !inner.is_empty() => return Found::wrong(Code::MergedBody),
        Cell::Number(number) if number.abs() >= WHOLE => return Found::wrong(Code::IdDamaged),
        _ => {}
    }
    let Some(typed) = nothing::words(cell) else { return Found::NOTHING };
    let number = national_id::normalise(&typed).replace(['\'', '"', '='], "");
    if typed.contains(['*', '＊']) {
        return Found::wrong(Code::IdMasked);
    }
    if has_exponent(&typed) || (rounded && ends_rounded(&number)) {
        return Found::wrong(Code::IdDamaged);
    }
    match NationalId::parse(&number) {
        Ok(id) => Found::right(id),
        Err(NationalIdError::Old) if holder == Holder::Adult => match NationalId::upgrade(&number) {
            Ok(id) => Found::with(id, Code::IdUpgraded),
            Err(_) => Found::wrong(Code::IdCheck),
        },
        Err(NationalIdError::Old) => Found::wrong(Code::Id15),
        Err(NationalIdError::Length { .. }) => Found::wrong(Code::IdLength),
        Err(NationalIdError::Character { .. }) => Found::wrong(Code::IdChars),
        Err(NationalIdError::Province | NationalIdError::Date | NationalIdError::Check) => Found::wrong(Code::IdCheck),
    }
}

/// Whether a column shows numbers of eighteen digits that a spreadsheet has rounded: three and more that end in `000`, and
/// half of those that are filled. One alone may be right.
#[must_use]
pub fn is_rounded<'a>(column: impl IntoIterator<Item = &'a Cell>) -> bool {
    let (mut filled, mut rounded) = (0, 0);
    for cell in column {
        if let Cell::Text(text) = cell {
            filled += 1;
            rounded += usize::from(ends_rounded(&national_id::normalise(text)));
        } else {
            filled += usize::from(!cell.is_empty());
        }
    }
    rounded >= 3 && 2 * rounded >= filled
}

fn ends_rounded(number: &str) -> bool {
    number.len() == 18 && number.ends_with("000") && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1.20101E+17`, as a spreadsheet shows a number that is too long for its column.
fn has_exponent(typed: &str) -> bool {
    let plain: String = typed.chars().map(|c| text::half_width(c).to_ascii_uppercase()).collect();
    let Some((number, exponent)) = plain.split_once('E') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(&number.replacen('.', "", 1)) && digits(exponent.strip_prefix('+').unwrap_or(exponent))
}
