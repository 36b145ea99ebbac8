//! Writes the checked access table as Rust: enums of its codes, and rows of numbers.

use std::fmt::Write as _;
use std::io;

use super::camel;
use super::source::{self, On, Ordered, States, Table};

pub(crate) const FILE: &str = "src/access/access.toml";

/// The Rust of the table, codes and rows; a table with faults stops the build, with all of them.
pub(crate) fn code(text: &str) -> io::Result<[String; 2]> {
    let table = source::parse(text).map_err(io::Error::other)?;
    let faults = source::check::check(&table);
    if !faults.is_empty() {
        return Err(io::Error::other(format!("{FILE}:\n{}", faults.join("\n"))));
    }
    Ok([enums(&table), [levels(&table), roles(&table), may(&table)].concat()])
}

/// A name of the table as a variant.
fn variant(code: &str) -> String {
    if code == "self" {
        return "Holder".to_owned();
    }
    let words = code.replace("<=", "_at_most_").replace(['.', '='], "_");
    let words: Vec<&str> = words.split('_').filter(|word| !word.is_empty()).collect();
    camel(&words.join("_"))
}

fn paths<'a>(of: &str, codes: impl IntoIterator<Item = &'a str>) -> String {
    codes.into_iter().map(|code| format!("{of}::{}, ", variant(code))).collect()
}

fn coded<'a>(name: &str, doc: &str, entries: impl Iterator<Item = (&'a str, &'a str, String)>) -> String {
    let items: String =
        entries.map(|(code, label, doc)| format!("/// {doc}\n{} = {code:?}, {label:?};\n", variant(code))).collect();
    format!("coded! {{\n/// {doc}\n{name} {{\n{items}}}\n}}\n")
}

fn enums(table: &Table) -> String {
    fn plain(entries: &Ordered<String>) -> impl Iterator<Item = (&str, &str, String)> {
        entries.0.iter().map(|(code, label)| (code.as_str(), label.as_str(), label.clone()))
    }
    let groups = table.groups.0.iter().map(|(code, group)| {
        (code.as_str(), group.label.as_str(), format!("{}; masked: {}.", group.label, group.mask))
    });
    let roles = table.roles.0.iter().map(|(code, role)| (code.as_str(), role.label.as_str(), role.label.clone()));
    let relations = table.relations.0.iter();
    let relations = relations.map(|(code, it)| (code.as_str(), it.label.as_str(), format!("{}.", it.means)));
    let actions = table.actions.0.iter();
    let actions = actions.map(|(code, it)| (code.as_str(), it.label.as_str(), format!("`{code}`: {}", it.label)));
    let channels = table.channels.names().map(|code| (code, code, format!("`{code}`.")));
    [
        coded("Level", "How much of a group somebody is shown, from nothing to all.", plain(&table.levels)),
        coded("State", "Where a record stands, or what is left of it.", plain(&table.states)),
        coded("Group", "Fields that are shown and hidden together.", groups),
        coded("Role", "Under which hat somebody acts.", roles),
        coded("Relation", "How an assignment stands to a record; the first that holds counts.", relations),
        coded("Channel", "The way by which something is shown, which caps what the table gives.", channels),
        coded("Action", "Something that somebody may do.", actions),
        coded("Condition", "What a row asks for besides role, relation and state.", plain(&table.conditions)),
    ]
    .concat()
}

fn levels(table: &Table) -> String {
    let row = |profile| {
        let levels = table.groups.names().map(|group| Table::level_of(profile, group));
        format!("[{}],\n", paths("Level", levels))
    };
    let profiles: String = table.profiles.0.iter().map(|(_, profile)| row(profile)).collect();
    let caps: String = table.channels.0.iter().map(|(_, channel)| row(channel)).collect();
    let mut see = String::new();
    for it in &table.see.rows {
        let (role, relation) = (variant(&it.role), variant(&it.relation));
        let profile = table.profiles.place(&it.profile).unwrap_or_default();
        let states = states(table, &it.states);
        let _ = writeln!(
            see,
            "See {{ role: Role::{role}, relation: Relation::{relation}, states: {states}, profile: {profile} }},"
        );
    }
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for (name, group) in &table.groups.0 {
        fields.extend(group.fields.iter().map(|field| (field.as_str(), name.as_str())));
    }
    fields.sort_unstable();
    let fields: String =
        fields.iter().map(|(field, group)| format!("({field:?}, Group::{}),\n", variant(group))).collect();
    let parts = table.groups.0.iter().map(|(_, group)| format!("{:?}.as_slice(), ", group.parts));
    let sensitivity = table.groups.0.iter().map(|(_, group)| format!("Sensitivity::{}, ", group.s));
    format!(
        "/// The version of the table.\npub const VERSION: u32 = {};\n\
         pub(super) static PROFILES: &[[Level; GROUPS]] = &[\n{profiles}];\n\
         pub(super) static CAPS: &[[Level; GROUPS]] = &[\n{caps}];\n\
         pub(super) static SEE: &[See] = &[\n{see}];\n\
         pub(super) static FIELDS: &[(&str, Group)] = &[\n{fields}];\n\
         pub(super) static PARTS: &[&[&str]] = &[{}];\n\
         pub(super) static SENSITIVITY: &[Sensitivity] = &[{}];\n",
        table.version,
        parts.collect::<String>().replace("[].as_slice()", "&[]"),
        sensitivity.collect::<String>(),
    )
}

/// One bit for each state.
fn states(table: &Table, states: &States) -> u16 {
    table.states(states).iter().filter_map(|state| table.states.place(state)).map(|at| 1 << at).sum()
}

fn roles(table: &Table) -> String {
    let mut duties = String::new();
    for (name, role) in &table.roles.0 {
        let factor = variant(&role.mfa);
        let confirmed =
            role.confirmed_by.as_ref().map_or("None".to_owned(), |by| format!("Some(Role::{})", variant(by)));
        let granted = paths("Role", role.granted_by.iter().map(String::as_str));
        let bound = role.level.split('|').map(|level| format!("Bound::{}, ", variant(&level.replace('-', "_"))));
        let _ = writeln!(
            duties,
            "// {name}\nDuty {{ bound: &[{}], factor: SecondFactor::{factor}, sees: Sees::{}, granted_by: &[{granted}], \
             confirmed_by: {confirmed} }},",
            bound.collect::<String>(),
            variant(&role.sees),
        );
    }
    let pairs = |pairs: &[[String; 2]]| -> String {
        pairs.iter().map(|[a, b]| format!("(Role::{}, Role::{}), ", variant(a), variant(b))).collect()
    };
    format!(
        "pub(super) static DUTIES: &[Duty] = &[\n{duties}];\n\
         pub(super) static EXCLUSIVE: &[(Role, Role)] = &[{}];\n\
         pub(super) static PER_RECORD: &[(Role, Role)] = &[{}];\n\
         pub(super) static ALONE: &[Role] = &[{}];\n",
        pairs(&table.duties.exclusive),
        pairs(&table.duties.per_record),
        paths("Role", table.duties.alone.iter().map(String::as_str)),
    )
}

fn may(table: &Table) -> String {
    let mut flags = String::new();
    for (name, it) in &table.actions.0 {
        let source::Action { event, reason, step_up, two, list, page, .. } = it;
        let _ = writeln!(
            flags,
            "// {name}\nFlags {{ event: {event:?}, reason: {reason}, step_up: {step_up:?}, two: {two}, list: {list}, page: {page} }},"
        );
    }
    let mut rows = String::new();
    for it in &table.may.rows {
        let on = match it.on {
            On::Record => "Record",
            On::Area => "Area",
            On::Own => "Own",
        };
        let _ = writeln!(
            rows,
            "May {{ action: Action::{}, roles: &[{}], on: On::{on}, relations: &[{}], states: {}, conditions: &[{}] }},",
            variant(&it.action),
            paths("Role", table.roles(it)),
            paths("Relation", it.relations.iter().map(String::as_str)),
            it.states.as_ref().map_or(0, |it| states(table, it)),
            paths("Condition", it.conditions.iter().map(String::as_str)),
        );
    }
    format!(
        "pub(super) static FLAGS: &[Flags] = &[\n{flags}];\n\
         pub(super) static MAY: &[May] = &[\n{rows}];\n"
    )
}
