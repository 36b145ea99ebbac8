//! The shapes of the rows that are made of `access.toml`.

use super::codes::{Action, Condition, Group, Relation, Role};

/// How many groups there are.
pub(super) const GROUPS: usize = Group::ALL.len();

/// A row of `see`; a bit for each state, and the place of its profile.
pub(super) struct See {
    pub(super) role: Role,
    pub(super) relation: Relation,
    pub(super) states: u16,
    pub(super) profile: usize,
}

/// The kind of a target, in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Record,
    Area,
    Own,
}

/// A row of `may`; a bit for each state.
pub(super) struct May {
    pub(super) action: Action,
    pub(super) roles: &'static [Role],
    pub(super) on: On,
    pub(super) relations: &'static [Relation],
    pub(super) states: u16,
    pub(super) conditions: &'static [Condition],
}

/// What is said of an action whoever does it.
pub(super) struct Flags {
    pub(super) event: Option<&'static str>,
    pub(super) reason: bool,
    pub(super) step_up: Option<u16>,
    pub(super) two: bool,
    pub(super) list: bool,
    pub(super) page: bool,
}

/// To what an assignment of a role is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing: nobody is signed in.
    None,
    /// A family's link.
    Link,
    /// A village, twelve digits.
    Village,
    /// A township, nine digits.
    Township,
    /// A county, six digits.
    County,
    /// A prefecture or municipality.
    City,
    /// A province.
    Province,
    /// A department or institution of a county.
    CountyOrganisation,
    /// A school or kindergarten.
    Organisation,
    /// The machine's own command line.
    Host,
}

/// Whether a second factor is needed before any page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// No.
    Never,
    /// Yes.
    Always,
    /// When the assignment covers more than one village.
    SeveralVillages,
}

/// What a role is there to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Nothing of anybody.
    Nothing,
    /// Records, as the table says.
    Records,
    /// Figures only.
    Aggregates,
    /// The audit trail only.
    Trail,
    /// Accounts, settings and requests.
    Administration,
}

/// A role's row.
#[derive(Clone, Copy)]
pub(super) struct Duty {
    pub(super) bound: &'static [Bound],
    pub(super) factor: SecondFactor,
    pub(super) sees: Sees,
    pub(super) granted_by: &'static [Role],
    pub(super) confirmed_by: Option<Role>,
}
