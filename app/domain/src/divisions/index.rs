//! The present divisions in about three megabytes: found by code, listed by parent, searched by name.
//!
//! The same on the server, which makes it of its table, and on a worker's phone, which reads it from a file
//! and then needs no signal for an address.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::layout::PackedError;
use super::{DivisionCode, DivisionItem, Level};

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
    /// Rows by parent, those without one last; within a parent by code.
    children: Vec<At>,
    /// Where the children of a row end in that, and those of the next row begin.
    ends: Vec<u32>,
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
        // Counted, then dealt out: a phone need not sort.
        let slot = |row: &Row| if row.parent == NONE { rows.len() } else { row.parent as usize };
        let mut ends = vec![0_u32; rows.len() + 1];
        for row in &rows {
            ends[slot(row)] += 1;
        }
        let mut begin = 0;
        for end in &mut ends {
            (begin, *end) = (begin + *end, begin);
        }
        let mut children = vec![0; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            let end = &mut ends[slot(row)];
            children[*end as usize] = narrow(at);
            *end += 1;
        }
        Self { rows, characters, names, initials, children, ends }
    }

    pub(super) fn find(&self, code: DivisionCode) -> Option<usize> {
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

    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |&at| self.parent(at))
    }

    fn below(&self, parent: Option<usize>) -> &[At] {
        let slot = parent.unwrap_or(self.rows.len());
        let begin = slot.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.children[begin as usize..self.ends[slot] as usize]
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

    pub(super) fn item_at(&self, at: usize) -> DivisionItem {
        let row = &self.rows[at];
        let mut name = String::new();
        self.push_name(at, &mut name);
        DivisionItem {
            code: row.code.to_string(),
            name,
            level: row.level.name().to_owned(),
            path: self.path_of(at),
            has_children: !self.below(Some(at)).is_empty(),
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
        self.find(code).is_some_and(|at| !self.below(Some(at)).is_empty())
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
            Some(None) => return Vec::new(),
            None => None,
            Some(at) => at,
        };
        self.below(parent).iter().map(|at| self.item_at(*at as usize)).collect()
    }
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
