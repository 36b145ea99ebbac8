//! The file from which a worker's phone reads the [`Index`]: about two hundred kilobytes when compressed.
//!
//! A byte of layout, then [`Packed`] by the places of its fields. What follows from the rest is left out: a
//! code is the step from the one before, the unit above is the one whose digits a code begins with, initials
//! are those of the name's characters; only what differs is written.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::index::{At, END, Index, NONE, Row, narrow};
use super::layout::{LAYOUT, PackedError};
use super::{DivisionCode, Level};

#[derive(Serialize, Deserialize)]
struct Packed {
    /// The characters of all names, the most frequent first.
    characters: String,
    /// The usual first letter of the pinyin of each; a space for none.
    letters: String,
    /// By code: the step from the code before in units of the level, times eight, plus the level.
    codes: Vec<u64>,
    /// Rows whose unit above is not the usual one, and that.
    parents: Vec<(At, At)>,
    /// Numbers of characters, counted from one; [`END`] behind each name.
    names: Vec<u16>,
    /// Rows whose initials are not those of their characters, and these.
    initials: Vec<(At, String)>,
}

impl Index {
    /// The file's bytes, the same for the same table.
    ///
    /// # Errors
    /// [`PackedError::TooLarge`].
    pub fn write(&self) -> Result<Vec<u8>, PackedError> {
        let letters = self.letters();
        let mut above = Above::default();
        let (mut codes, mut parents, mut initials) = (Vec::with_capacity(self.rows.len()), Vec::new(), Vec::new());
        let (mut before, mut usual) = (0, String::new());
        for (at, row) in self.rows.iter().enumerate() {
            let (digits, unit) = (row.code.digits(), row.level.unit());
            codes.push((digits / unit - before / unit) * 8 + row.level as u64);
            before = digits;
            if above.usual(row.code, row.level, narrow(at)) != row.parent {
                parents.push((narrow(at), row.parent));
            }
            usual.clear();
            push_initials(self.name_at(at), &letters, &mut usual);
            if usual != self.initials_at(at) {
                initials.push((narrow(at), self.initials_at(at).to_owned()));
            }
        }
        let characters = self.characters.iter().collect();
        let letters = letters.into_iter().collect();
        let packed = Packed { characters, letters, codes, parents, names: self.names.clone(), initials };
        postcard::to_extend(&packed, vec![LAYOUT]).map_err(|_| PackedError::TooLarge)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`PackedError::OtherLayout`] of something else, such as the page of a network that wants a sign-in;
    /// [`PackedError::Damaged`] of a part.
    pub fn read(bytes: &[u8]) -> Result<Self, PackedError> {
        let (&LAYOUT, bytes) = bytes.split_first().ok_or(PackedError::OtherLayout)? else {
            return Err(PackedError::OtherLayout);
        };
        let Ok((packed, [])) = postcard::take_from_bytes::<Packed>(bytes) else { return Err(PackedError::Damaged) };
        unpack(packed).ok_or(PackedError::Damaged)
    }

    /// The letter with which the initials of a name go on at each character, as most names have it.
    fn letters(&self) -> Vec<char> {
        let mut counts: HashMap<(u16, char), u32> = HashMap::new();
        for at in 0..self.rows.len() {
            let (name, initials) = (self.name_at(at), self.initials_at(at));
            if name.len() == initials.chars().count() {
                for pair in name.iter().copied().zip(initials.chars()) {
                    *counts.entry(pair).or_default() += 1;
                }
            }
        }
        let mut best = vec![(0, ' '); self.characters.len()];
        for ((number, letter), count) in counts {
            let best = &mut best[usize::from(number) - 1];
            *best = (*best).max((count, letter));
        }
        best.into_iter().map(|(_, letter)| letter).collect()
    }
}

/// `None` when a number points nowhere.
fn unpack(packed: Packed) -> Option<Index> {
    let characters: Vec<char> = packed.characters.chars().collect();
    let letters: Vec<char> = packed.letters.chars().collect();
    let count = packed.codes.len();
    let names = packed.names.split_last().map_or(Some(&[][..]), |(end, rest)| (*end == END).then_some(rest))?;
    let well = letters.len() == characters.len()
        && packed.names.iter().all(|number| usize::from(*number) <= characters.len())
        && packed.parents.iter().all(|(_, above)| *above == NONE || (*above as usize) < count);
    if !well || packed.names.iter().filter(|number| **number == END).count() != count {
        return None;
    }
    let (mut parents, mut exceptions) = (packed.parents.iter().peekable(), packed.initials.iter().peekable());
    let mut rows: Vec<Row> = Vec::with_capacity(count);
    let mut initials = String::with_capacity(packed.names.len());
    let (mut above, mut before, mut name) = (Above::default(), 0_u64, 0);
    for (at, (word, part)) in packed.codes.iter().zip(names.split(|number| *number == END)).enumerate() {
        let at = narrow(at);
        let level = *Level::ALL.get(usize::try_from(word % 8).ok()?)?;
        let digits = (before / level.unit()).checked_add(word / 8)?.checked_mul(level.unit())?;
        if at > 0 && digits <= before {
            return None;
        }
        before = digits;
        let code = DivisionCode::from_digits(digits);
        let usual = above.usual(code, level, at);
        let parent = parents.next_if(|(row, _)| *row == at).map_or(usual, |(_, parent)| *parent);
        rows.push(Row { code, level, parent, name, initials: narrow(initials.len()) });
        name += narrow(part.len()) + 1;
        match exceptions.next_if(|(row, _)| *row == at) {
            Some((_, exception)) => initials.push_str(exception),
            None => push_initials(part, &letters, &mut initials),
        }
    }
    // Whoever walks up must arrive.
    let upward = rows.iter().all(|row| row.parent == NONE || rows[row.parent as usize].level < row.level);
    (upward && parents.next().is_none() && exceptions.next().is_none())
        .then(|| Index::of(rows, characters, packed.names, initials))
}

fn push_initials(name: &[u16], letters: &[char], to: &mut String) {
    to.extend(name.iter().map(|number| letters[usize::from(*number) - 1]).filter(|letter| *letter != ' '));
}

/// What the code of each level but the last has in common with the codes below it.
const SPANS: [u64; 4] = [10_000_000_000, 100_000_000, 1_000_000, 1_000];

/// The latest unit of each level, on a walk by code.
#[derive(Default)]
struct Above([Option<(u64, At)>; 5]);

impl Above {
    /// The nearest unit above whose digits the code begins with.
    fn usual(&mut self, code: DivisionCode, level: Level, at: At) -> At {
        let digits = code.digits();
        let depth = level as usize;
        let above = self.0.iter().zip(SPANS).take(depth).rev();
        let mut above = above.filter_map(|(unit, span)| unit.filter(|(unit, _)| unit / span == digits / span));
        let found = above.next().map_or(NONE, |(_, at)| at);
        self.0[depth] = Some((digits, at));
        found
    }
}
