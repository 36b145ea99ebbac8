//! Telephone numbers in a sentence, as links that dial.

use super::html::{Piece, el};

/// Numbers of offices for everybody.
const HOTLINES: [&str; 2] = ["110", "12345"];

/// The sentence with a link on every telephone number.
#[must_use]
pub fn calls(sentence: &str) -> Piece {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = sentence;
    while let Some((before, number, after)) = next_number(rest) {
        if !before.is_empty() {
            pieces.push(before.to_owned().into());
        }
        pieces.push(el("a").attr("href", ["tel:", number].concat()).child(number.to_owned()).into());
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned().into());
    }
    Piece::Many(pieces)
}

/// What stands before the next telephone number, the number, and what follows.
fn next_number(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let begin = from + text[from..].find(|c: char| c.is_ascii_digit())?;
        let tail = &text[begin..];
        let length = tail.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(tail.len());
        let number = tail[..length].trim_end_matches('-');
        if is_telephone(number) {
            return Some((&text[..begin], number, &tail[number.len()..]));
        }
        from = begin + length;
    }
}

/// A hotline, a mobile, or a landline with its area code; not a year, an article or the number of a document.
fn is_telephone(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    HOTLINES.contains(&number)
        || (number.starts_with('1') && digits == 11)
        || (number.starts_with('0') && (10..=12).contains(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_dial_and_other_numbers_do_not() {
        let html = |sentence: &str| leptos::prelude::RenderHtml::to_html(calls(sentence).view());
        let dialled = |sentence: &str| {
            let html = html(sentence);
            html.split("tel:").skip(1).filter_map(|link| link.split('"').next().map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(dialled("电话022-12345678，也可以打12345；有危险请打110。"), ["022-12345678", "12345", "110"]);
        assert_eq!(dialled("打13800138000-"), ["13800138000"]);
        assert_eq!(dialled("民发〔2024〕17号，第43条，15个工作日，2026-11-27"), [""; 0]);
        let whole = html("先打12345再说");
        assert!(whole.contains("先打") && whole.contains("12345</a>") && whole.contains("再说"), "{whole}");
    }
}
