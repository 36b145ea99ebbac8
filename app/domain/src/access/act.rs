//! What may be done, and on which conditions.

use super::codes::{Action, Condition, Relation, Role, State};
use super::row::{Flags, May, On};
use super::see::levels;
use super::table::{FLAGS, MAY};

/// On what an action is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A record in a state, to which the assignment stands in a relation.
    Record(Relation, State),
    /// An area, or what belongs to it, to which the assignment stands in a relation.
    Area(Relation),
    /// What is the person's own: the session, the phone, the password; or nobody's.
    Own,
}

/// What an action that is allowed still asks for. All of it has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// A reason, in words.
    pub reason: bool,
    /// A second factor (or, without one, the password) that is not older than so many minutes.
    pub step_up: Option<u16>,
    /// A second person, who confirms it before anything happens.
    pub second_person: bool,
    /// What else the row asks for.
    pub others: &'static [Condition],
}

impl Conditions {
    /// Whether `condition` is asked for.
    #[must_use]
    pub fn asks(&self, condition: Condition) -> bool {
        self.others.contains(&condition)
    }
}

/// The answer of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Allowed, when the conditions hold.
    Allowed(Conditions),
    /// Refused, to somebody who knows that the record exists.
    Forbidden,
    /// Refused, in the words for what does not exist.
    NotFound,
}

impl Action {
    const fn flags(self) -> &'static Flags {
        &FLAGS[self as usize]
    }

    /// The kind of event that the audit trail gets; `None` where it gets none.
    #[must_use]
    pub const fn event(self) -> Option<&'static str> {
        self.flags().event
    }

    /// Whether it shows a list, with one event for a page of it and not one for each line.
    #[must_use]
    pub const fn lists(self) -> bool {
        self.flags().list
    }

    /// Whether a page of its own belongs to it, which a menu names.
    #[must_use]
    pub const fn has_page(self) -> bool {
        self.flags().page
    }

    /// Minutes within which the person has to have proved who it is; `None` where that is not asked again.
    #[must_use]
    pub const fn step_up(self) -> Option<u16> {
        self.flags().step_up
    }

    const fn conditions(self, others: &'static [Condition]) -> Conditions {
        let flags = self.flags();
        Conditions { reason: flags.reason, step_up: flags.step_up, second_person: flags.two, others }
    }
}

impl May {
    fn speaks_of(&self, target: Target) -> bool {
        match target {
            Target::Record(relation, state) => {
                self.on == On::Record && self.relations.contains(&relation) && self.states & (1 << state as u16) != 0
            }
            Target::Area(relation) => self.on == On::Area && self.relations.contains(&relation),
            Target::Own => self.on == On::Own,
        }
    }

    fn targets(&self) -> Vec<Target> {
        let of_record = |relation: &Relation| -> Vec<Target> {
            let states = State::ALL.iter().filter(|state| self.states & (1 << **state as u16) != 0);
            states.map(|state| Target::Record(*relation, *state)).collect()
        };
        match self.on {
            On::Own => vec![Target::Own],
            On::Area => self.relations.iter().map(|relation| Target::Area(*relation)).collect(),
            On::Record => self.relations.iter().flat_map(of_record).collect(),
        }
    }
}

/// Whether `role` may, and what is asked for; `None` when no row says so.
#[must_use]
pub fn may(action: Action, role: Role, target: Target) -> Option<Conditions> {
    let mut rows = MAY.iter().filter(|row| row.action == action && row.roles.contains(&role));
    rows.find(|row| row.speaks_of(target)).map(|row| action.conditions(row.conditions))
}

/// Whether a row gives `role` the action on anything at all: what a capability is made of before a record is known.
#[must_use]
pub fn offers(action: Action, role: Role) -> bool {
    MAY.iter().any(|row| row.action == action && row.roles.contains(&role))
}

/// Whether `role` may, and how a refusal is answered: who is shown nothing of a record is not told that there is one.
#[must_use]
pub fn decide(action: Action, role: Role, target: Target) -> Decision {
    match (may(action, role, target), target) {
        (Some(conditions), _) => Decision::Allowed(conditions),
        (None, Target::Record(relation, state)) if levels(role, relation, state).exists() => Decision::Forbidden,
        (None, _) => Decision::NotFound,
    }
}

/// The actions that open a page of their own and that the role has, somewhere in its area or for itself, in the order of
/// the menu.
pub fn menu(role: Role) -> impl Iterator<Item = Action> {
    let has =
        move |action| MAY.iter().any(|row| row.action == action && row.on != On::Record && row.roles.contains(&role));
    Action::ALL.iter().copied().filter(move |action| action.has_page() && has(*action))
}

/// Everything that is allowed to anybody: for generated tests.
pub fn permissions() -> impl Iterator<Item = (Action, Role, Target, Conditions)> {
    MAY.iter().flat_map(|row| {
        let conditions = row.action.conditions(row.conditions);
        let targets = row.targets().into_iter();
        targets.flat_map(move |target| row.roles.iter().map(move |role| (row.action, *role, target, conditions)))
    })
}
