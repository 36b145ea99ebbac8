//! The present divisions in about three megabytes: found by code, listed by parent, searched by name.
//!
//! The same on the server, which makes it of its table, and on a worker's phone, which reads it from a file
//! and then needs no signal for an address.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::packed::PackedError;
use super::{DivisionCode, Level};
use crate::view::DivisionItem;

/// Place of a division in the index; rows are sorted by code.
pub(super) type At = u32;

/// No parent.
pub(super) const NONE: At = At::MAX;

/// Stands behind each name.
pub(super) const END: u16 = 0;

/// A division in use, from which an index is made.
#[derive(Clone, Copy, Debug)]
pub struct Division<'a> {
    /// The code.
    pub code: DivisionCode,
    /// How deep it is.
    pub level: Level,
    /// The unit above in an address; `None` for a province.
    pub parent: Option<DivisionCode>,
    /// Name as published.
    pub name: &'a str,
    /// First letters of the pinyin of the name, lower case.
    pub initials: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) code: DivisionCode,
    pub(super) level: Level,
    pub(super) parent: At,
    /// Where name and initials begin; they end where the next row's begin.
    pub(super) name: u32,
    pub(super) initials: u32,
}

/// See the module.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    pub(super) rows: Vec<Row>,
    /// The characters of all names; a name holds their places here, counted from one.
    pub(super) characters: Vec<char>,
    pub(super) names: Vec<u16>,
    pub(super) initials: String,
    /// Rows by parent: sorted pairs.
    children: Vec<(At, At)>,
}

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
    /// Makes the index of divisions in any order.
    ///
    /// # Errors
    /// [`PackedError::TooLarge`] with more than 65 534 different characters.
    pub fn new(divisions: &[Division<'_>]) -> Result<Self, PackedError> {
        let mut divisions = divisions.to_vec();
        divisions.sort_unstable_by_key(|division| division.code);
        let place = |code| divisions.binary_search_by_key(&code, |division| division.code).map_or(NONE, narrow);
        let characters = characters(&divisions);
        let number = |at: usize| u16::try_from(at + 1).map_err(|_| PackedError::TooLarge);
        let mut numbers: HashMap<char, u16> = HashMap::with_capacity(characters.len());
        for (at, character) in characters.iter().enumerate() {
            numbers.insert(*character, number(at)?);
        }
        let (mut names, mut initials) = (Vec::new(), String::new());
        let mut rows = Vec::with_capacity(divisions.len());
        for division in &divisions {
            let parent = division.parent.map_or(NONE, place);
            let (name, letters) = (narrow(names.len()), narrow(initials.len()));
            rows.push(Row { code: division.code, level: division.level, parent, name, initials: letters });
            names.extend(division.name.chars().filter_map(|c| numbers.get(&c)));
            names.push(END);
            initials.push_str(division.initials);
        }
        Ok(Self::of(rows, characters, names, initials))
    }

    /// The index of rows sorted by code.
    pub(super) fn of(rows: Vec<Row>, characters: Vec<char>, names: Vec<u16>, initials: String) -> Self {
        let mut children: Vec<(At, At)> = rows.iter().enumerate().map(|(at, row)| (row.parent, narrow(at))).collect();
        children.sort_unstable();
        Self { rows, characters, names, initials, children }
    }

    fn find(&self, code: DivisionCode) -> Option<usize> {
        self.rows.binary_search_by_key(&code, |row| row.code).ok()
    }

    pub(super) fn name_at(&self, at: usize) -> &[u16] {
        let end = self.rows.get(at + 1).map_or(self.names.len(), |next| next.name as usize);
        &self.names[self.rows[at].name as usize..end - 1]
    }

    pub(super) fn initials_at(&self, at: usize) -> &str {
        let end = self.rows.get(at + 1).map_or(self.initials.len(), |next| next.initials as usize);
        &self.initials[self.rows[at].initials as usize..end]
    }

    fn push_name(&self, at: usize, to: &mut String) {
        to.extend(self.name_at(at).iter().map(|number| self.characters[usize::from(*number) - 1]));
    }

    fn parent(&self, at: usize) -> Option<usize> {
        let parent = self.rows[at].parent;
        (parent != NONE).then_some(parent as usize)
    }

    fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |&at| self.parent(at))
    }

    fn below(&self, parent: At) -> &[(At, At)] {
        let from = self.children.partition_point(|(above, _)| *above < parent);
        let to = self.children.partition_point(|(above, _)| *above <= parent);
        &self.children[from..to]
    }

    fn path_of(&self, at: usize) -> String {
        let mut line: Vec<usize> = self.above(at).collect();
        line.reverse();
        let mut path = String::new();
        for above in line {
            self.push_name(above, &mut path);
            path.push('/');
        }
        self.push_name(at, &mut path);
        path
    }

    fn item_at(&self, at: usize) -> DivisionItem {
        let row = &self.rows[at];
        let mut name = String::new();
        self.push_name(at, &mut name);
        DivisionItem {
            code: row.code.to_string(),
            name,
            level: row.level.name().to_owned(),
            path: self.path_of(at),
            has_children: !self.below(narrow(at)).is_empty(),
        }
    }

    /// How many divisions it holds.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Whether the division is in use.
    #[must_use]
    pub fn contains(&self, code: DivisionCode) -> bool {
        self.find(code).is_some()
    }

    /// Whether the table holds anything below the division.
    #[must_use]
    pub fn has_children(&self, code: DivisionCode) -> bool {
        self.find(code).is_some_and(|at| !self.below(narrow(at)).is_empty())
    }

    /// Names from the province down, joined by `/`.
    #[must_use]
    pub fn path(&self, code: DivisionCode) -> Option<String> {
        self.find(code).map(|at| self.path_of(at))
    }

    /// The division as the picker shows it.
    #[must_use]
    pub fn item(&self, code: DivisionCode) -> Option<DivisionItem> {
        self.find(code).map(|at| self.item_at(at))
    }

    /// The divisions directly below, by code; the provinces without a parent. None below an unknown one.
    #[must_use]
    pub fn children(&self, parent: Option<DivisionCode>) -> Vec<DivisionItem> {
        let parent = match parent.map(|code| self.find(code)) {
            None => NONE,
            Some(Some(at)) => narrow(at),
            Some(None) => return Vec::new(),
        };
        self.below(parent).iter().map(|(_, at)| self.item_at(*at as usize)).collect()
    }

    /// Divisions by a part of the name or by pinyin initials (`chjd` finds 长虹街道);
    /// further words, before it, narrow by the units above: `南开 长虹`. Best match first.
    #[must_use]
    pub fn search(&self, text: &str, within: Option<DivisionCode>, limit: usize) -> Vec<DivisionItem> {
        let text = text.to_lowercase();
        let words = text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty());
        let mut words: Vec<Word<'_>> = words.map(|word| self.word(word)).collect();
        let Some(last) = words.pop() else { return Vec::new() };
        let within = match within.map(|code| self.find(code)) {
            None => None,
            Some(None) => return Vec::new(),
            Some(at) => at,
        };
        let mut found: Vec<(Reverse<u8>, Level, At)> = Vec::new();
        for at in 0..self.rows.len() {
            let Some(rank) = self.rank(at, &last) else { continue };
            if within.is_some_and(|within| within != at && !self.above(at).any(|above| above == within)) {
                continue;
            }
            if words.iter().all(|word| self.above(at).any(|above| self.rank(above, word).is_some())) {
                found.push((Reverse(rank), self.rows[at].level, narrow(at)));
            }
        }
        found.sort_unstable();
        found.truncate(limit);
        found.into_iter().map(|(_, _, at)| self.item_at(at as usize)).collect()
    }

    fn word<'a>(&self, text: &'a str) -> Word<'a> {
        let number = |c| self.characters.iter().position(|known| *known == c).and_then(|at| u16::try_from(at + 1).ok());
        Word { text, name: text.chars().map(number).collect(), latin: text.is_ascii() }
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

/// Where the part, which is not empty, begins first.
fn position(name: &[u16], part: &[u16]) -> Option<usize> {
    let first = *part.first()?;
    let last = name.len().checked_sub(part.len())?;
    (0..=last).find(|&at| name[at] == first && name[at..].starts_with(part))
}

/// All characters of the names, the most frequent first: their numbers are the shortest.
fn characters(divisions: &[Division<'_>]) -> Vec<char> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for character in divisions.iter().flat_map(|division| division.name.chars()) {
        *counts.entry(character).or_default() += 1;
    }
    let mut characters: Vec<(usize, char)> = counts.into_iter().map(|(character, count)| (count, character)).collect();
    characters.sort_unstable_by_key(|(count, character)| (Reverse(*count), *character));
    characters.into_iter().map(|(_, character)| character).collect()
}

/// The table has some fifty thousand rows and half a million characters: both fit.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}
