//! What law and rules forbid every table: what no role may see, what no action lacks, which duties are never one
//! person's.

use super::{May, Table};

/// The faults found so far.
pub(crate) struct Faults<'a> {
    table: &'a Table,
    pub(crate) found: Vec<String>,
}

/// What a department is shown besides [`BASE`]: its own item (rules 9).
const DEPARTMENTS: [(&str, &[&str]); 6] = [
    ("dept_education", &["schooling"]),
    ("dept_police", &["residence", "place", "hukou_addr"]),
    ("dept_health", &["services", "vaccination"]),
    ("dept_insurance", &["insurance"]),
    ("dept_cdc", &["vaccination"]),
    ("dept_disability", &["disability"]),
];

/// By which a department knows the child.
const BASE: [&str; 6] = ["head", "name", "basic", "idno", "county", "compare"];

/// Who sees no record at all.
const BLIND: [&str; 6] = ["account_admin", "security_admin", "statistics", "coordinator", "operator", "anonymous"];

/// What no list, no phone and no search carries, whoever asks.
const NEVER_LISTED: [&str; 8] =
    ["family_id", "guardianship", "health", "economic", "disability", "pictures", "notes", "trail"];

/// The states in which a move is made (rules 10.1; county.md A.3).
const MOVES: [(&str, &[&str]); 12] = [
    ("township.approve", &["submitted"]),
    ("township.return", &["submitted"]),
    ("township.reject", &["submitted"]),
    ("township.transfer", &["submitted"]),
    ("township.receive", &["transferring"]),
    ("township.decline", &["transferring"]),
    ("county.accept", &["township_reviewed"]),
    ("county.transfer", &["township_reviewed", "county_accepted", "comparing", "feedback", "verified", "uploaded"]),
    ("county.compare", &["county_accepted", "feedback"]),
    ("county.feedback", &["comparing"]),
    ("county.verify", &["county_accepted", "feedback"]),
    ("county.upload", &["verified"]),
];

/// The place of a level; one that does not exist stands below all.
pub(crate) fn rank(level: &str) -> usize {
    ["none", "exists", "masked", "reveal", "read"].iter().position(|other| *other == level).unwrap_or(0)
}

impl<'a> Faults<'a> {
    pub(crate) const fn new(table: &'a Table) -> Self {
        Self { table, found: Vec::new() }
    }

    pub(crate) fn need(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.found.push(otherwise());
        }
    }

    /// What nobody sees who has no business with it.
    pub(crate) fn forbidden(&mut self) {
        let table = self.table;
        for [role, relation, state, profile] in table.seen() {
            let granted = relation == "granted" || !["upper_reader", "privacy_officer"].contains(&role);
            self.need(granted, || format!("{role} without a grant"));
            let stub = state != "erased" || ["presence", "audit", "nothing"].contains(&profile);
            self.need(stub, || format!("{role} sees an erased record"));
            for group in table.groups.names() {
                let level = rank(table.level(role, relation, state, group));
                let own = DEPARTMENTS.iter().find(|(name, _)| *name == role).map(|(_, own)| *own);
                let family = ["family", "guardian"].contains(&role);
                let passed_on = ["former", "collected"].contains(&relation) && role != "client";
                let visible = match () {
                    () if BLIND.contains(&role) || ["beside", "none"].contains(&relation) => 0,
                    () if state == "draft" && !family || group == "notes" && family => 0,
                    () if role == "auditor" && !["head", "county", "history", "trail"].contains(&group) => 0,
                    () if own.is_some_and(|own| !BASE.contains(&group) && !own.contains(&group)) => 0,
                    () if passed_on => 1,
                    () if group == "trail" && !["auditor", "privacy_officer"].contains(&role) => 2,
                    () => 4,
                };
                self.need(level <= visible, || format!("{role} {relation} {state} sees {group}"));
            }
        }
        for (name, channel) in &table.channels.0 {
            for group in NEVER_LISTED.iter().filter(|_| ["list", "phone", "search"].contains(&name.as_str())) {
                self.need(Table::level_of(channel, group) == "none", || format!("channel {name} carries {group}"));
            }
        }
    }

    /// What a row must ask for.
    pub(crate) fn duties_of(&mut self, row: &May) {
        let (table, action) = (self.table, row.action.as_str());
        let asks = |condition: &str| row.conditions.iter().any(|other| other == condition);
        let two = table.actions.get(action).is_some_and(|flags| flags.two);
        let second = ["other_person", "two_officers", "proposed_by_reviewer"].into_iter().any(asks);
        self.need(!two || second, || format!("{action} needs a second person"));
        if let Some((_, made)) = MOVES.iter().find(|(name, _)| *name == action) {
            let states = row.states.as_ref().map_or(&[][..], |states| table.states(states));
            self.need(states == *made, || format!("{action} is for {}", made.join(", ")));
        }
        let decides =
            ["township.", "county.", "verdict.", "candidate.", "proposal."].iter().any(|area| action.starts_with(area));
        self.need(!decides || asks("not_own"), || format!("{action} without not_own"));
    }

    /// Separate duties, 三员分设 (GB/T 22239).
    pub(crate) fn duties(&mut self) {
        let table = self.table;
        for role in table.duties.exclusive.iter().chain(&table.duties.per_record).flatten() {
            self.need(table.roles.has(role), || format!("duty of {role}"));
        }
        for role in &table.duties.alone {
            let sees = table.roles.get(role).map_or("", |role| role.sees.as_str());
            self.need(["trail", "administration"].contains(&sees), || format!("{role} is alone but sees {sees}"));
        }
        for (one, other) in [
            ("export.request", "export.approve"),
            ("publish.request", "publish.approve"),
            ("account.create", "account.confirm"),
            ("privacy.erase", "retention.approve"),
        ] {
            let (one_by, other_by) = (self.who(one), self.who(other));
            let apart = one_by.iter().any(|role| !other_by.contains(role));
            self.need(apart, || format!("{one} and {other} are the same roles"));
        }
        let both = self.who("account.create").iter().any(|role| self.who("account.confirm").contains(role));
        self.need(!both, || "one role creates and confirms".to_owned());
    }

    fn who(&self, action: &str) -> Vec<&'a str> {
        let rows = self.table.may.rows.iter().filter(|row| row.action == action);
        rows.flat_map(|row| self.table.roles(row)).collect()
    }

    /// Every official's role is granted by somebody, the strong ones by two.
    pub(crate) fn grants(&mut self) {
        let table = self.table;
        for (name, role) in table.roles.0.iter().filter(|(name, _)| table.staff().any(|staff| staff == name)) {
            let known = !role.granted_by.is_empty() && role.granted_by.iter().all(|by| table.roles.has(by));
            self.need(known, || format!("nobody grants {name}"));
            let strong = ["county_approver", "auditor", "account_admin", "security_admin", "privacy_officer"];
            let confirmed = !strong.contains(&name.as_str()) || role.confirmed_by.as_deref() == Some("security_admin");
            self.need(confirmed, || format!("{name} needs a confirmation"));
            let worker = ["village_director", "grid_worker"].contains(&name.as_str());
            self.need(worker || role.mfa == "always", || format!("{name} has no second factor"));
        }
    }
}
