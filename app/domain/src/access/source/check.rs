//! What every table must hold: names are known, nothing is said twice, whoever acts also sees. The build stops at the
//! first fault; what law and rules forbid is in `faults`.

use std::collections::{BTreeMap, BTreeSet};

use super::faults::{Faults, rank};
use super::{On, Table};

/// Everything that is wrong with the table, in words; empty when nothing is.
pub(crate) fn check(table: &Table) -> Vec<String> {
    let mut faults = Faults::new(table);
    groups(table, &mut faults);
    levels(table, &mut faults);
    see(table, &mut faults);
    faults.forbidden();
    may(table, &mut faults);
    acts_as_it_sees(table, &mut faults);
    faults.duties();
    faults.grants();
    faults.found.sort();
    faults.found.dedup();
    faults.found
}

/// Every field is in exactly one group.
fn groups(table: &Table, faults: &mut Faults<'_>) {
    let mut seen = BTreeMap::new();
    for (name, group) in &table.groups.0 {
        faults
            .need(["S1", "S2", "S3"].contains(&group.s.as_str()) && !group.mask.is_empty(), || format!("group {name}"));
        for field in &group.fields {
            let other = seen.insert(field, name);
            faults.need(other.is_none(), || format!("field {field} in {name} and {other:?}"));
        }
    }
    for (name, group) in &table.groups.0 {
        for part in &group.parts {
            faults.need(seen.contains_key(part), || format!("{name} is a part of {part}, which is in no group"));
        }
    }
}

/// Profiles and channels name known groups and levels.
fn levels(table: &Table, faults: &mut Faults<'_>) {
    let order: Vec<&str> = table.levels.names().collect();
    faults.need(order == ["none", "exists", "masked", "reveal", "read"], || format!("levels {order:?}"));
    for (name, profile) in table.profiles.0.iter().chain(&table.channels.0) {
        faults.need(profile.contains_key("_"), || format!("{name} has no default"));
        for (group, level) in profile {
            let known = (group == "_" || table.groups.has(group)) && table.levels.has(level);
            faults.need(known, || format!("{name}.{group} = {level}"));
        }
    }
}

/// No two rows of `see` speak about one cell.
fn see(table: &Table, faults: &mut Faults<'_>) {
    let sets = table.state_sets.iter().flat_map(|(name, states)| states.iter().map(move |state| (name, state)));
    for (name, state) in sets {
        faults.need(table.states.has(state), || format!("state {state} of {name}"));
    }
    let mut cells = BTreeSet::new();
    for [role, relation, state, profile] in table.seen() {
        let known = table.roles.has(role) && table.relations.has(relation) && table.profiles.has(profile);
        faults.need(known && table.states.has(state), || format!("see {role} {relation} {state} {profile}"));
        faults.need(cells.insert((role, relation, state)), || format!("two rows of see for {role} {relation} {state}"));
    }
    for row in &table.see.rows {
        faults.need(!table.states(&row.states).is_empty(), || format!("see {} {}: no state", row.role, row.relation));
    }
}

/// Rows of `may` name what there is; every action is somebody's.
fn may(table: &Table, faults: &mut Faults<'_>) {
    for row in &table.may.rows {
        let action = row.action.as_str();
        faults.need(table.actions.has(action), || format!("unknown action {action}"));
        for role in table.roles(row) {
            faults.need(table.roles.has(role), || format!("{action}: role {role}"));
        }
        for relation in &row.relations {
            faults.need(table.relations.has(relation), || format!("{action}: relation {relation}"));
        }
        for condition in &row.conditions {
            faults.need(table.conditions.has(condition), || format!("{action}: condition {condition}"));
        }
        for state in row.states.iter().flat_map(|states| table.states(states)) {
            faults.need(table.states.has(state), || format!("{action}: state {state}"));
        }
        let states = row.states.as_ref().is_some_and(|states| !table.states(states).is_empty());
        let whole = match row.on {
            On::Record => !row.relations.is_empty() && states,
            On::Area => !row.relations.is_empty() && row.states.is_none(),
            On::Own => row.relations.is_empty() && row.states.is_none(),
        };
        faults
            .need(whole, || format!("{action}: a record has relation and state, an area a relation, oneself neither"));
        faults.duties_of(row);
    }
    for action in table.actions.names() {
        faults.need(table.may.rows.iter().any(|row| row.action == action), || format!("nobody may {action}"));
    }
    for condition in table.conditions.names() {
        let used = table.may.rows.iter().any(|row| row.conditions.iter().any(|other| other == condition));
        faults.need(used, || format!("no row asks for {condition}"));
    }
    let mut cells = BTreeSet::new();
    for cell in table.cells() {
        let key = (&cell.row.action, cell.role, cell.row.on, cell.relation, cell.state);
        let named = format!("{} {} {} {}", cell.row.action, cell.role, cell.relation, cell.state);
        faults.need(cells.insert(key), || format!("two rows of may for {named}"));
    }
}

/// Whoever acts on a record sees that it is there, who decides also whose it is; whoever sees in clear opens it with an
/// event; and what is to be revealed can be.
fn acts_as_it_sees(table: &Table, faults: &mut Faults<'_>) {
    const DECIDING: [&str; 6] = ["township", "county", "verdict", "item", "candidate", "ledger"];
    let cells = table.cells();
    let acts: BTreeSet<_> = cells.iter().map(|c| (c.row.action.as_str(), c.role, c.relation, c.state)).collect();
    for cell in cells.iter().filter(|cell| cell.row.on == On::Record && cell.role != "client" && cell.state != "erased")
    {
        let (role, relation, state, action) = (cell.role, cell.relation, cell.state, &cell.row.action);
        let seen = table.profile(role, relation, state).is_some();
        faults.need(seen, || format!("{action}: {role} {relation} {state} acts but sees nothing"));
        let deciding = DECIDING.contains(&action.split('.').next().unwrap_or_default());
        let name = table.level(role, relation, state, "name");
        faults.need(!deciding || rank(name) >= 2, || {
            format!("{action} by {role} {relation} {state}, but the name is {name}")
        });
        let hidden = || table.groups.names().any(|group| table.level(role, relation, state, group) == "reveal");
        faults.need(action != "record.reveal" || hidden(), || format!("{role} {relation} {state}: nothing to reveal"));
    }
    for [role, relation, state, profile] in table.seen() {
        if ["family", "client"].contains(&role) || ["presence", "nothing"].contains(&profile) {
            continue;
        }
        let may = |action| acts.contains(&(action, role, relation, state));
        let level = |group| table.level(role, relation, state, group);
        let reveals = table.groups.names().any(|group| level(group) == "reveal");
        let at = || format!("{role} {relation} {state}");
        faults.need(!reveals || may("record.reveal"), || format!("{} has values to reveal and no action", at()));
        let pictures = level("pictures") == "read" && !["county_entry", "guardian"].contains(&role);
        faults.need(!pictures || may("picture.open"), || format!("{} may not open pictures", at()));
        let opens = !["guardian", "auditor", "school"].contains(&role) && !role.starts_with("dept_");
        faults.need(!opens || may("record.open"), || format!("{} sees in clear without record.open", at()));
    }
}
