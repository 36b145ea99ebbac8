//! The present divisions in about three megabytes: found by code, listed by parent, searched by name.

use std::cmp::Reverse;

use domain::divisions::{DivisionCode, Level};
use domain::view::DivisionItem;

use super::level_name;
use crate::divisions::{DivisionTableError, load};

/// Place of a division in the index; rows are sorted by code.
type At = u32;

/// No parent.
const NONE: At = At::MAX;

struct Row {
    code: DivisionCode,
    level: Level,
    parent: At,
    /// Where name and initials begin in the text; the initials end where the next row's name begins.
    name: u32,
    initials: u32,
}

/// See the module.
pub(super) struct Index {
    rows: Vec<Row>,
    text: String,
    /// Rows by parent: sorted pairs.
    children: Vec<(At, At)>,
}

impl Index {
    /// Reads the shipped table.
    pub(super) fn build() -> Result<Self, DivisionTableError> {
        let table = load()?;
        let mut present = Vec::with_capacity(table.count());
        for row in table.rows() {
            let row = row?;
            if row.valid_to.is_none() {
                present.push(row);
            }
        }
        present.sort_unstable_by_key(|row| row.code);
        let place = |code| present.binary_search_by_key(&code, |row| row.code).map_or(NONE, narrow);
        let mut text = String::with_capacity(1 << 20);
        let mut rows = Vec::with_capacity(present.len() + 1);
        for row in &present {
            let name = narrow(text.len());
            text.push_str(row.name);
            let initials = narrow(text.len());
            text.push_str(row.initials);
            rows.push(Row { code: row.code, level: row.level, parent: row.parent.map_or(NONE, place), name, initials });
        }
        let mut children: Vec<(At, At)> = rows.iter().enumerate().map(|(at, row)| (row.parent, narrow(at))).collect();
        children.sort_unstable();
        Ok(Self { rows, text, children })
    }

    fn find(&self, code: DivisionCode) -> Option<usize> {
        self.rows.binary_search_by_key(&code, |row| row.code).ok()
    }

    fn name(&self, at: usize) -> &str {
        let row = &self.rows[at];
        &self.text[row.name as usize..row.initials as usize]
    }

    fn initials(&self, at: usize) -> &str {
        let end = self.rows.get(at + 1).map_or(self.text.len(), |next| next.name as usize);
        &self.text[self.rows[at].initials as usize..end]
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
        let mut names: Vec<&str> = self.above(at).map(|above| self.name(above)).collect();
        names.reverse();
        names.push(self.name(at));
        names.join("/")
    }

    fn item_at(&self, at: usize) -> DivisionItem {
        let row = &self.rows[at];
        DivisionItem {
            code: row.code.to_string(),
            name: self.name(at).to_owned(),
            level: level_name(row.level).to_owned(),
            path: self.path_of(at),
            has_children: !self.below(narrow(at)).is_empty(),
        }
    }

    /// Whether the division is in use.
    pub(super) fn contains(&self, code: DivisionCode) -> bool {
        self.find(code).is_some()
    }

    /// Whether the table holds anything below the division.
    pub(super) fn has_children(&self, code: DivisionCode) -> bool {
        self.find(code).is_some_and(|at| !self.below(narrow(at)).is_empty())
    }

    /// Names from the province down.
    pub(super) fn path(&self, code: DivisionCode) -> Option<String> {
        self.find(code).map(|at| self.path_of(at))
    }

    /// The division as the picker shows it.
    pub(super) fn item(&self, code: DivisionCode) -> Option<DivisionItem> {
        self.find(code).map(|at| self.item_at(at))
    }

    /// The divisions directly below.
    pub(super) fn children(&self, parent: Option<DivisionCode>) -> Vec<DivisionItem> {
        let parent = match parent.map(|code| self.find(code)) {
            None => NONE,
            Some(Some(at)) => narrow(at),
            Some(None) => return Vec::new(),
        };
        self.below(parent).iter().map(|(_, at)| self.item_at(*at as usize)).collect()
    }

    /// See [`super::search`].
    pub(super) fn search(&self, text: &str, within: Option<DivisionCode>, limit: usize) -> Vec<DivisionItem> {
        let text = text.to_lowercase();
        let mut words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c == '/').filter(|w| !w.is_empty()).collect();
        let Some(last) = words.pop() else { return Vec::new() };
        let within = match within.map(|code| self.find(code)) {
            None => None,
            Some(None) => return Vec::new(),
            Some(at) => at,
        };
        let mut found: Vec<(Reverse<u8>, Level, At)> = Vec::new();
        for at in 0..self.rows.len() {
            let Some(rank) = self.rank(at, last) else { continue };
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

    /// How well a word fits a name: whole, beginning, beginning of the initials, somewhere inside.
    fn rank(&self, at: usize, word: &str) -> Option<u8> {
        let (name, initials) = (self.name(at), self.initials(at));
        if name == word || initials == word {
            Some(3)
        } else if name.starts_with(word) {
            Some(2)
        } else if initials.starts_with(word) {
            Some(1)
        } else {
            name.contains(word).then_some(0)
        }
    }
}

/// The table has some fifty thousand rows and a megabyte of text: both fit.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}
