//! The shipped table: counts of the editions it was made from, and what addresses rely on.

use std::collections::{HashMap, HashSet};

use domain::divisions::{CountyKind, county_info, county_kind};
use jiff::civil::date;

use super::*;

/// One township row less than the source: 350527000 repeats the county 金门县.
const TOWNSHIPS: usize = 41_351;

/// Tianjin: district, townships, villages (edition 2023-06-30).
const TIANJIN: [(&str, usize, usize); 16] = [
    ("120101", 6, 64),
    ("120102", 13, 168),
    ("120103", 14, 149),
    ("120104", 12, 171),
    ("120105", 10, 118),
    ("120106", 9, 114),
    ("120110", 19, 151),
    ("120111", 15, 289),
    ("120112", 15, 306),
    ("120113", 24, 290),
    ("120114", 37, 745),
    ("120115", 26, 822),
    ("120116", 26, 505),
    ("120117", 22, 317),
    ("120118", 23, 425),
    ("120119", 28, 983),
];

fn all(table: &DivisionTable) -> Vec<DivisionRow<'_>> {
    table.rows().collect::<Result<_, _>>().unwrap()
}

fn code(raw: &str) -> DivisionCode {
    DivisionCode::parse(raw).unwrap()
}

fn find<'a, 'b>(rows: &'b [DivisionRow<'a>], raw: &str) -> &'b DivisionRow<'a> {
    rows.iter().find(|row| row.code == code(raw)).unwrap()
}

#[test]
fn current_divisions_are_counted_by_level_and_kind() {
    let table = load().unwrap();
    let rows = all(&table);
    assert_eq!(rows.len(), table.count());
    let count = |level| rows.iter().filter(|r| r.level == level && r.valid_to.is_none()).count();
    assert_eq!(count(Level::Province), 31 + 3);
    assert_eq!(count(Level::Prefecture), 329);
    assert_eq!(count(Level::County), 2_978);
    assert_eq!(count(Level::Township), TOWNSHIPS);
    assert_eq!(count(Level::Village), 5_617);

    let mut kinds = HashMap::new();
    for row in rows.iter().filter(|r| r.valid_to.is_none() && r.level != Level::Village) {
        *kinds.entry(row.kind).or_insert(0) += 1;
    }
    for (kind, expected) in [
        ("district", 976),
        ("county_city", 397),
        ("autonomous_county", 117),
        ("banner", 49),
        ("functional_zone", 124),
        ("undivided_city", 4),
        ("street", 9_066),
        ("town", 21_377),
        ("township_like", 2_710),
    ] {
        assert_eq!(kinds[kind], expected, "{kind}");
    }
}

#[test]
fn tianjin_has_sixteen_districts_with_their_townships_and_villages() {
    let table = load().unwrap();
    let rows = all(&table);
    let city = code("120000");
    let districts: Vec<_> = rows.iter().filter(|r| r.parent == Some(city) && r.valid_to.is_none()).collect();
    assert_eq!(districts.len(), TIANJIN.len());
    for (district, townships, villages) in TIANJIN {
        let inside: HashSet<_> = rows
            .iter()
            .filter(|r| r.level == Level::Township && r.parent == Some(code(district)))
            .map(|r| r.code)
            .collect();
        assert_eq!(inside.len(), townships, "{district}");
        let below = rows.iter().filter(|r| r.parent.is_some_and(|p| inside.contains(&p))).count();
        assert_eq!(below, villages, "{district}");
    }
    assert_eq!(TIANJIN.iter().map(|t| t.1).sum::<usize>(), 299);
    assert_eq!(TIANJIN.iter().map(|t| t.2).sum::<usize>(), 5_617);
}

#[test]
fn every_unit_hangs_under_an_existing_one_that_comes_before_it() {
    let table = load().unwrap();
    let mut seen: HashMap<DivisionCode, Level> = HashMap::new();
    for row in table.rows() {
        let row = row.unwrap();
        match row.parent {
            None => assert_eq!(row.level, Level::Province, "{}", row.code),
            Some(parent) => assert!(seen[&parent] < row.level, "{}", row.code),
        }
        assert_eq!(seen.insert(row.code, row.level), None, "{} twice", row.code);
    }
    for pseudo in ["110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000"] {
        assert!(!seen.contains_key(&code(pseudo)), "{pseudo}");
    }
}

#[test]
fn the_phone_and_the_database_know_the_same_counties() {
    let table = load().unwrap();
    for row in all(&table).iter().filter(|r| r.level == Level::County) {
        let county = row.code.county().unwrap();
        let known = county_info(county).unwrap();
        assert_eq!(known.valid_to, row.valid_to.map(|day| day.year()), "{}", row.code);
        assert_eq!(known.kind == CountyKind::District, row.kind == "district", "{}", row.code);
        let confirmed = match row.successors.as_slice() {
            [one] if row.successors_confirmed => one.county(),
            _ => None,
        };
        assert_eq!(known.successor, confirmed, "{}", row.code);
    }
}

#[test]
fn townships_of_a_merged_district_hang_under_its_successor() {
    let table = load().unwrap();
    let rows = all(&table);
    let merged = code("500157");
    assert_eq!(rows.iter().filter(|r| r.parent == Some(merged)).count(), 12 + 30);
    assert_eq!(find(&rows, "500105").successors, [merged]);
    assert!(find(&rows, "500105").successors_confirmed);
    assert_eq!(county_kind(merged.county().unwrap()), Some(CountyKind::District));
}

#[test]
fn a_row_carries_its_history_and_its_initials() {
    let table = load().unwrap();
    let rows = all(&table);
    let former = find(&rows, "120225");
    assert_eq!(former.name, "蓟县");
    assert_eq!((former.valid_from, former.valid_to), (Some(date(1982, 1, 1)), Some(date(2015, 12, 31))));
    assert_eq!(former.successors, [code("120119")]);
    assert_eq!(find(&rows, "120110").former_names, ["东郊区"]);
    assert_eq!(find(&rows, "120104").initials, "nkq");
    assert_eq!(find(&rows, "441900").parent, Some(code("440000")));
    assert_eq!(find(&rows, "429004").parent, Some(code("420000")));
    assert_eq!(find(&rows, "120101001001").kind, "residents_committee");
}

#[test]
fn a_table_that_differs_from_its_manifest_is_refused() {
    let manifest: Manifest = serde_json::from_str(MANIFEST).unwrap();
    let refused = DivisionTable::check("code\tname\n".to_owned(), manifest).unwrap_err();
    assert!(matches!(refused, DivisionTableError::Checksum { .. }), "{refused}");
}

#[test]
fn the_rules_name_the_edition_that_the_server_ships() {
    let manifest: serde_json::Value = serde_json::from_str(MANIFEST).unwrap();
    assert_eq!(manifest["version"], domain::divisions::TABLE_VERSION);
    let (_, checksum) = domain::divisions::TABLE_VERSION.rsplit_once('-').unwrap();
    assert!(edition().unwrap().starts_with(checksum));
}

#[test]
fn a_malformed_line_names_its_column() {
    let good = "120101\t和平区\tcounty\tdistrict\t120000\t\t\t\t\t\thpq\tcn-area";
    assert_eq!(read_row(good).unwrap().name, "和平区");
    assert_eq!(read_row(&good.replace("120101", "12010")), Err("code"));
    assert_eq!(read_row(&good.replace("county", "shire")), Err("level"));
    assert_eq!(read_row("120101\t和平区\tcounty"), Err("kind"));
}
