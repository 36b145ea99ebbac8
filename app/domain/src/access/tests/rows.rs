//! What was compiled is what the file says, and the file says what it said when this was written.

use std::collections::{BTreeMap, BTreeSet};

use super::super::source::{On, Table};
use super::super::*;
use super::SOURCE;

/// The table a second time, on purpose: of how many cells each role sees something, and how many actions on something
/// it has. Whoever changes a row changes the numbers here, and [`MARK`].
const CELLS: [(Role, usize, usize); 26] = [
    (Role::Family, 310, 12),
    (Role::VillageDirector, 264, 96),
    (Role::GridWorker, 519, 141),
    (Role::TownshipSupervisor, 661, 190),
    (Role::CountyReviewer, 697, 240),
    (Role::CountyApprover, 364, 96),
    (Role::Auditor, 156, 20),
    (Role::AccountAdmin, 0, 39),
    (Role::SecurityAdmin, 0, 37),
    (Role::Anonymous, 0, 5),
    (Role::Guardian, 370, 68),
    (Role::CountyEntry, 363, 72),
    (Role::DeptEducation, 16, 11),
    (Role::DeptPolice, 20, 11),
    (Role::DeptHealth, 18, 11),
    (Role::DeptInsurance, 16, 11),
    (Role::DeptCdc, 16, 11),
    (Role::DeptDisability, 16, 11),
    (Role::School, 54, 17),
    (Role::CareCentre, 99, 25),
    (Role::Statistics, 0, 28),
    (Role::Coordinator, 0, 15),
    (Role::UpperReader, 261, 43),
    (Role::PrivacyOfficer, 384, 58),
    (Role::Client, 9, 17),
    (Role::Operator, 0, 6),
];

/// FNV-1a over every field and cell of the file, in order.
const MARK: u64 = 0x4a16_19a6_5a59_13d8;

/// Every field and every cell of the file as a line.
fn lines(table: &Table) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (name, group) in &table.groups.0 {
        lines.extend(group.fields.iter().map(|field| format!("field {field} {name}")));
    }
    for [role, relation, state, profile] in table.seen() {
        for (group, level) in shown(table, profile) {
            lines.insert(format!("see {role} {relation} {state} {group} {level}"));
        }
    }
    for cell in table.cells() {
        let on = match cell.row.on {
            On::Record => "record",
            On::Area => "area",
            On::Own => "own",
        };
        let (action, conditions) = (&cell.row.action, cell.row.conditions.join(" "));
        lines.insert(format!("may {} {action} {on} {} {} if {conditions}", cell.role, cell.relation, cell.state));
    }
    lines
}

/// The groups of which a profile shows something.
fn shown<'a>(table: &'a Table, profile: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let profile = table.profiles.get(profile).unwrap();
    let levels = table.groups.names().map(|group| (group, Table::level_of(profile, group)));
    levels.filter(|(_, level)| *level != "none")
}

fn mark(lines: &BTreeSet<String>) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn counts(table: &Table) -> Vec<(Role, usize, usize)> {
    let (mut see, mut may) = (BTreeMap::new(), BTreeMap::new());
    for [role, .., profile] in table.seen() {
        *see.entry(role).or_default() += shown(table, profile).count();
    }
    for cell in table.cells() {
        *may.entry(cell.role).or_default() += 1;
    }
    let of = |counts: &BTreeMap<&str, usize>, role: &Role| counts.get(role.code()).copied().unwrap_or_default();
    Role::ALL.iter().map(|role| (*role, of(&see, role), of(&may, role))).collect()
}

#[test]
fn the_file_says_what_it_said() {
    let lines = lines(&SOURCE);
    assert_eq!(counts(&SOURCE), CELLS);
    assert_eq!(
        format!("{:#x}", mark(&lines)),
        format!("{MARK:#x}"),
        "a row was changed and the number of cells was not"
    );
}

#[test]
fn every_cell_is_compiled_as_it_stands() {
    let mut compiled = BTreeSet::new();
    for (role, relation, state, group, level) in cells() {
        assert_eq!(self::level(role, relation, state, group), level);
        let (role, relation, state) = (role.code(), relation.code(), state.code());
        compiled.insert(format!("see {role} {relation} {state} {} {}", group.code(), level.code()));
    }
    for (action, role, target, conditions) in permissions() {
        assert_eq!(may(action, role, target), Some(conditions), "{action:?} {role:?} {target:?}");
        let (on, relation, state) = match target {
            Target::Record(relation, state) => ("record", relation.code(), state.code()),
            Target::Area(relation) => ("area", relation.code(), ""),
            Target::Own => ("own", "", ""),
        };
        let others: Vec<&str> = conditions.others.iter().map(|condition| condition.code()).collect();
        let (action, role, others) = (action.code(), role.code(), others.join(" "));
        compiled.insert(format!("may {role} {action} {on} {relation} {state} if {others}"));
    }
    let compiled_fields = Group::ALL.iter().flat_map(|group| group.fields().map(|field| (field, group.code())));
    compiled.extend(compiled_fields.map(|(field, group)| format!("field {field} {group}")));
    assert_eq!(compiled, lines(&SOURCE));
}

#[test]
fn what_no_row_says_is_refused() {
    let allowed: BTreeSet<_> = permissions().map(|(action, role, target, _)| (action, role, target)).collect();
    let shown: BTreeSet<_> = seen().map(|(role, relation, state, _)| (role, relation, state)).collect();
    for (role, relation) in Role::ALL.iter().flat_map(|role| Relation::ALL.iter().map(move |other| (*role, *other))) {
        for state in State::ALL.iter().copied() {
            let here = shown.contains(&(role, relation, state));
            assert_eq!(levels(role, relation, state) == Levels::NOTHING, !here, "{role:?} {relation:?} {state:?}");
            // Every seventh, another seventh for each state: all of them for each role and relation, twice.
            for action in Action::ALL.iter().copied().skip(state as usize % 7).step_by(7) {
                let target = Target::Record(relation, state);
                let refusal = if here { Decision::Forbidden } else { Decision::NotFound };
                match decide(action, role, target) {
                    Decision::Allowed(_) => assert!(allowed.contains(&(action, role, target))),
                    other => assert!(other == refusal && !allowed.contains(&(action, role, target))),
                }
            }
        }
    }
}

#[test]
fn no_row_can_be_taken_away_without_a_test_that_fails() {
    let whole = counts(&SOURCE);
    for at in 0..SOURCE.see.rows.len() {
        let mut table = SOURCE.clone();
        let row = table.see.rows.remove(at);
        assert_ne!(counts(&table), whole, "see {} {}", row.role, row.relation);
    }
    for at in 0..SOURCE.may.rows.len() {
        let mut table = SOURCE.clone();
        let row = table.may.rows.remove(at);
        assert_ne!(counts(&table), whole, "may {}", row.action);
    }
}

#[test]
fn no_condition_can_be_taken_away_without_a_test_that_fails() {
    for at in (0..SOURCE.may.rows.len()).step_by(7) {
        let mut table = SOURCE.clone();
        if table.may.rows[at].conditions.pop().is_some() {
            assert_ne!(mark(&lines(&table)), MARK, "{}", table.may.rows[at].action);
        }
    }
}

#[test]
fn flags_are_those_of_the_file() {
    for (code, flags) in &SOURCE.actions.0 {
        let action = Action::from_code(code).unwrap();
        assert_eq!((action.code(), action.label()), (code.as_str(), flags.label.as_str()));
        assert_eq!(
            (action.event(), action.lists(), action.has_page()),
            (flags.event.as_deref(), flags.list, flags.page)
        );
        let (.., conditions) = permissions().find(|(other, ..)| *other == action).unwrap();
        let asked = (conditions.reason, conditions.step_up, conditions.second_person);
        assert_eq!(asked, (flags.reason, flags.step_up, flags.two), "{code}");
    }
}

#[test]
fn codes_are_stored_by_code_and_read_again() {
    assert_eq!(serde_json::to_string(&Action::RecordReveal).unwrap(), r#""record.reveal""#);
    assert_eq!(serde_json::to_string(&Relation::Holder).unwrap(), r#""self""#);
    for action in Action::ALL {
        assert_eq!(serde_json::from_str::<Action>(&format!("{:?}", action.code())).unwrap(), *action);
    }
    let sizes = [Role::ALL.len(), Group::ALL.len(), Relation::ALL.len(), State::ALL.len(), Action::ALL.len()];
    assert_eq!(sizes, [26, 32, 16, 14, 153]);
}
