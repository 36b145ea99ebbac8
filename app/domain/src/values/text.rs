//! `text(n)` of the dictionary, and the clean-up that every typed text goes through.

use super::fault::{TextError, fault, is_visible};
use super::spelling::{is_blank, is_ignored, unify};

/// One line in its one spelling: trimmed, inner runs of white space, line ends included, collapsed to one space.
#[must_use]
pub fn clean(raw: &str) -> String {
    collapse(&unify(raw, |c| c))
}

/// The same for a text of several lines: each is cleaned, lines stay lines however the program that sent them ends
/// them, and of several empty ones there is one.
#[must_use]
pub fn lines(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n");
    let mut text = String::with_capacity(raw.len());
    let mut gap = false;
    for line in raw.split(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']).map(clean) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if gap { "\n\n" } else { "\n" });
        }
        text.push_str(&line);
        gap = false;
    }
    text
}

pub(crate) fn collapse(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for word in raw.split(is_blank).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether nobody would see anything of the text.
#[must_use]
pub fn is_empty(text: &str) -> bool {
    !text.chars().any(is_visible)
}

/// Cleans `raw` and checks it: nothing that a phone cannot show, at most `max` characters (not bytes, so a rare
/// character outside the basic plane counts as one).
///
/// # Errors
/// When it is too long or holds a character that cannot be shown.
pub fn parse(raw: &str, max: u16) -> Result<String, TextError> {
    readable(clean(raw), max)
}

/// The same for a text of several lines.
///
/// # Errors
/// As [`parse`].
pub fn parse_lines(raw: &str, max: u16) -> Result<String, TextError> {
    readable(lines(raw), max)
}

fn readable(text: String, max: u16) -> Result<String, TextError> {
    if let Some(fault) = fault(&text) {
        return Err(fault);
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
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{30FC}' | '_')
}

/// White space, and the invisible characters that copying leaves behind.
pub(crate) fn is_invisible(c: char) -> bool {
    is_blank(c) || is_ignored(c)
}

fn is_noise(c: char) -> bool {
    is_invisible(c) || is_hyphen(c) || matches!(c, '(' | ')' | '.' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_trimmed_and_collapsed() {
        assert_eq!(clean("  解放路\u{3000} 1号\n\t2室\u{2800} "), "解放路 1号 2室");
        assert_eq!(parse("一 二", 3), Ok("一 二".to_owned()));
    }

    #[test]
    fn lines_stay_lines_whatever_ends_them() {
        assert_eq!(lines(" 第一行 \r\n第二行\r\n\r\n\r\n第三行\u{2028}第四行\n\n"), "第一行\n第二行\n\n第三行\n第四行");
        assert_eq!(lines("甲\r乙\u{200B}\n \u{3000}\n丙"), "甲\n乙\n\n丙");
        assert_eq!(parse_lines("甲\n乙", 3), Ok("甲\n乙".into()));
        assert_eq!(parse_lines("甲\n\u{7}乙", 9), Err(TextError::Unreadable));
    }

    #[test]
    fn rare_characters_count_as_one_and_too_many_are_named() {
        assert_eq!(parse("𬭊𬭊", 2), Ok("𬭊𬭊".to_owned()));
        assert_eq!(parse("𬭊𬭊𬭊", 2), Err(TextError::TooLong { max: 2, found: 3 }));
        assert_eq!(parse("甲\u{7}乙", 9), Err(TextError::Unreadable));
    }

    #[test]
    fn what_nobody_sees_is_nothing() {
        for hidden in [
            "",
            " ",
            "\u{200B}",
            "\u{202E}\u{2066}",
            "\u{3164}",
            "\u{2800}",
            "\u{FFFD}",
            "\u{AD}",
            "\u{FEFF}",
            "\u{FE0F}\u{E0100}",
            "\u{E0041}\u{E007F}",
            "\u{115F}\u{1160}\u{FFA0}",
            "\u{180E}",
            "\u{34F}",
            "\u{7}\n",
        ] {
            assert!(is_empty(hidden), "{hidden:?}");
        }
        for seen in ["a", "王", "\u{200B}。", "\u{E863}", "😀"] {
            assert!(!is_empty(seen), "{seen:?}");
        }
    }

    #[test]
    fn what_nobody_can_read_is_refused_with_what_to_do() {
        for wrong in ["好\u{FFFD}", "好\u{FFFE}", "好\u{FDD0}", "好\u{378}", "好\u{E1000}", "好\u{1FFFE}"] {
            assert_eq!(parse(wrong, 9), Err(TextError::Unreadable), "{wrong:?}");
        }
        for right in ["好𠀀", "好\u{323B0}", "好😀", "好\u{1FADF}", "好ཀ", "好ئۇيغۇر"] {
            assert_eq!(parse(right, 9).as_deref(), Ok(right));
        }
        let words = TextError::Unreadable.to_string();
        assert!(words.contains("请全部删掉，重新打一遍"), "{words}");
        assert_eq!(parse("王\u{E863}", 9), Err(TextError::OldFontKnown { place: 2, to: '䶮' }));
        assert_eq!(parse("\u{E000}", 9), Err(TextError::OldFont { place: 1 }));
        assert_eq!(parse("好\u{F0000}", 9), Err(TextError::OldFont { place: 2 }));
    }
}
