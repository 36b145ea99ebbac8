//! Tokens of links and phones. The county of what they open stands in front, so that its row is looked for in one county
//! and nowhere else.

use domain::divisions::CountyCode;

use crate::crypt::keyring::new_token;

/// Characters of the county: its six digits as a number in base32.
const COUNTY: usize = 4;

/// Characters of what nobody can guess.
const SECRET: usize = 24;

/// Digits of base32 (RFC 4648), five bits each.
const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Characters of a token.
pub const LENGTH: usize = COUNTY + SECRET;

/// Characters of a token of an earlier version, which tells no county.
pub const EARLIER_LENGTH: usize = SECRET;

/// A fresh token of a county: 144 random bits behind its code.
///
/// # Errors
/// If the operating system gives no random bytes.
pub fn fresh(county: CountyCode) -> anyhow::Result<String> {
    let code = county.digits();
    let digit = |at: usize| DIGITS[(code >> (5 * (COUNTY - 1 - at))) as usize & 31];
    let front: String = (0..COUNTY).map(|at| char::from(digit(at))).collect();
    Ok(front + &new_token()?)
}

/// The county that a token tells; `None` for one of an earlier version, and for what is none.
#[must_use]
pub fn county(token: &str) -> Option<CountyCode> {
    let front = token.get(..COUNTY).filter(|_| token.len() == LENGTH)?;
    let value = |c: u8| DIGITS.iter().position(|digit| *digit == c).and_then(|at| u32::try_from(at).ok());
    let code = front.bytes().try_fold(0, |code, c| Some(code * 32 + value(c)?))?;
    CountyCode::parse(&format!("{code:06}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_its_county_and_one_of_an_earlier_version_tells_none() {
        for code in [110_101, 120_104, 441_900, 659_012, 820_000] {
            let token = fresh(CountyCode::literal(code)).unwrap();
            assert_eq!(token.len(), LENGTH);
            assert!(token.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')), "{token}");
            assert_eq!(county(&token), Some(CountyCode::literal(code)));
            assert_eq!(county(&token[..EARLIER_LENGTH]), None);
            assert_eq!(county(&token[COUNTY..]), None);
        }
        assert_ne!(fresh(CountyCode::literal(120_104)).unwrap(), fresh(CountyCode::literal(120_104)).unwrap());
        for none in
            ["", "nothing", "AAAA-EfGh_IjKl0123456789aaaa", "dvjiAbCd-EfGh_IjKl0123456789", "四个字符AbCdEfGhIjKlMnOp"]
        {
            assert_eq!(county(none), None, "{none}");
        }
    }
}
