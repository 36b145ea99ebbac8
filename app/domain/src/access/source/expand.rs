//! The rows of the file, cell by cell.

use std::collections::BTreeMap;

use super::{May, NOT_STAFF, On, See, States, Table};

/// One cell of `may`: on what it is done, and the row that says it. An area has no state; oneself has no relation.
pub(crate) struct Cell<'a> {
    pub(crate) role: &'a str,
    pub(crate) relation: &'a str,
    pub(crate) state: &'a str,
    pub(crate) row: &'a May,
}

impl Table {
    /// The states of a row; none when it names an unknown set, which the check says.
    pub(crate) fn states<'a>(&'a self, states: &'a States) -> &'a [String] {
        match states {
            States::List(list) => list,
            States::Set(name) => self.state_sets.get(name).map_or(&[], Vec::as_slice),
        }
    }

    /// The roles of a row, with `*staff` written out.
    pub(crate) fn roles<'a>(&'a self, row: &'a May) -> Vec<&'a str> {
        row.roles
            .iter()
            .flat_map(|role| match role.as_str() {
                "*staff" => self.staff().collect(),
                role => vec![role],
            })
            .collect()
    }

    /// The roles of officials, in order.
    pub(crate) fn staff(&self) -> impl Iterator<Item = &str> {
        self.roles.names().filter(|role| !NOT_STAFF.contains(role))
    }

    /// The profile under which somebody sees a record.
    pub(crate) fn profile(&self, role: &str, relation: &str, state: &str) -> Option<&str> {
        let mut rows = self.see.rows.iter().filter(|row| row.role == role && row.relation == relation);
        rows.find(|row| self.states(&row.states).iter().any(|other| other == state)).map(|row| row.profile.as_str())
    }

    /// The level that a profile or a channel gives to a group.
    pub(crate) fn level_of<'a>(profile: &'a BTreeMap<String, String>, group: &str) -> &'a str {
        profile.get(group).or_else(|| profile.get("_")).map_or("none", String::as_str)
    }

    /// The level of a cell.
    pub(crate) fn level(&self, role: &str, relation: &str, state: &str, group: &str) -> &str {
        let profile = self.profile(role, relation, state).and_then(|name| self.profiles.get(name));
        profile.map_or("none", |profile| Self::level_of(profile, group))
    }

    /// Every (role, relation, state) that a row of `see` names, with the profile.
    pub(crate) fn seen<'a>(&'a self) -> Vec<[&'a str; 4]> {
        let cells = |row: &'a See| {
            let See { role, relation, states, profile } = row;
            self.states(states).iter().map(|state| [role.as_str(), relation.as_str(), state.as_str(), profile.as_str()])
        };
        self.see.rows.iter().flat_map(cells).collect()
    }

    /// Every cell of `may`.
    pub(crate) fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = Vec::new();
        for row in &self.may.rows {
            let states =
                row.states.as_ref().map_or(vec![""], |states| self.states(states).iter().map(String::as_str).collect());
            let relations: Vec<&str> = match row.on {
                On::Own => vec![""],
                On::Record | On::Area => row.relations.iter().map(String::as_str).collect(),
            };
            for role in self.roles(row) {
                for relation in &relations {
                    cells.extend(states.iter().map(|state| Cell { role, relation, state, row }));
                }
            }
        }
        cells
    }
}
