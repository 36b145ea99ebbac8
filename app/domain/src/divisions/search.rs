//! Finding a division by words, as they are typed.

use std::cmp::Reverse;

use super::index::{At, Index, Row, narrow};
use super::{DivisionCode, DivisionItem, Level};

/// Longest text that is looked for, in characters: the whole line of an address is shorter.
const LONGEST: usize = 64;

/// Most words of a text: an address has five levels.
const WORDS: usize = 6;

/// Not known yet which words a unit and those above it fit.
const UNKNOWN: u8 = u8::MAX;

/// A word that is looked for.
struct Word<'a> {
    /// As typed, in lower case.
    text: &'a str,
    /// As names hold it; `None` when it has a character that no name has.
    name: Option<Vec<u16>>,
    /// Can it be initials? Names of almost all places have none of these characters.
    latin: bool,
}

impl Index {
    /// Divisions by a part of the name or by pinyin initials (`chjd` finds 长虹街道);
    /// further words, before it, narrow by the units above: `南开 长虹`. Best match first. No place has so long a
    /// name, or so many units above it, that more than 64 characters or six words find one.
    #[must_use]
    pub fn search(&self, text: &str, within: Option<DivisionCode>, limit: usize) -> Vec<DivisionItem> {
        if limit == 0 || text.chars().nth(LONGEST).is_some() {
            return Vec::new();
        }
        let text = text.to_lowercase();
        let words = text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty());
        let mut words: Vec<Word<'_>> = words.take(WORDS + 1).map(|word| self.word(word)).collect();
        let Some(last) = words.pop().filter(|_| words.len() < WORDS) else { return Vec::new() };
        // A character that no name has, in what cannot be initials.
        if words.iter().any(|word| word.name.is_none() && !word.latin) {
            return Vec::new();
        }
        let within = match within.map(|code| self.find(code)) {
            None => None,
            Some(None) => return Vec::new(),
            Some(at) => at,
        };
        // The best so far, in order: a word that fits thousands of names costs no more than one that fits few.
        let mut found: Vec<(Reverse<u8>, Level, At)> = Vec::new();
        let mut above =
            Above { words: &words, fits: vec![UNKNOWN; if words.is_empty() { 0 } else { self.rows.len() }] };
        for at in self.candidates(&last) {
            let Some(rank) = self.rank(at, &last) else { continue };
            let key = (Reverse(rank), self.rows[at].level, narrow(at));
            if found.len() >= limit && found.last().is_none_or(|worst| *worst < key) {
                continue;
            }
            if within.is_some_and(|within| within != at && !self.above(at).any(|above| above == within)) {
                continue;
            }
            if above.narrow(self, at) {
                found.insert(found.partition_point(|better| *better < key), key);
                found.truncate(limit);
            }
        }
        found.into_iter().map(|(_, _, at)| self.item_at(at as usize)).collect()
    }

    fn word<'a>(&self, text: &'a str) -> Word<'a> {
        let number = |c| self.characters.iter().position(|known| *known == c).and_then(|at| u16::try_from(at + 1).ok());
        Word { text, name: text.chars().map(number).collect(), latin: text.is_ascii() }
    }

    /// The rows that hold the word in their name or begin with it in their initials, by code: all names are
    /// gone through as one text.
    fn candidates(&self, word: &Word<'_>) -> Vec<usize> {
        let mut rows: Vec<usize> = Vec::new();
        if let Some((part, first)) = word.name.as_deref().and_then(|part| Some((part, *part.first()?))) {
            let mut at = 0;
            for (place, number) in self.names.iter().enumerate() {
                if *number == first && self.names[place..].starts_with(part) {
                    while self.rows.get(at + 1).is_some_and(|next| next.name as usize <= place) {
                        at += 1;
                    }
                    rows.push(at);
                }
            }
        }
        if word.latin {
            let begins =
                |row: &Row| self.initials.as_bytes()[row.initials as usize..].starts_with(word.text.as_bytes());
            rows.extend(self.rows.iter().enumerate().filter(|(_, row)| begins(row)).map(|(at, _)| at));
            rows.sort_unstable();
        }
        rows.dedup();
        rows
    }

    /// How well a word fits a name: whole, beginning, beginning of the initials, somewhere inside.
    fn rank(&self, at: usize, word: &Word<'_>) -> Option<u8> {
        let place = word.name.as_deref().and_then(|part| {
            let name = self.name_at(at);
            position(name, part).map(|place| (place, name.len() == part.len()))
        });
        let initials = if word.latin { self.initials_at(at) } else { "" };
        if place == Some((0, true)) || (word.latin && initials == word.text) {
            Some(3)
        } else if place.is_some_and(|(place, _)| place == 0) {
            Some(2)
        } else if word.latin && initials.starts_with(word.text) {
            Some(1)
        } else {
            place.map(|_| 0)
        }
    }
}

/// The words before the last, and which of them each unit and those above it fit, as bits: thousands of places lie below
/// the same few units, and each unit is looked at once.
struct Above<'a> {
    words: &'a [Word<'a>],
    fits: Vec<u8>,
}

impl Above<'_> {
    /// Whether each word fits a unit above the place.
    fn narrow(&mut self, index: &Index, at: usize) -> bool {
        let all = u8::try_from((1_u32 << self.words.len()) - 1).unwrap_or(UNKNOWN);
        all == 0 || index.above(at).next().is_some_and(|parent| self.of(index, parent) == all)
    }

    fn of(&mut self, index: &Index, at: usize) -> u8 {
        if self.fits[at] == UNKNOWN {
            let higher = index.above(at).next().map_or(0, |parent| self.of(index, parent));
            let bits = self.words.iter().enumerate();
            self.fits[at] = bits.fold(higher, |bits, (place, word)| {
                let fits = bits & (1 << place) != 0 || index.rank(at, word).is_some();
                bits | u8::from(fits) << place
            });
        }
        self.fits[at]
    }
}

/// Where the part, which is not empty, begins first.
fn position(name: &[u16], part: &[u16]) -> Option<usize> {
    let first = *part.first()?;
    let last = name.len().checked_sub(part.len())?;
    (0..=last).find(|&at| name[at] == first && name[at..].starts_with(part))
}
