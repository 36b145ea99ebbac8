//! A person's name and sex in a cell.

use super::{Cell, Code, Found, nothing};
use crate::values::name::{self, is_han};
use crate::values::{NameError, PersonName, Sex, TextError, old_font, text};

/// A name as a sheet has it. Its debug output holds no name.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetName {
    /// In its one spelling. It is no [`PersonName`] where it is masked or holds a character of a font's own.
    pub text: String,
    /// What stood in brackets behind it: a pet name or a former one.
    pub alias: Option<String>,
}

impl std::fmt::Debug for SheetName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SheetName(…)")
    }
}

/// Reads a name: spaces between Chinese characters go (张 三), every dot between them becomes `·`, text in brackets becomes the
/// alias. Names in Latin letters are kept.
#[must_use]
pub fn read_name(cell: &Cell) -> Found<SheetName> {
    match cell {
        Cell::Formula => return Found::wrong(Code::Formula),
        Cell::Merged(inner) if !inner.is_empty() => return Found::wrong(Code::MergedBody),
        _ => {}
    }
    let Some(typed) = nothing::words(cell) else { return Found::NOTHING };
    let (typed, alias) = without_brackets(&typed);
    // Codes of old fonts that have a successor are that character, and no private one.
    let typed = old_font::mended(&typed).map_or(typed, |(mended, _)| mended);
    let text = name::normalise(&without_gaps(&typed));
    if text.contains(['*', '＊']) {
        return Found::with(SheetName { text, alias }, Code::NameMasked);
    }
    match PersonName::parse(&text) {
        Ok(_) => Found::right(SheetName { text, alias }),
        Err(NameError::Unreadable(TextError::OldFont { .. } | TextError::OldFontKnown { .. })) => {
            Found::with(SheetName { text, alias }, Code::NamePua)
        }
        Err(_) => Found::wrong(Code::NameChars),
    }
}

/// Reads a sex, in words or by its code (GB/T 2261.1). `0` and `9` of the standard mean that it is not known.
#[must_use]
pub fn read_sex(cell: &Cell) -> Found<Sex> {
    if *cell == Cell::Formula {
        return Found::wrong(Code::Formula);
    }
    let Some(typed) = nothing::words(cell) else { return Found::NOTHING };
    let plain: String = text::compact(&typed).collect::<String>().to_lowercase();
    match plain.as_str() {
        "1" | "m" | "male" | "男" | "男性" | "男孩" | "男生" | "男童" | "1男" | "男1" => {
            Found::right(Sex::Male)
        }
        "2" | "f" | "female" | "女" | "女性" | "女孩" | "女生" | "女童" | "2女" | "女2" => {
            Found::right(Sex::Female)
        }
        "9" | "未说明" => Found::NOTHING,
        _ => Found::wrong(Code::SexBad),
    }
}

/// The text outside of brackets, and the first text inside of them.
fn without_brackets(typed: &str) -> (String, Option<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in typed.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => inside.push(c),
        }
    }
    let alias = name::normalise(&without_gaps(&inside));
    (outside, (!alias.is_empty()).then_some(alias))
}

/// The name without blanks beside a Chinese character: between two of them, and around a dot.
fn without_gaps(typed: &str) -> String {
    let chars: Vec<char> = typed.chars().filter(|&c| c != '\u{200B}').collect();
    let beside = |c: Option<&char>| {
        c.is_some_and(|&c| is_han(c) || matches!(c, '·' | '•' | '・' | '.' | '．' | '‧' | '∙' | '⋅' | '･'))
    };
    let mut out = String::with_capacity(typed.len());
    for (at, &c) in chars.iter().enumerate() {
        let blank = text::is_invisible(c);
        let before = chars[..at].iter().rev().find(|&&c| !text::is_invisible(c));
        let after = chars[at..].iter().find(|&&c| !text::is_invisible(c));
        if !(blank && beside(before) && beside(after)) {
            out.push(c);
        }
    }
    out
}
