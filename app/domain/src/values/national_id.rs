//! 公民身份号码 (GB 11643-1999; standards 1.1): six digits of place, eight of birth date, three of
//! sequence, one check character (ISO 7064 MOD 11-2).

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

use super::{Sex, date, text};

/// An identity number whose form, province, date and check character are right. Numbers of the
/// 港澳台居民居住证 (address codes 810000, 820000, 830000) are of this form too.
///
/// Its debug output is masked; the number itself comes only from [`as_str`](Self::as_str).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NationalId {
    digits: [u8; 18],
    born: Date,
}

/// Why a text is not an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NationalIdError {
    /// Not 18 characters.
    #[error("身份证号应当是18位，现在是{found}位，请对照户口簿再数一遍")]
    Length {
        /// How many characters were typed.
        found: usize,
    },
    /// 15 digits: a number of before 1999, which no child has.
    #[error("这是15位的老号码，孩子的身份证号都是18位，请对照户口簿填写")]
    Old,
    /// Something else than a digit (the last may be `X`).
    #[error("身份证号第{position}位应当是数字，请改过来。只有最后一位可以是X（就是“叉”）")]
    Character {
        /// Place of the first wrong character, from 1.
        position: usize,
    },
    /// The first two digits are no province.
    #[error("身份证号开头两位写错了，请对照户口簿再看一遍")]
    Province,
    /// Digits 7 – 14 are no day of the calendar.
    #[error("身份证号第7到14位应当是出生日期，现在这一天不存在，请对照户口簿再看一遍")]
    Date,
    /// The check character does not fit the digits before it.
    #[error("身份证号第18位对不上，可能有一位写错了，请对照户口簿从头再看一遍")]
    Check,
}

const WEIGHTS: [u16; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

impl NationalId {
    /// Reads a number as typed: normalises, then checks length, characters, province, date and check character.
    ///
    /// That the date is not in the future is checked by rule V-01, which knows what day it is.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn parse(raw: &str) -> Result<Self, NationalIdError> {
        Self::from_normalised(&normalise(raw))
    }

    fn from_normalised(number: &str) -> Result<Self, NationalIdError> {
        let found = number.chars().count();
        if found == 15 && number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NationalIdError::Old);
        }
        if found != 18 {
            return Err(NationalIdError::Length { found });
        }
        let digits = characters(number)?;
        if !is_province(&digits[..2]) {
            return Err(NationalIdError::Province);
        }
        let born = date::from_digits(&digits, 6, 10, 12).map_err(|_| NationalIdError::Date)?;
        if digits[17] != check_character(&digits) {
            return Err(NationalIdError::Check);
        }
        Ok(Self { digits, born })
    }

    /// The number of today for a 15-digit number of before 1999 (adults only): `19` before the year and a
    /// check character at the end. Whoever uses it flags it for verification.
    ///
    /// # Errors
    /// When it is not 15 digits, or the upgraded number is not right.
    pub fn upgrade(raw: &str) -> Result<Self, NationalIdError> {
        let old = normalise(raw);
        let found = old.chars().count();
        if found != 15 {
            return Err(NationalIdError::Length { found });
        }
        if let Some(wrong) = old.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(NationalIdError::Character { position: wrong + 1 });
        }
        let mut number = String::with_capacity(18);
        number.push_str(&old[..6]);
        number.push_str("19");
        number.push_str(&old[6..]);
        let check = check_character(number.as_bytes());
        number.push(char::from(check));
        Self::from_normalised(&number)
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII digits and X are ever put in.
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }

    /// The birth date inside the number.
    #[must_use]
    pub const fn birth_date(&self) -> Date {
        self.born
    }

    /// The sex inside the number: an odd 17th digit is male, an even one female.
    #[must_use]
    pub const fn sex(&self) -> Sex {
        Sex::from_digit(self.digits[16] - b'0')
    }

    /// The six digits of the county of *first* registration. They never change when the family moves, so
    /// they are never compared with the present hukou.
    #[must_use]
    pub fn address_code(&self) -> &str {
        &self.as_str()[..6]
    }

    /// True for a number of the 港澳台居民居住证: its address code is 810000, 820000 or 830000.
    #[must_use]
    pub fn is_hmt(&self) -> bool {
        matches!(self.address_code(), "810000" | "820000" | "830000")
    }

    /// First three and last two characters: `120*************76`.
    #[must_use]
    pub fn masked(&self) -> String {
        crate::masking::id_number(self.as_str())
    }
}

impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalId(")?;
        f.write_str(&self.masked())?;
        f.write_str(")")
    }
}

/// Half-width, upper case, without spaces, hyphens and invisible characters; every kind of x is `X`.
#[must_use]
pub fn normalise(raw: &str) -> String {
    text::compact(raw)
        .map(|c| match c {
            '\u{2169}' | '\u{2179}' | '×' | 'Х' | 'х' => 'X',
            _ => c.to_ascii_uppercase(),
        })
        .collect()
}

/// 18 characters as bytes: 17 digits, then a digit or `X`.
pub(crate) fn characters(number: &str) -> Result<[u8; 18], NationalIdError> {
    let mut digits = [0; 18];
    for (at, c) in number.chars().enumerate() {
        match (digits.get_mut(at), c) {
            (Some(slot), '0'..='9') => *slot = c as u8,
            (Some(slot), 'X') if at == 17 => *slot = b'X',
            _ => return Err(NationalIdError::Character { position: at + 1 }),
        }
    }
    Ok(digits)
}

/// The check character for the first 17 digits.
pub(crate) fn check_character(digits: &[u8]) -> u8 {
    let sum: u16 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u16::from(digit.wrapping_sub(b'0')) * weight).sum();
    CHECKS[usize::from(sum % 11)]
}

/// Are these two ASCII digits a province code (GB/T 2260, with 71 and 81 – 83)?
pub(crate) fn is_province(code: &[u8]) -> bool {
    matches!(
        code,
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
            | [b'7', b'1']
            | [b'8', b'1'..=b'3']
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const STANDARD: &str = "11010519491231002X";

    fn facts(number: &str) -> (Date, Sex) {
        let id = NationalId::parse(number).unwrap();
        (id.birth_date(), id.sex())
    }

    /// Rules 13.3, first two rows.
    #[test]
    fn r_13_3_the_example_of_the_standard_in_every_way_of_typing_it() {
        assert_eq!(facts(STANDARD), (date(1949, 12, 31), Sex::Female));
        for typed in [
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２ｘ",
            " 110105 19491231 002X ",
            "110105-19491231-002X",
            "11010519491231002Ⅹ",
            "11010519491231002ⅹ",
            "\u{FEFF}110105\u{200B}19491231002X",
        ] {
            assert_eq!(NationalId::parse(typed).unwrap().as_str(), STANDARD, "{typed}");
        }
    }

    /// Rules 13.3, the valid numbers.
    #[test]
    fn r_13_3_valid_numbers_tell_birth_date_and_sex() {
        assert_eq!(facts("120101201503089976"), (date(2015, 3, 8), Sex::Male));
        assert_eq!(facts("120116202002299982"), (date(2020, 2, 29), Sex::Female));
        assert_eq!(facts("12010320110815999X"), (date(2011, 8, 15), Sex::Male));
        assert_eq!(facts("120109200504059986"), (date(2005, 4, 5), Sex::Female));
        assert_eq!(facts("810000201406129982").1, Sex::Female);
        assert_eq!(facts("820000201507209975").1, Sex::Male);
        assert_eq!(facts("830000201310019985").1, Sex::Female);
        assert!(NationalId::parse("820000201507209975").unwrap().is_hmt());
        assert!(!NationalId::parse(STANDARD).unwrap().is_hmt());
    }

    /// Rules 13.3, the wrong numbers.
    #[test]
    fn r_13_3_wrong_numbers_say_what_is_wrong() {
        for (number, error) in [
            ("110105491231002", NationalIdError::Old),
            ("110105194912310021", NationalIdError::Check),
            ("120101201502299971", NationalIdError::Date),
            ("120101209913019993", NationalIdError::Date),
            ("120101201602309962", NationalIdError::Date),
            ("999999201503089975", NationalIdError::Province),
            ("932682198501010017", NationalIdError::Province),
            ("", NationalIdError::Length { found: 0 }),
            ("12010120150308997", NationalIdError::Length { found: 17 }),
            ("12010120150308997六", NationalIdError::Character { position: 18 }),
            ("1201012X1503089976", NationalIdError::Character { position: 8 }),
        ] {
            assert_eq!(NationalId::parse(number), Err(error), "{number}");
        }
    }

    /// Rules 13.3, the 15-digit number of an adult.
    #[test]
    fn r_13_3_an_old_number_is_upgraded() {
        assert_eq!(NationalId::upgrade("110105491231002").unwrap().as_str(), STANDARD);
        assert_eq!(NationalId::upgrade("11010549123100"), Err(NationalIdError::Length { found: 14 }));
        assert_eq!(NationalId::upgrade("110105491331002"), Err(NationalIdError::Date));
        assert_eq!(NationalId::upgrade("11010549123100X"), Err(NationalIdError::Character { position: 15 }));
    }

    #[test]
    fn masked_shows_three_and_two_and_debug_shows_no_more() {
        let id = NationalId::parse("120101201503089976").unwrap();
        assert_eq!(id.masked(), "120*************76");
        assert!(!format!("{id:?}").contains("20150308"));
        assert_eq!(id.address_code(), "120101");
    }

    prop_compose! {
        /// A valid number of a synthetic person.
        fn valid()(province in 0_usize..4, rest in 0_u32..10_000, days in 0_i32..45_000, sequence in 0_u32..1000) -> String {
            let born = date(1900, 1, 1).saturating_add(jiff::Span::new().days(days));
            let mut number = format!("{}{rest:04}{}{sequence:03}", [12, 37, 65, 81][province], date::format(born).replace('-', ""));
            number.push(char::from(check_character(number.as_bytes())));
            number
        }
    }

    proptest! {
        #[test]
        fn a_number_with_its_check_character_is_valid(number in valid()) {
            let id = NationalId::parse(&number).unwrap();
            prop_assert_eq!(id.as_str(), number);
        }

        /// MOD 11-2 finds every single wrong character.
        #[test]
        fn one_wrong_character_is_always_found(number in valid(), at in 0_usize..18, other in 0_u8..10) {
            let mut wrong = number.clone().into_bytes();
            wrong[at] = b'0' + other;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != number);
            prop_assert!(NationalId::parse(&wrong).is_err());
        }

        /// … and every swap of two neighbours.
        #[test]
        fn two_swapped_neighbours_are_always_found(number in valid(), at in 0_usize..16) {
            let mut swapped = number.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assume!(swapped != number);
            prop_assert!(NationalId::parse(&swapped).is_err());
        }

        #[test]
        fn exactly_one_check_character_fits(number in valid()) {
            let fitting = "0123456789X".chars().filter(|c| {
                NationalId::parse(&[&number[..17], c.encode_utf8(&mut [0; 4])].concat()).is_ok()
            });
            prop_assert_eq!(fitting.count(), 1);
        }

        #[test]
        fn reading_never_panics(raw in "\\PC{0,24}") {
            let _ = NationalId::parse(&raw);
            let _ = NationalId::upgrade(&raw);
        }
    }
}
