//! Receipt numbers (受理编号): what a family quotes on the telephone, e.g. `TC-2026-7K3M-9QXD`.
//!
//! Seven random characters of an alphabet without look-alikes (no 0/O, 1/I/L, U) and a check character,
//! so that a mistyped number is noticed. Uniqueness is the database's: a taken number is drawn again.

use anyhow::Context;
use rand::TryRngCore;
use rand::rngs::OsRng;

use crate::error::Result;

const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The check is counted modulo the prime 31, one more than there are characters: a number whose check
/// would be the missing one is drawn again.
const DRAWN: usize = ALPHABET.len();
/// What receipt numbers begin with.
const RECEIPT: &str = "TC";
/// Characters without the check.
const LENGTH: usize = 7;

/// A fresh number of a year.
///
/// # Errors
/// [`crate::Error::Internal`] if the operating system gives no random bytes.
pub fn new(year: i16) -> Result<String> {
    numbered(RECEIPT, year)
}

/// A fresh number of a year for something else that people quote: exports `E`, lists of erasures `D`, holds `H`, breaches `B`,
/// prints `P`.
///
/// # Errors
/// As [`new`].
pub fn numbered(prefix: &str, year: i16) -> Result<String> {
    loop {
        let mut bytes = [0_u8; 16];
        OsRng.try_fill_bytes(&mut bytes).context("the operating system gives no random bytes")?;
        // 240 is the largest multiple of 30 below 256: every character is equally likely.
        let drawn = bytes.iter().filter(|byte| **byte < 240).map(|byte| usize::from(*byte) % DRAWN);
        let values: Vec<usize> = drawn.take(LENGTH).collect();
        if values.len() == LENGTH
            && let Some(number) = written(prefix, year, &values)
        {
            return Ok(number);
        }
    }
}

/// The number of these values with its check character; `None` where that one does not exist.
fn written(prefix: &str, year: i16, values: &[usize]) -> Option<String> {
    let check = check(values);
    if check >= DRAWN {
        return None;
    }
    let text: String = values.iter().chain([&check]).map(|&value| char::from(ALPHABET[value])).collect();
    Some(format!("{prefix}-{year}-{}-{}", &text[..4], &text[4..]))
}

/// The number of a year with this serial number (below 30⁷), for records that are made the same again;
/// `None` for one in 31, whose check character does not exist.
#[must_use]
pub(crate) fn of_serial(year: i16, serial: u64) -> Option<String> {
    let mut values = [0_usize; LENGTH];
    let mut rest = serial;
    for value in &mut values {
        *value = usize::try_from(rest % DRAWN as u64).ok()?;
        rest /= DRAWN as u64;
    }
    if rest == 0 { written(RECEIPT, year, &values) } else { None }
}

/// Another number of the same year, when `taken` is taken.
///
/// # Errors
/// As [`new`].
pub fn again(taken: &str) -> Result<String> {
    let year = taken.split('-').nth(1).and_then(|year| year.parse().ok()).unwrap_or(0);
    new(year)
}

/// Reads a number as somebody types it: any case, with or without dashes and spaces. `None` if it is not
/// one, or a character was mistyped or two neighbours were exchanged.
#[must_use]
pub fn parse(typed: &str) -> Option<String> {
    let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let rest = bare.strip_prefix("TC")?;
    let (year, text) = rest.split_at_checked(4)?;
    if text.len() != 8 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let values: Option<Vec<usize>> =
        text.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte)).collect();
    let values = values?;
    let (last, drawn) = values.split_last()?;
    (check(drawn) == *last).then(|| format!("TC-{year}-{}-{}", &text[..4], &text[4..]))
}

/// Weighted sum modulo the prime 31: notices any one wrong character and any exchange of neighbours.
fn check(values: &[usize]) -> usize {
    values.iter().enumerate().map(|(at, value)| (at + 2) * value).sum::<usize>() % 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_however_it_is_typed() {
        for _ in 0..200 {
            let number = new(2026).unwrap();
            assert_eq!(number.len(), 17);
            assert_eq!(parse(&number), Some(number.clone()));
            assert_eq!(parse(&number.to_lowercase().replace('-', " ")), Some(number));
        }
    }

    #[test]
    fn one_wrong_character_and_exchanged_neighbours_are_noticed() {
        let number = new(2026).unwrap();
        let text: Vec<char> = number.chars().collect();
        for at in 8..text.len() {
            if text[at] == '-' {
                continue;
            }
            for other in ALPHABET.iter().map(|byte| char::from(*byte)).filter(|c| *c != text[at]) {
                let mut wrong = text.clone();
                wrong[at] = other;
                assert_eq!(parse(&String::from_iter(wrong)), None);
            }
            if at + 1 < text.len() && text[at + 1] != '-' && text[at + 1] != text[at] {
                let mut wrong = text.clone();
                wrong.swap(at, at + 1);
                assert_eq!(parse(&String::from_iter(wrong)), None);
            }
        }
    }

    #[test]
    fn a_serial_gives_a_number_or_says_that_there_is_none() {
        let numbers: Vec<Option<String>> = (0..500).map(|serial| of_serial(2026, serial)).collect();
        assert!(numbers.contains(&None), "one in 31 has no check character");
        for number in numbers.into_iter().flatten() {
            assert_eq!(parse(&number), Some(number.clone()));
        }
        assert_eq!(of_serial(2026, u64::MAX), None);
    }

    #[test]
    fn a_taken_number_is_drawn_again_for_the_same_year() {
        let number = new(2026).unwrap();
        let other = again(&number).unwrap();
        assert!(other.starts_with("TC-2026-") && other != number);
    }
}
