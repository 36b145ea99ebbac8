//! How much of a record somebody is shown.

use super::codes::{Channel, Group, Level, Relation, Role, State};
use super::row::GROUPS;
use super::table::{CAPS, FIELDS, PARTS, PROFILES, SEE, SENSITIVITY};
use crate::form::Sensitivity;

/// A level for every group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels([Level; GROUPS]);

impl Levels {
    /// Nothing of anything.
    pub const NOTHING: Self = Self([Level::None; GROUPS]);

    /// The level of a group.
    #[must_use]
    pub const fn of(&self, group: Group) -> Level {
        self.0[group as usize]
    }

    /// Whether anything is shown at all, be it that the record exists.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.0.iter().any(|level| *level > Level::None)
    }

    /// As far as `channel` carries it.
    #[must_use]
    pub fn through(mut self, channel: Channel) -> Self {
        for (level, cap) in self.0.iter_mut().zip(&CAPS[channel as usize]) {
            *level = (*level).min(*cap);
        }
        self
    }

    /// Of these groups only, as a grant or an approved export names them; the others are not there.
    #[must_use]
    pub fn only(mut self, groups: &[Group]) -> Self {
        for group in Group::ALL.iter().filter(|group| !groups.contains(group)) {
            self.0[*group as usize] = Level::None;
        }
        self
    }

    /// After `record.reveal` of this group: in full what was to be revealed, and nothing else.
    #[must_use]
    pub fn revealed(mut self, group: Group) -> Self {
        if self.of(group) == Level::Reveal {
            self.0[group as usize] = Level::Read;
        }
        self
    }
}

impl Group {
    /// The group of the field called `key` in the dictionary; `None` for a field that no row names, which nobody is
    /// shown.
    #[must_use]
    pub fn of_field(key: &str) -> Option<Self> {
        FIELDS.binary_search_by(|(field, _)| (*field).cmp(key)).ok().map(|at| FIELDS[at].1)
    }

    /// The fields of the group, by name; those of the dictionary that no form asks are among them.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        FIELDS.iter().filter(move |(_, group)| *group == self).map(|(field, _)| *field)
    }

    /// The addresses of which the group is a part: the county of the hukou place is shown to more people than the
    /// house.
    #[must_use]
    pub const fn parts(self) -> &'static [&'static str] {
        PARTS[self as usize]
    }

    /// How sensitive the group is (dictionary 1).
    #[must_use]
    pub const fn sensitivity(self) -> Sensitivity {
        SENSITIVITY[self as usize]
    }
}

/// How much of every group a role is shown of a record in `state` to which it stands in `relation`.
///
/// Of several relations the first in the order of [`Relation::ALL`] counts, which is the smallest.
#[must_use]
pub fn levels(role: Role, relation: Relation, state: State) -> Levels {
    let bit = 1 << state as u16;
    let mut rows = SEE.iter().filter(|row| row.role == role && row.relation == relation);
    rows.find(|row| row.states & bit != 0).map_or(Levels::NOTHING, |row| Levels(PROFILES[row.profile]))
}

/// How much of one group; see [`levels`].
#[must_use]
pub fn level(role: Role, relation: Relation, state: State, group: Group) -> Level {
    levels(role, relation, state).of(group)
}

/// Every role, relation and state of which the table shows something, with the levels.
pub fn seen() -> impl Iterator<Item = (Role, Relation, State, Levels)> {
    SEE.iter().flat_map(|row| {
        let states = State::ALL.iter().filter(|state| row.states & (1 << **state as u16) != 0);
        states.map(|state| (row.role, row.relation, *state, Levels(PROFILES[row.profile])))
    })
}

/// Every cell above [`Level::None`]: for generated tests.
pub fn cells() -> impl Iterator<Item = (Role, Relation, State, Group, Level)> {
    seen().flat_map(|(role, relation, state, levels)| {
        let groups = Group::ALL.iter().map(move |group| (role, relation, state, *group, levels.of(*group)));
        groups.filter(|(.., level)| *level > Level::None)
    })
}
