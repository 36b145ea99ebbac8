//! What the picker and the checks are told; the whole index against a plain walk through the table.

use std::time::{Duration, Instant};

use super::*;
use crate::divisions::shipped::DivisionRow;

fn names(items: &[DivisionItem]) -> Vec<&str> {
    items.iter().map(|item| item.name.as_str()).collect()
}

#[test]
fn a_person_walks_from_the_province_to_the_village() {
    assert_eq!(children(None).unwrap().len(), 34);
    let districts = children(Some("120000")).unwrap();
    assert_eq!(districts.len(), 16);
    let nankai = districts.iter().find(|item| item.code == "120104").unwrap();
    assert_eq!((nankai.level.as_str(), nankai.has_children), ("county", true));
    let townships = children(Some("120104")).unwrap();
    assert_eq!(townships.len(), 12);
    assert!(townships[0].path.starts_with("天津市/南开区/"));
    assert!(!children(Some(&townships[0].code)).unwrap().is_empty());
    assert!(children(Some("nonsense")).unwrap().is_empty());
}

#[test]
fn a_name_or_its_initials_find_a_township() {
    for text in ["长虹街道", "chjd", "CHJD", "南开 长虹", "nkq chjd"] {
        let found = search(text, None, 20).unwrap();
        assert!(found.iter().any(|item| item.path == "天津市/南开区/长虹街道"), "{text}: {:?}", names(&found));
    }
    assert_eq!(search("南开区", None, 5).unwrap()[0].code, "120104");
    let inside = search("jd", Some("120104"), 50).unwrap();
    assert!(!inside.is_empty() && inside.iter().all(|item| item.code.starts_with("120104")));
    assert!(search("  ", None, 5).unwrap().is_empty());
}

#[test]
fn codes_are_known_as_deep_as_the_table_goes() {
    for code in ["120104", "120104001", "110101001", "120225"] {
        assert!(is_known(code).unwrap(), "{code}");
    }
    for code in ["120104999", "120199", "12010", "120104001999"] {
        assert!(!is_known(code).unwrap(), "{code}");
    }
}

#[test]
fn an_address_is_said_in_words() {
    assert_eq!(path("120104").unwrap(), "天津市/南开区");
    assert_eq!(name_in_words("120104").unwrap(), "天津市南开区");
    assert_eq!(name_in_words("999999").unwrap(), "999999");
}

/// What a search means, written without any index: every word against every name of the table.
fn plainly(rows: &[DivisionRow<'_>], words: &str, limit: usize) -> Vec<String> {
    let by_code: HashMap<DivisionCode, &DivisionRow<'_>> = rows.iter().map(|row| (row.code, row)).collect();
    let rank = |row: &DivisionRow<'_>, word: &str| {
        let whole = row.name == word || row.initials == word;
        let ranks = [whole, row.name.starts_with(word), row.initials.starts_with(word), row.name.contains(word)];
        ranks.iter().position(|fits| *fits)
    };
    let words = words.to_lowercase();
    let mut words: Vec<&str> = words.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    let Some(last) = words.pop() else { return Vec::new() };
    let mut found: Vec<(usize, Level, DivisionCode)> = Vec::new();
    for row in rows {
        let above = |row: &DivisionRow<'_>| row.parent.and_then(|code| by_code.get(&code).copied());
        let line: Vec<_> = std::iter::successors(above(row), |row| above(row)).collect();
        let narrowed = words.iter().all(|word| line.iter().any(|above| rank(above, word).is_some()));
        if let Some(rank) = rank(row, last).filter(|_| narrowed) {
            found.push((rank, row.level, row.code));
        }
    }
    found.sort_unstable();
    found.into_iter().take(limit).map(|(_, _, code)| code.to_string()).collect()
}

const QUERIES: [&str; 23] = [
    "长虹街道",
    "chjd",
    "CHJD",
    "南开 长虹",
    "nkq chjd",
    "j",
    "z",
    "镇",
    "街道",
    "天津",
    "二",
    "第一",
    "广东/东莞/长安",
    "gd a",
    "十里堡镇",
    "（",
    "a区",
    "甸）",
    // What makes a search work hardest: a last word that thousands of names have, and words above that few or none fit.
    "市 区 街道",
    "省 市 县 镇",
    "zzzz 街道",
    "区 区 区 区 zzzz 街道",
    "s s s s z z",
];

#[test]
fn the_index_finds_what_a_plain_walk_finds() {
    let table = load_table().unwrap();
    let present: Vec<_> = table.rows().map(Result::unwrap).filter(|row| row.valid_to.is_none()).collect();
    for words in QUERIES {
        let found: Vec<String> = search(words, None, 20).unwrap().into_iter().map(|item| item.code).collect();
        assert_eq!(found, plainly(&present, words, 20), "{words}");
    }
    let index = index().unwrap();
    assert_eq!(index.count(), present.len());
    for row in present {
        let item = index.item(row.code).unwrap();
        assert_eq!((item.name.as_str(), item.level.as_str()), (row.name, row.level.name()));
    }
}

#[test]
fn the_file_holds_the_whole_index_in_little() {
    let packed = packed().unwrap();
    println!("{} bytes, {} compressed", packed.plain.len(), packed.gzip.len());
    assert_eq!(Index::read(&packed.plain).as_ref(), Ok(index().unwrap()));
    assert!(packed.gzip.len() < 230_000, "{}", packed.gzip.len());
}

/// Many times what a phone may take: a build for tests on a busy machine is slower than a phone's release.
#[test]
fn reading_and_searching_are_quick() {
    let bytes = &packed().unwrap().plain;
    let begun = Instant::now();
    let index = Index::read(bytes).unwrap();
    println!("read: {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    for words in QUERIES {
        let begun = Instant::now();
        let _ = index.search(words, None, 8);
        println!("{words}: {:?}", begun.elapsed());
        assert!(begun.elapsed() < Duration::from_millis(500), "{words}: {:?}", begun.elapsed());
    }
}
