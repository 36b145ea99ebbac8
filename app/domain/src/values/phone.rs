//! Phone numbers (standards 1.6): mobile, landline, and numbers outside the mainland in E.164.

use std::fmt;

use thiserror::Error;

use super::text;

/// A number that can be dialled: 11 digits of a mobile, a landline with area code (`02223456789`,
/// `02223456789-801`), or `+` and country code.
///
/// Its debug output is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Letters or signs.
    #[error("电话只填数字，请去掉别的字")]
    Character,
    /// A mobile number with too few or too many digits.
    #[error("手机号应当是11位，现在是{found}位，请再数一遍")]
    MobileLength {
        /// How many digits were typed.
        found: usize,
    },
    /// 11 digits that begin with 10, 11 or 12.
    #[error("手机号都是13、15、18、19这样开头，请再看一遍")]
    MobilePrefix,
    /// Begins with 0, but is no area code and number.
    #[error("固定电话请连区号一起填，例如022-23456789")]
    Landline,
    /// Begins with neither 1, 0 nor +.
    #[error("请填写11位手机号，固定电话请加区号，境外号码请加“+”和国家或地区代码")]
    Unknown,
}

impl Phone {
    /// Reads a number as typed: any spaces, hyphens or brackets, full-width digits, `+86` or `0086` before it.
    ///
    /// # Errors
    /// Says what to correct.
    pub fn parse(raw: &str) -> Result<Self, PhoneError> {
        let typed: String = raw
            .chars()
            .map(text::half_width)
            .filter(|&c| !text::is_invisible(c) && !matches!(c, '(' | ')'))
            .map(|c| if text::is_hyphen(c) || c == '转' { '-' } else { c })
            .collect();
        let abroad = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
        let (local, national) = match abroad {
            Some(rest) => match rest.trim_start_matches('-').strip_prefix("86") {
                Some(rest) => (rest.trim_start_matches('-'), true),
                None => return foreign(rest),
            },
            None => (typed.trim_matches('-'), false),
        };
        if !local.chars().all(|c| c.is_ascii_digit() || c == '-') {
            return Err(PhoneError::Character);
        }
        let digits = without_hyphens(local);
        match digits.as_bytes() {
            [b'0', ..] => landline(local),
            [b'1', second, ..] if digits.len() == 11 => {
                if *second < b'3' {
                    Err(PhoneError::MobilePrefix)
                } else {
                    Ok(Self(digits))
                }
            }
            // +86 22 2345 6789: the area code lost its zero.
            [_, ..] if national => landline(&["0", local].concat()),
            [b'1', ..] => Err(PhoneError::MobileLength { found: digits.len() }),
            _ => Err(PhoneError::Unknown),
        }
    }

    /// The stored form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Eleven digits that begin with 1.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// As read aloud: `138 0013 8000`, `022-23456789-801`, `+85212345678`.
    #[must_use]
    pub fn display(&self) -> String {
        let number = &self.0;
        let (parts, joint): ([&str; 3], &str) = if self.is_mobile() {
            ([&number[..3], &number[3..7], &number[7..]], " ")
        } else if number.starts_with('0') {
            // Two-digit area codes are 10 and 2x; all others have three digits, each after the 0.
            let area = if number.starts_with("01") || number.starts_with("02") { 3 } else { 4 };
            ([&number[..area], &number[area..], ""], "-")
        } else {
            return number.clone();
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(joint)
    }

    /// First three and last four characters: `138****8000`.
    #[must_use]
    pub fn masked(&self) -> String {
        crate::masking::phone(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(")?;
        f.write_str(&self.masked())?;
        f.write_str(")")
    }
}

fn without_hyphens(text: &str) -> String {
    text.chars().filter(|&c| c != '-').collect()
}

/// Country code and number: 6 – 15 digits that do not begin with 0.
fn foreign(rest: &str) -> Result<Phone, PhoneError> {
    let digits = without_hyphens(rest);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneError::Character);
    }
    if digits.starts_with('0') || !(6..=15).contains(&digits.len()) {
        return Err(PhoneError::Unknown);
    }
    Ok(Phone(["+", &digits].concat()))
}

/// Area code of three or four digits, number of seven or eight, extension of up to six.
fn landline(typed: &str) -> Result<Phone, PhoneError> {
    let (number, extension) = match typed.rsplit_once('-') {
        Some((before, last)) if without_hyphens(before).len() >= 10 => (without_hyphens(before), last),
        _ => (without_hyphens(typed), ""),
    };
    // 10 – 12 digits: 3 + 7, 3 + 8 or 4 + 7, 4 + 8; an area code never begins with 00.
    if !(10..=12).contains(&number.len()) || number.starts_with("00") || extension.len() > 6 {
        return Err(PhoneError::Landline);
    }
    Ok(Phone(if extension.is_empty() { number } else { [&number, "-", extension].concat() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(raw: &str) -> Result<String, PhoneError> {
        Phone::parse(raw).map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn mobiles_are_read_however_they_are_typed() {
        for typed in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 13800138000",
            "0086-13800138000",
            "１３８００１３８０００",
        ] {
            assert_eq!(read(typed).unwrap(), "13800138000", "{typed}");
        }
        assert_eq!(read("19900000000").unwrap(), "19900000000", "new blocks are not guessed at");
    }

    #[test]
    fn landlines_keep_area_code_and_extension() {
        assert_eq!(read("022-23456789").unwrap(), "02223456789");
        assert_eq!(read("(022) 2345 6789").unwrap(), "02223456789");
        assert_eq!(read("0316-2345678-801").unwrap(), "03162345678-801");
        assert_eq!(read("022-2345-6789").unwrap(), "02223456789");
        assert_eq!(read("02223456789转12").unwrap(), "02223456789-12");
        assert_eq!(read("+86 22 2345 6789").unwrap(), "02223456789");
        assert_eq!(read("+86 10 1234 5678").unwrap(), "01012345678");
    }

    #[test]
    fn numbers_outside_the_mainland_keep_their_country_code() {
        assert_eq!(read("+852 1234 5678").unwrap(), "+85212345678");
        assert_eq!(read("00852-12345678").unwrap(), "+85212345678");
        assert_eq!(read("+012345678"), Err(PhoneError::Unknown));
        assert_eq!(read("+12345"), Err(PhoneError::Unknown));
    }

    #[test]
    fn wrong_numbers_say_what_to_correct() {
        assert_eq!(read("1380013800"), Err(PhoneError::MobileLength { found: 10 }));
        assert_eq!(read("138001380000"), Err(PhoneError::MobileLength { found: 12 }));
        assert_eq!(read("12800138000"), Err(PhoneError::MobilePrefix));
        assert_eq!(read("138001380OO"), Err(PhoneError::Character));
        assert_eq!(read("0221234"), Err(PhoneError::Landline));
        assert_eq!(read("23456789"), Err(PhoneError::Unknown));
        assert_eq!(read(""), Err(PhoneError::Unknown));
        assert_eq!(read("+86"), Err(PhoneError::Unknown));
    }

    #[test]
    fn shown_in_groups_or_masked() {
        assert_eq!(Phone::parse("13800138000").unwrap().display(), "138 0013 8000");
        assert_eq!(Phone::parse("02223456789-801").unwrap().display(), "022-23456789-801");
        assert_eq!(Phone::parse("03162345678").unwrap().display(), "0316-2345678");
        assert_eq!(Phone::parse("+85212345678").unwrap().display(), "+85212345678");
        assert_eq!(Phone::parse("13800138000").unwrap().masked(), "138****8000");
        assert!(!format!("{:?}", Phone::parse("13800138000").unwrap()).contains("0013"));
    }

    proptest! {
        #[test]
        fn a_number_reads_back_as_itself_also_from_its_display(raw in "[+0-9 -]{0,20}") {
            if let Ok(phone) = Phone::parse(&raw) {
                prop_assert_eq!(Phone::parse(phone.as_str()).unwrap(), phone.clone());
                prop_assert_eq!(Phone::parse(&phone.display()).unwrap(), phone);
            }
        }

        #[test]
        fn reading_never_panics(raw in "\\PC{0,24}") {
            let _ = Phone::parse(&raw);
        }
    }
}
