//! What of a record an account is shown: the access table, asked once for a record and then for each part of its view.
//!
//! Nothing of a record reaches a page but through here, so that what is not shown is not sent.

use std::collections::BTreeSet;

use domain::Date;
use domain::access::{self, Action, Channel, Conditions, Decision, Group, Level, Levels, Relation, Role, Target};
use domain::divisions;
use domain::form::Answers;
use domain::problem::Problem;
use domain::register::State;

use crate::access::accounts::Account;
use crate::error::Result;
use crate::register::document::state_of;
use crate::register::tables::record;

/// How the assignment of an account stands to a record, by the divisions of both; nothing where they have nothing to do
/// with each other.
#[must_use]
pub fn relation(account: &Account, record: &record::Model) -> Option<Relation> {
    let own = account.division();
    let code = own.to_string();
    let within = || divisions::DivisionCode::parse(&record.county_code).is_ok_and(|county| own.contains(county));
    match own.level() {
        divisions::Level::Village => (record.village_code.as_ref() == Some(&code)).then_some(Relation::Village),
        divisions::Level::Township if record.township_code == code => Some(Relation::Township),
        divisions::Level::Township => (record.offered_to.as_ref() == Some(&code)).then_some(Relation::Offered),
        divisions::Level::County => (record.county_code == code).then_some(Relation::County),
        divisions::Level::Prefecture => within().then_some(Relation::City),
        divisions::Level::Province => within().then_some(Relation::Province),
    }
}

/// A record before an account: how it stands to the record, and how much of each group of fields it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    role: Role,
    relation: Relation,
    state: State,
    levels: Levels,
    today: Date,
}

impl Seen {
    /// What `account` is shown of `record` on a page; `today` is the day of ages, in Asia/Shanghai.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for somebody who is not even told that the record exists.
    pub fn of(account: &Account, record: &record::Model, today: Date) -> Result<Self> {
        let relation = relation(account, record).ok_or(Problem::NotFound)?;
        let (role, state) = (account.role(), state_of(record)?);
        let levels = access::levels(role, relation, state.into());
        if !levels.exists() {
            return Err(Problem::NotFound.into());
        }
        Ok(Self { role, relation, state, levels, today })
    }

    /// What `account` is shown of a record for which it holds a grant: of these groups, or of all where none is named.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where the table shows nothing of a granted record to the role.
    pub fn granted(account: &Account, record: &record::Model, groups: &[Group], today: Date) -> Result<Self> {
        let (role, relation, state) = (account.role(), Relation::Granted, state_of(record)?);
        let levels = access::levels(role, relation, state.into());
        let levels = if groups.is_empty() { levels } else { levels.only(groups) };
        if !levels.exists() {
            return Err(Problem::NotFound.into());
        }
        Ok(Self { role, relation, state, levels, today })
    }

    /// As far as `channel` carries it.
    #[must_use]
    pub fn through(self, channel: Channel) -> Self {
        Self { levels: self.levels.through(channel), ..self }
    }

    /// Of these groups only.
    #[must_use]
    pub fn only(self, groups: &[Group]) -> Self {
        Self { levels: self.levels.only(groups), ..self }
    }

    /// With this group in full, after it was revealed.
    #[must_use]
    pub fn revealed(self, group: Group) -> Self {
        Self { levels: self.levels.revealed(group), ..self }
    }

    /// How the account stands to the record.
    #[must_use]
    pub const fn relation(&self) -> Relation {
        self.relation
    }

    /// The level of a group.
    #[must_use]
    pub const fn level(&self, group: Group) -> Level {
        self.levels.of(group)
    }

    /// Whether the group is shown in full.
    #[must_use]
    pub fn reads(&self, group: Group) -> bool {
        self.level(group) == Level::Read
    }

    /// Whether anything of the group is shown, be it masked.
    #[must_use]
    pub fn shows(&self, group: Group) -> bool {
        self.level(group) >= Level::Masked
    }

    /// Whether a field is shown in full. Parts of a field (`current_address.detail`) go with it.
    #[must_use]
    pub fn reads_field(&self, field: &str) -> bool {
        let field = field.split('.').next().unwrap_or_default();
        Group::of_field(field).is_some_and(|group| self.reads(group))
    }

    /// Whether every group that answers belong to is shown in full.
    #[must_use]
    pub fn reads_all_answers(&self) -> bool {
        Group::ALL.iter().filter(|group| group.fields().next().is_some()).all(|group| self.reads(*group))
    }

    /// The answers as far as they are shown.
    #[must_use]
    pub fn answers(&self, answers: &Answers) -> Answers {
        access::project(answers, &self.levels, self.today)
    }

    /// The answers where they are shown in full, and somebody's own where they are not.
    #[must_use]
    pub fn over(&self, own: &Answers, answers: &Answers) -> Answers {
        access::accept(own, answers, &self.levels)
    }

    /// The groups of these answers that are shown in full, by their codes in order: what the trail says of a look.
    #[must_use]
    pub fn groups(&self, answers: &Answers) -> Vec<&'static str> {
        let groups = answers.iter().filter_map(|(field, _)| Group::of_field(field));
        let read = groups.filter(|group| self.reads(*group)).map(Group::code);
        read.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What an action on the record still asks for.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or [`Problem::NotFound`] for somebody who is not told that the record exists.
    pub fn may(&self, action: Action) -> Result<Conditions> {
        match access::decide(action, self.role, Target::Record(self.relation, self.state.into())) {
            Decision::Allowed(conditions) => Ok(conditions),
            Decision::Forbidden => Err(Problem::Forbidden.into()),
            Decision::NotFound => Err(Problem::NotFound.into()),
        }
    }
}
