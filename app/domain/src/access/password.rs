//! What a chosen password must be, as far as it can be said without lists: length and what is refused. How many guesses it
//! withstands is estimated beside (`backend::access::accounts::passwords`).

use jiff::civil::Date;

/// Shortest password in characters, of an account that has a second factor besides.
pub const SHORTEST: usize = 8;

/// Shortest one that is the only thing between a stranger and the account (ASVS 6.2.1 asks for eight, twelve is advised).
pub const SHORTEST_ALONE: usize = 12;

/// Days after which the stricter profile asks for another password.
pub const DENGBAO3_DAYS: i64 = 90;

/// Which rules a deployment keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordProfile {
    /// Length and guesses decide; there is no rule of composition and no end (ASVS 5.0, 6.2.5 and 6.2.10).
    #[default]
    Length,
    /// 等保三级: three classes of characters and another password after ninety days, because assessors ask for it.
    Dengbao3,
}

impl PasswordProfile {
    /// The profile that the operator names.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "length" => Some(Self::Length),
            "dengbao3" => Some(Self::Dengbao3),
            _ => None,
        }
    }

    /// Whether a password that was set at `set_at` is to be changed at `now`, Unix milliseconds.
    #[must_use]
    pub const fn is_due(self, set_at: i64, now: i64) -> bool {
        matches!(self, Self::Dengbao3) && now - set_at >= DENGBAO3_DAYS * 24 * 3_600_000
    }
}

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// It has fewer than so many characters.
    Short(usize),
    /// It has characters of fewer than three classes.
    Classes,
    /// It holds the name of the person, of the account, of the county or of the product.
    Named,
    /// It holds a mobile or a birth date.
    Number,
    /// It is one character again and again, or characters in their order.
    Run,
}

impl PasswordFault {
    /// What to do about it.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Short(shortest) => format!("密码至少{shortest}位"),
            Self::Classes => "密码要有大写字母、小写字母、数字、其他字符中的三种".into(),
            Self::Named => "密码里不要有姓名、用户名、单位名称或系统名称，请换一个".into(),
            Self::Number => "密码里不要有手机号或出生日期，请换一个".into(),
            Self::Run => "密码不能是一个字符重复，也不能是连续的数字或字母，请换一个".into(),
        }
    }
}

/// Checks a chosen password. `known` are names of which it may have none: of the person, the account and the place.
///
/// # Errors
/// The first reason against it.
pub fn check_password(
    password: &str,
    second_factor: bool,
    profile: PasswordProfile,
    known: &[&str],
) -> Result<(), PasswordFault> {
    let shortest = if second_factor { SHORTEST } else { SHORTEST_ALONE };
    if password.chars().count() < shortest {
        return Err(PasswordFault::Short(shortest));
    }
    let lower = password.to_lowercase();
    let product = ["tongce", "童册"];
    let mut names = known.iter().copied().filter(|word| word.chars().count() > 1).chain(product);
    if names.any(|word| lower.contains(&word.to_lowercase())) {
        return Err(PasswordFault::Named);
    }
    if is_run(password) {
        return Err(PasswordFault::Run);
    }
    if has_number_of_a_person(password) {
        return Err(PasswordFault::Number);
    }
    if profile == PasswordProfile::Dengbao3 && classes(password) < 3 {
        return Err(PasswordFault::Classes);
    }
    Ok(())
}

/// Each character follows the one before in the same way: the same again, the next one, or the previous one.
fn is_run(password: &str) -> bool {
    let codes: Vec<i64> = password.chars().map(|c| i64::from(u32::from(c))).collect();
    [-1, 0, 1].into_iter().any(|step| codes.windows(2).all(|pair| pair[1] - pair[0] == step))
}

/// Whether among its digits there is a Chinese mobile (11 digits) or a day of the last hundred years (8 digits).
fn has_number_of_a_person(password: &str) -> bool {
    let bytes = password.as_bytes();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let mobile = |part: &[u8]| digits(part) && part[0] == b'1' && (b'3'..=b'9').contains(&part[1]);
    let day = |part: &[u8]| {
        let number = |part: &[u8]| part.iter().fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'));
        digits(part)
            && (b"19" == &part[..2] || b"20" == &part[..2])
            && Date::new(number(&part[..4]), number(&part[4..6]) as i8, number(&part[6..]) as i8).is_ok()
    };
    bytes.windows(11).any(mobile) || bytes.windows(8).any(day)
}

/// How many of the four classes occur: capitals, small letters, digits, anything else.
fn classes(password: &str) -> usize {
    let of: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    of.into_iter().filter(|class| password.chars().any(*class)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["wangmin", "王敏", "南开区"];

    fn fault(password: &str, profile: PasswordProfile) -> Option<PasswordFault> {
        check_password(password, true, profile, &KNOWN).err()
    }

    #[test]
    fn what_others_know_of_a_person_is_no_password() {
        for (password, expected) in [
            ("WangMin!2x9", PasswordFault::Named),
            ("南开区的柳树开花", PasswordFault::Named),
            ("tongce-shili-2026", PasswordFault::Named),
            ("x13800138000x", PasswordFault::Number),
            ("柳树19850412开花", PasswordFault::Number),
            ("aaaaaaaaaaaa", PasswordFault::Run),
            ("12345678", PasswordFault::Run),
            ("hgfedcba", PasswordFault::Run),
            ("k9#pQ2v", PasswordFault::Short(8)),
        ] {
            assert_eq!(fault(password, PasswordProfile::Length), Some(expected), "{password}");
        }
        for fine in ["七棵旧柳树也开花", "w7#kQ2vz", "x19851332y", "1234567890a1"] {
            assert_eq!(fault(fine, PasswordProfile::Length), None, "{fine}");
        }
        let alone = check_password("w7#kQ2vz", false, PasswordProfile::Length, &KNOWN);
        assert_eq!(alone, Err(PasswordFault::Short(12)));
    }

    #[test]
    fn the_stricter_profile_asks_for_three_classes_and_for_another_one_after_ninety_days() {
        let strict = PasswordProfile::Dengbao3;
        assert_eq!(fault("seven-old-willows", strict), Some(PasswordFault::Classes));
        assert_eq!(fault("Seven-old-willows", strict), None);
        assert_eq!(fault("w7柳树也开花呀", strict), None);
        let day = 24 * 3_600_000;
        assert!(!strict.is_due(0, 90 * day - 1) && strict.is_due(0, 90 * day));
        assert!(!PasswordProfile::Length.is_due(0, 9_000 * day));
        assert_eq!(PasswordProfile::named("dengbao3"), Some(strict));
        assert_eq!(PasswordProfile::named("length"), Some(PasswordProfile::default()));
        assert_eq!(PasswordProfile::named("dengbao"), None);
    }
}
