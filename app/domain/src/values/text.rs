//! `text(n)` of the dictionary, and the clean-up that every typed text goes through.

use thiserror::Error;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// More characters than the field takes.
    #[error("最多写{max}个字，现在是{found}个字，请写短一点")]
    TooLong {
        /// Largest number of characters.
        max: u16,
        /// How many were typed.
        found: usize,
    },
    /// A control character, which no keyboard types on purpose.
    #[error("里面有看不见的特殊符号，请全部删掉，重新打一遍")]
    Control,
}

/// Trims and collapses inner runs of white space, line ends included, to one space.
#[must_use]
pub fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Cleans `raw` and checks it: no control characters, at most `max` characters (not bytes, so a rare
/// character outside the basic plane counts as one).
///
/// # Errors
/// When it is too long or holds a control character.
pub fn parse(raw: &str, max: u16) -> Result<String, TextError> {
    let text = clean(raw);
    if text.chars().any(char::is_control) {
        return Err(TextError::Control);
    }
    match text.chars().count() {
        found if found > usize::from(max) => Err(TextError::TooLong { max, found }),
        _ => Ok(text),
    }
}

/// Half-width, without white space, hyphens, brackets or invisible characters: what stays of a number that
/// was typed with any keyboard or pasted from anywhere.
pub(crate) fn compact(raw: &str) -> impl Iterator<Item = char> + '_ {
    raw.chars().map(half_width).filter(|&c| !is_noise(c))
}

/// Full-width ASCII (U+FF01 – U+FF5E) to half-width.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A hyphen or dash of any script.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{30FC}' | '_')
}

/// White space, brackets, and the invisible characters that copying leaves behind.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_noise(c: char) -> bool {
    is_invisible(c) || is_hyphen(c) || matches!(c, '(' | ')' | '.' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_trimmed_and_collapsed() {
        assert_eq!(clean("  解放路\u{3000} 1号\n\t2室 "), "解放路 1号 2室");
        assert_eq!(parse("一 二", 3), Ok("一 二".to_owned()));
    }

    #[test]
    fn rare_characters_count_as_one_and_too_many_are_named() {
        assert_eq!(parse("𬭊𬭊", 2), Ok("𬭊𬭊".to_owned()));
        assert_eq!(parse("𬭊𬭊𬭊", 2), Err(TextError::TooLong { max: 2, found: 3 }));
        assert_eq!(parse("甲\u{7}乙", 9), Err(TextError::Control));
    }
}
