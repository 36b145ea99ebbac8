//! The checks that stop the build: what they find when the table is spoilt.

use super::super::source::check::check;
use super::super::source::{States, Table};
use super::SOURCE;

/// The table with one thing spoilt, and a part of what has to be said about it.
type Spoilt = (&'static str, fn(&mut Table));

fn see(table: &mut Table, role: &str, relation: &str, state: &str, profile: &str) {
    let mut row = table.see.rows[0].clone();
    row.role = role.into();
    row.relation = relation.into();
    row.states = States::List(vec![state.into()]);
    row.profile = profile.into();
    table.see.rows.push(row);
}

fn show(table: &mut Table, profile: &str, group: &str, level: &str) {
    let (_, levels) = table.profiles.0.iter_mut().find(|(name, _)| name == profile).unwrap();
    levels.insert(group.into(), level.into());
}

fn role<'a>(table: &'a mut Table, name: &str) -> &'a mut super::super::source::Role {
    &mut table.roles.0.iter_mut().find(|(other, _)| other == name).unwrap().1
}

fn forget(table: &mut Table, action: &str, condition: &str) {
    for row in table.may.rows.iter_mut().filter(|row| row.action == action) {
        row.conditions.retain(|other| other != condition);
    }
}

const SPOILT: &[Spoilt] = &[
    ("dept_education township", |t| see(t, "dept_education", "township", "comparing", "worker")),
    ("dept_cdc item comparing sees economic", |t| show(t, "item_cdc", "economic", "read")),
    ("account_admin county verified sees head", |t| see(t, "account_admin", "county", "verified", "presence")),
    ("auditor county verified sees name", |t| show(t, "audit", "name", "masked")),
    ("upper_reader without a grant", |t| see(t, "upper_reader", "city", "verified", "granted")),
    ("county_reviewer beside verified sees head", |t| see(t, "county_reviewer", "beside", "verified", "presence")),
    ("village_director collected submitted sees name", |t| show(t, "presence", "name", "masked")),
    ("township_supervisor township draft sees", |t| see(t, "township_supervisor", "township", "draft", "presence")),
    ("sees an erased record", |t| see(t, "county_entry", "county", "erased", "closed")),
    ("sees trail", |t| show(t, "supervisor", "trail", "read")),
    ("guardian self submitted sees notes", |t| show(t, "guardian", "notes", "masked")),
    ("two rows of see for family self draft", |t| see(t, "family", "self", "draft", "typed")),
    ("field child_name in", |t| t.groups.0[3].1.fields.push("child_name".into())),
    ("worker.name = all", |t| show(t, "worker", "name", "all")),
    ("channel list carries health", |t| {
        t.channels.0.iter_mut().find(|(name, _)| name == "list").unwrap().1.insert("health".into(), "masked".into());
    }),
    ("township.approve without not_own", |t| forget(t, "township.approve", "not_own")),
    ("export.approve needs a second person", |t| forget(t, "export.approve", "other_person")),
    ("no row asks for own_phone", |t| {
        forget(t, "field.pull", "own_phone");
        forget(t, "field.push", "own_phone");
    }),
    ("nobody may crosscheck", |t| t.may.rows.retain(|row| row.action != "crosscheck")),
    ("has values to reveal and no action", |t| t.may.rows.retain(|row| row.action != "record.reveal")),
    ("sees in clear without record.open", |t| t.may.rows.retain(|row| row.action != "record.open")),
    ("may not open pictures", |t| t.may.rows.retain(|row| row.action != "picture.open")),
    ("acts but sees nothing", |t| t.see.rows.retain(|row| row.role != "school")),
    ("but the name is none", |t| show(t, "item_police", "name", "none")),
    ("nothing to reveal", |t| {
        for group in ["idno", "hukou_addr", "family_id"] {
            show(t, "worker", group, "read");
        }
    }),
    ("county.verify is for county_accepted, feedback", |t| {
        let row = t.may.rows.iter_mut().find(|row| row.action == "county.verify").unwrap();
        row.states = Some(States::Set("compared".into()));
    }),
    ("one role creates and confirms", |t| {
        let row = t.may.rows.iter_mut().find(|row| row.action == "account.confirm").unwrap();
        row.roles.push("account_admin".into());
    }),
    ("export.request and export.approve are the same roles", |t| {
        let row = t.may.rows.iter_mut().find(|row| row.action == "export.request").unwrap();
        row.roles = vec!["county_approver".into()];
    }),
    ("nobody grants school", |t| role(t, "school").granted_by.clear()),
    ("county_approver needs a confirmation", |t| role(t, "county_approver").confirmed_by = None),
    ("statistics has no second factor", |t| role(t, "statistics").mfa = "never".into()),
    ("auditor is alone but sees records", |t| role(t, "auditor").sees = "records".into()),
];

#[test]
fn the_table_is_consistent() {
    assert_eq!(check(&SOURCE), Vec::<String>::new());
}

#[test]
fn a_spoilt_table_stops_the_build() {
    for (fault, spoil) in SPOILT {
        let mut table = SOURCE.clone();
        spoil(&mut table);
        let found = check(&table);
        assert!(found.iter().any(|text| text.contains(fault)), "{fault}: {found:#?}");
    }
}
