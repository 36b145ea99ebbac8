//! A person's name (`person_name`, dictionary 1.1).

use thiserror::Error;

use super::fault::{TextError, fault_of};
use super::{spelling, text};

/// The largest number of characters.
const MAX: usize = 50;
/// The middle dot of minority names, U+00B7.
const DOT: char = '·';

/// A name that may be stored: clean, with U+00B7 as its middle dot, 2 – 50 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// Fewer than two characters.
    #[error("请填写完整的姓名，至少2个字")]
    TooShort,
    /// More than 50.
    #[error("姓名最多50个字，请按户口簿上的写")]
    TooLong,
    /// A digit, a sign, a picture.
    #[error("姓名里不能有“{0}”，请按户口簿上的写")]
    Character(char),
    /// A character that not every phone can show.
    #[error("姓名{0}")]
    Unreadable(TextError),
    /// It begins or ends with a dot, a hyphen or an apostrophe.
    #[error("姓名前面或后面多了符号，请删掉")]
    Edge,
}

impl PersonName {
    /// Reads a name as typed: cleans white space and middle dots, then checks it.
    ///
    /// # Errors
    /// When it is too short, too long, or holds what no name holds.
    pub fn parse(raw: &str) -> Result<Self, NameError> {
        let name = normalise(raw);
        for (at, c) in name.chars().enumerate() {
            if !is_letter(c) && !is_joint(c) {
                let fault = fault_of(at + 1, c);
                return Err(fault.map_or(NameError::Character(c), NameError::Unreadable));
            }
        }
        match name.chars().count() {
            0 | 1 => return Err(NameError::TooShort),
            count if count > MAX => return Err(NameError::TooLong),
            _ => {}
        }
        if !name.starts_with(is_letter) || !name.ends_with(is_letter) {
            return Err(NameError::Edge);
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// The name in its one spelling: clean white space, half-width Latin letters, U+00B7 between Chinese characters, one
/// kind of hyphen and of apostrophe.
#[must_use]
pub fn normalise(raw: &str) -> String {
    let clean: Vec<char> = text::collapse(&spelling::unify(raw, latin)).chars().collect();
    let mut name = String::with_capacity(raw.len());
    for (at, &c) in clean.iter().enumerate() {
        let between = || {
            at > 0 && clean.get(at - 1).copied().is_some_and(is_han) && clean.get(at + 1).copied().is_some_and(is_han)
        };
        name.push(match c {
            _ if is_dot_like(c) && between() => DOT,
            '\'' | '`' | '\u{B4}' | '\u{2BB}' | '\u{2BC}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{FF07}' => '\'',
            '_' | '\u{30FC}' => c,
            _ if text::is_hyphen(text::half_width(c)) => '-',
            _ => c,
        });
    }
    name
}

/// What a name is found by: its one spelling without blanks and dots, which people leave out or put anywhere, and
/// without capitals.
#[must_use]
pub fn search_key(raw: &str) -> String {
    let visible = |c: &char| !c.is_whitespace() && !is_dot_like(*c);
    normalise(raw).chars().filter(visible).flat_map(char::to_lowercase).collect()
}

/// Full-width Latin letters to half-width, before letters and their marks are composed.
fn latin(c: char) -> char {
    match text::half_width(c) {
        latin if latin.is_ascii_alphabetic() => latin,
        _ => c,
    }
}

/// Chinese characters: the basic block, the extensions (生僻字), the compatibility forms and 〇.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}')
}

fn is_letter(c: char) -> bool {
    is_han(c)
        || c.is_ascii_alphabetic()
        || (matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && !matches!(c, '×' | '÷'))
}

/// What may stand between the letters of a name.
fn is_joint(c: char) -> bool {
    matches!(c, ' ' | '-' | '\'' | DOT)
}

/// The dots that keyboards offer in place of U+00B7: `•`, `・`, `．` and their kin.
fn is_dot_like(c: char) -> bool {
    matches!(
        c,
        DOT | '.'
            | '\u{2022}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22C5}'
            | '\u{2E31}'
            | '\u{30FB}'
            | '\u{FF0E}'
            | '\u{FF65}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(raw: &str) -> Result<String, NameError> {
        PersonName::parse(raw).map(|name| name.as_str().to_owned())
    }

    /// The names of rules 13.5.
    #[test]
    fn the_letters_of_the_latin_blocks_are_those_of_unicode() {
        for c in ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}') {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c}");
        }
    }

    #[test]
    fn r_13_5_long_rare_and_dotted_names_are_kept() {
        assert_eq!(read("阿卜杜拉·买买提").unwrap(), "阿卜杜拉·买买提");
        assert_eq!(read("𬭊某").unwrap(), "𬭊某");
        assert_eq!(read("阿卜杜拉•买买提").unwrap(), "阿卜杜拉·买买提");
        let twenty = "阿不都热合曼·买买提阿布都热依木江·吐尔";
        assert_eq!(twenty.chars().count(), 20);
        assert_eq!(read(twenty).unwrap(), twenty);
    }

    #[test]
    fn every_dot_between_chinese_characters_becomes_the_middle_dot() {
        for dot in ["•", "・", "．", "·", ".", "‧", "･", "∙", "⋅"] {
            assert_eq!(read(&["古丽", "艾山"].join(dot)).unwrap(), "古丽·艾山", "{dot}");
        }
        assert_eq!(read("John.Li"), Err(NameError::Character('.')), "only between Chinese characters");
    }

    #[test]
    fn white_space_and_full_width_letters_are_cleaned() {
        assert_eq!(read("　张三 ").unwrap(), "张三");
        assert_eq!(read("张\u{200B}三").unwrap(), "张三");
        assert_eq!(read("Ａnna   O’Neil-Li").unwrap(), "Anna O'Neil-Li");
    }

    #[test]
    fn a_name_has_one_spelling_however_it_was_typed() {
        for (typed, name) in [
            ("Lu\u{308} Wei", "Lü Wei"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("王\u{F914}\u{F95C}", "王樂樂"),
            ("王\u{E0100}⽟", "王玉"),
            ("Mary‑Jane O’Neil", "Mary-Jane O'Neil"),
            ("Mary–Jane Oʼneil", "Mary-Jane O'neil"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(name), "{typed:?}");
        }
    }

    #[test]
    fn a_name_is_found_by_the_key_of_what_was_stored() {
        let stored = |name: &str| search_key(PersonName::parse(name).unwrap().as_str());
        for (name, asked) in [
            ("Mary-Jane O’Neil", "mary\u{2011}jane o＇neil"),
            ("阿卜杜拉‧买买提", "阿卜杜拉∙买买提"),
            ("阿卜杜拉·买买提", "阿卜杜拉买买提."),
            ("Ａnna Li", "anna  LI\u{200B}"),
            ("Lu\u{308} Wei", "lüwei"),
            ("王\u{F914}", "王樂"),
        ] {
            assert_eq!(stored(name), search_key(asked), "{name} by {asked}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_with_the_reason() {
        assert_eq!(read("张"), Err(NameError::TooShort));
        assert_eq!(read("  "), Err(NameError::TooShort));
        assert_eq!(read("张3"), Err(NameError::Character('3')));
        assert_eq!(read("张三😀"), Err(NameError::Character('😀')));
        assert_eq!(read("张三·"), Err(NameError::Edge));
        assert_eq!(read("--"), Err(NameError::Edge));
        assert_eq!(read(&"张".repeat(51)), Err(NameError::TooLong));
        assert_eq!(read("张\u{7}三"), Err(NameError::Unreadable(TextError::Unreadable)));
        assert_eq!(read("张\u{FFFD}三"), Err(NameError::Unreadable(TextError::Unreadable)));
        assert_eq!(read("王\u{E863}"), Err(NameError::Unreadable(TextError::OldFontKnown { place: 2, to: '䶮' })));
        for hidden in ["\u{200B}\u{202E}", "\u{3164}\u{3164}", "\u{2800}\u{2800}"] {
            assert_eq!(read(hidden), Err(NameError::TooShort), "{hidden:?}");
        }
    }

    #[test]
    fn a_name_never_shows_in_debug_output() {
        assert!(!format!("{:?}", PersonName::parse("张三").unwrap()).contains('张'));
    }

    proptest! {
        #[test]
        fn a_name_reads_back_as_itself(raw in "\\PC{0,20}") {
            if let Ok(name) = PersonName::parse(&raw) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
