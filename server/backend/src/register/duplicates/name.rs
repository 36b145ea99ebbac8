//! A name as it is written, folded, and as it is spoken: toneless pinyin.
//!
//! Characters with several readings compare by all of them; a key takes the most common one. Traditional and
//! simplified characters are spoken the same, so they meet here too.

use pinyin::{ToPinyin as _, ToPinyinMulti as _};
use unicode_normalization::UnicodeNormalization as _;

/// Fewest characters of names of which one may differ.
const MANY: usize = 3;

/// A name ready for comparing.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    written: String,
    folded: Vec<char>,
}

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alike {
    /// Written the same.
    Equal,
    /// Spoken the same.
    Homophone,
    /// One character of three differs.
    OneOff,
    /// Different.
    Different,
}

/// One spelling of a name: compatibility ideographs and radicals as the characters they stand for, no variation
/// selectors, white space or dots, Latin letters in lower case.
pub(crate) fn fold(name: &str) -> String {
    name.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Name {
    /// `None` when nothing is left of it.
    pub(crate) fn of(raw: &str) -> Option<Self> {
        let folded: Vec<char> = fold(raw).chars().collect();
        (!folded.is_empty()).then(|| Self { written: raw.to_owned(), folded })
    }

    /// As it stands in the record.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// As spoken, by the most common reading of each character; what has none stands for itself.
    pub(crate) fn spoken(&self) -> String {
        let mut spoken = String::with_capacity(self.folded.len() * 4);
        for c in &self.folded {
            match c.to_pinyin() {
                Some(reading) => spoken.push_str(reading.plain()),
                None => spoken.push(*c),
            }
            spoken.push(' ');
        }
        spoken
    }

    pub(crate) fn compare(&self, other: &Self) -> Alike {
        if self.folded == other.folded {
            return Alike::Equal;
        }
        if self.folded.len() != other.folded.len() {
            return Alike::Different;
        }
        let pairs = || self.folded.iter().zip(&other.folded);
        if pairs().all(|(one, other)| sound_alike(*one, *other)) {
            return Alike::Homophone;
        }
        let differ = strsim::generic_hamming(&self.folded, &other.folded);
        if self.folded.len() >= MANY && differ == Ok(1) { Alike::OneOff } else { Alike::Different }
    }
}

/// Whether two characters share a reading.
fn sound_alike(one: char, other: char) -> bool {
    if one == other {
        return true;
    }
    let (Some(one), Some(other)) = (one.to_pinyin_multi(), other.to_pinyin_multi()) else { return false };
    one.into_iter().any(|reading| other.into_iter().any(|same| same.plain() == reading.plain()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(one: &str, other: &str) -> Alike {
        Name::of(one).unwrap().compare(&Name::of(other).unwrap())
    }

    #[test]
    fn compatibility_ideographs_are_the_characters_they_stand_for() {
        for le in ["王\u{F914}樂", "王樂\u{F95C}", "王\u{F9BF}\u{F914}", "王樂樂\u{E0101}", "王·樂 樂"] {
            assert_eq!(compared("王樂樂", le), Alike::Equal, "{le}");
        }
        assert_eq!(compared("\u{2F5F}兰", "玉兰"), Alike::Equal, "a Kangxi radical");
    }

    #[test]
    fn traditional_characters_and_homophones_are_spoken_the_same() {
        for (one, other) in [
            ("王樂樂", "王乐乐"),
            ("張偉", "张伟"),
            ("葉萬國", "叶万国"),
            ("劉曉東", "刘小冬"),
            ("陳麗華", "陈丽华"),
            ("曾廣榮", "曾广荣"),
            ("趙龍", "赵龙"),
            ("子轩", "梓萱"),
        ] {
            assert_eq!(compared(one, other), Alike::Homophone, "{one} {other}");
            let spoken = |name: &str| Name::of(name).unwrap().spoken();
            assert_eq!(spoken(one), spoken(other), "both are found under one key");
        }
    }

    #[test]
    fn one_character_of_three_may_differ_but_not_one_of_two() {
        assert_eq!(compared("王晓明", "王晓东"), Alike::OneOff);
        assert_eq!(compared("王明", "王东"), Alike::Different);
        assert_eq!(compared("王晓明", "李晓东"), Alike::Different);
        assert_eq!(compared("王晓明", "王明"), Alike::Different);
        assert_eq!(compared("阿卜杜拉·买买提", "阿不都拉买买提"), Alike::Homophone, "卜 has two readings");
        assert!(Name::of(" · ").is_none());
    }
}
