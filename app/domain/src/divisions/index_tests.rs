//! The index and its file, on a table small enough to see through. The whole table is tested where it lies.

use proptest::prelude::*;

use super::layout::LAYOUT;
use super::{Division, DivisionCode, FILE_ADDRESS, Index, Level, PackedError, TABLE_VERSION};

/// Code, unit above, name, initials.
const TABLE: [(&str, &str, &str, &str); 12] = [
    ("120000", "", "天津市", "tjs"),
    ("120104", "120000", "南开区", "nkq"),
    ("120104001", "120104", "长虹街道", "chjd"),
    ("120104001001", "120104001", "长春道社区", "ccdsq"),
    ("120104002", "120104", "长江（新）街道", "cjxjd"),
    ("460000", "", "海南省", "hns"),
    ("460300", "460000", "三沙市", "sss"),
    ("460302", "460300", "西沙区", "xsq"),
    // Under another county than its digits say; initials that are not the usual ones.
    ("460321451", "460302", "长岛𬇕街道", "zdfjd"),
    ("500000", "", "重庆市", "cqs"),
    ("500105001", "500157", "江北街道", "jbjd"),
    ("500157", "500000", "两江新区", "ljxq"),
];

fn code(digits: &str) -> DivisionCode {
    DivisionCode::parse(digits).unwrap()
}

fn table() -> Vec<Division<'static>> {
    let read = |(digits, parent, name, initials): (&str, &'static str, &'static str, &'static str)| Division {
        code: code(digits),
        level: code(digits).level(),
        parent: (!parent.is_empty()).then(|| code(parent)),
        name,
        initials,
    };
    TABLE.into_iter().map(read).collect()
}

fn index() -> Index {
    Index::new(&table()).unwrap()
}

fn found(words: &str, within: Option<&str>) -> Vec<String> {
    index().search(words, within.map(code), 10).into_iter().map(|item| item.code).collect()
}

#[test]
fn a_search_puts_whole_names_first_then_beginnings_then_initials_then_parts() {
    assert_eq!(found("长虹街道", None), ["120104001"]);
    assert_eq!(found("长", None), ["120104001", "120104002", "460321451", "120104001001"]);
    assert_eq!(found("c", None), ["500000", "120104001", "120104002", "120104001001"]);
    assert_eq!(found("街道", None), ["120104001", "120104002", "460321451", "500105001"]);
    assert_eq!(found("CHJD", None), ["120104001"]);
    assert_eq!(found("江", None), ["500105001", "500157", "120104002"]);
    assert!(found("虹长", None).is_empty() && found("长虹街道长", None).is_empty() && found("道长", None).is_empty());
    assert!(found("", None).is_empty() && found(" / ", None).is_empty() && found("鬱", None).is_empty());
}

#[test]
fn words_before_the_last_and_a_place_narrow_the_search() {
    assert_eq!(found("南开 长", None), ["120104001", "120104002", "120104001001"]);
    assert_eq!(found("海南/长", None), ["460321451"]);
    assert_eq!(found("sss zd", None), ["460321451"]);
    assert_eq!(found("长", Some("120104001")), ["120104001", "120104001001"]);
    assert!(found("长", Some("130000")).is_empty());
}

#[test]
fn more_words_or_characters_than_a_place_has_find_nothing() {
    assert_eq!(found("天津 天津 天津 南开 南开 长虹", None), ["120104001"]);
    assert!(found("天津 天津 天津 天津 南开 南开 长虹", None).is_empty());
    assert_eq!(found(&format!("{}长虹", " ".repeat(62)), None), ["120104001"]);
    assert!(found(&format!("{}长虹", " ".repeat(63)), None).is_empty());
    assert!(found(&format!("{}长虹", "南开 ".repeat(30_000)), None).is_empty());
    // A word that no unit above has; one that none can have.
    assert!(
        found("河北 街道", None).is_empty() && found("鬱 街道", None).is_empty() && found("zzz 街道", None).is_empty()
    );
}

#[test]
fn an_item_says_where_it_is() {
    let item = index().item(code("460321451")).unwrap();
    assert_eq!((item.name.as_str(), item.level.as_str(), item.has_children), ("长岛𬇕街道", "township", false));
    assert_eq!(item.path, "海南省/三沙市/西沙区/长岛𬇕街道");
    assert_eq!(index().path(code("500105001")).unwrap(), "重庆市/两江新区/江北街道");
    let below: Vec<String> = index().children(Some(code("120104"))).into_iter().map(|item| item.code).collect();
    assert_eq!(below, ["120104001", "120104002"]);
    assert_eq!(index().children(None).len(), 3);
    assert!(index().children(Some(code("130000"))).is_empty());
    assert!(index().has_children(code("120104001")) && !index().has_children(code("120104002")));
}

#[test]
fn the_file_gives_the_same_index_whatever_the_order_of_the_table() {
    let bytes = index().write().unwrap();
    assert_eq!(Index::read(&bytes), Ok(index()));
    let reversed: Vec<Division<'_>> = table().into_iter().rev().collect();
    assert_eq!(Index::new(&reversed).unwrap().write().unwrap(), bytes);
    let empty = Index::new(&[]).unwrap();
    assert_eq!(Index::read(&empty.write().unwrap()), Ok(empty));
}

#[test]
fn something_else_is_refused() {
    let bytes = index().write().unwrap();
    assert_eq!(Index::read(b""), Err(PackedError::OtherLayout));
    assert_eq!(Index::read(b"<!doctype html>"), Err(PackedError::OtherLayout));
    for end in 1..bytes.len() {
        assert_eq!(Index::read(&bytes[..end]), Err(PackedError::Damaged), "cut at {end}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(Index::read(&longer), Err(PackedError::Damaged));
}

#[test]
fn the_address_names_the_table_and_the_layout() {
    assert_eq!(FILE_ADDRESS, format!("/divisions/{TABLE_VERSION}.{LAYOUT}.bin"));
}

proptest! {
    /// Whatever a disk or a line makes of the file: no panic, and what is read can be asked.
    #[test]
    fn a_damaged_file_does_no_harm(at in any::<prop::sample::Index>(), byte in any::<u8>(), words in "[a-z长街江 ]{1,4}") {
        let mut bytes = index().write().unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(index) = Index::read(&bytes) {
            for item in index.search(&words, None, 10).into_iter().chain(index.children(None)) {
                prop_assert!(item.path.ends_with(&item.name));
            }
        }
    }

    /// Any table comes back from its file.
    #[test]
    fn any_table_survives(rows in prop::collection::btree_map(0_u32..400, ("[长江街道区ab（]{0,5}", "[a-z]{0,5}", any::<u16>()), 0..60)) {
        let code_of = |number: u32| {
            let (county, rest) = (number / 20 % 7, number % 20);
            DivisionCode::from_digits(120_101_000_000 + u64::from(county) * 1_000_000 + u64::from(rest) * 1_000)
        };
        let level = |number: u32| if number.is_multiple_of(20) { Level::County } else { Level::Township };
        let mut unique: std::collections::BTreeMap<DivisionCode, (Level, &str, &str, u16)> = Default::default();
        for (number, (name, initials, parent)) in &rows {
            unique.insert(code_of(*number), (level(*number), name, initials, *parent));
        }
        let divisions: Vec<Division<'_>> = unique.iter().map(|(code, (level, name, initials, parent))| Division {
            code: *code,
            level: *level,
            parent: (*level == Level::Township).then(|| code_of(u32::from(parent % 7) * 20)),
            name,
            initials,
        }).collect();
        let index = Index::new(&divisions).unwrap();
        prop_assert_eq!(Index::read(&index.write().unwrap()), Ok(index));
    }
}
