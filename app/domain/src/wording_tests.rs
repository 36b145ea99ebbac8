//! Every sentence of the program, read from its sources: one word for one thing, and no spaces where a style sheet
//! sets them.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders with words for people.
const SOURCES: [&str; 4] = ["src", "../src", "../../server/src", "../../server/backend/src"];

/// Words that are not said any more, with the one that is.
const SAID_OTHERWISE: [(&str, &str); 13] = [
    ("街道（乡镇）", "乡镇（街道）"),
    ("社区（村）", "村（社区）"),
    ("区县民政", "区民政局"),
    ("上报", "上传，或上传全国系统"),
    ("受理编号", "登记编号"),
    ("已受理", "已接收"),
    ("审核人", "工作人员"),
    ("核定", "认定"),
    ("家庭申报", "自主申报"),
    ("委托照护人", "受委托监护人"),
    ("这台手机", "这部手机"),
    ("开锁口令", "童册口令"),
    ("锁屏离开", "锁上童册"),
];

/// What begins so is English, or a name that keeps its space.
const ENGLISH: [&str; 2] = ["童册 Tongce", "Register of China"];

/// The string literals of a Rust source, without those of its tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let (mut found, mut rest) = (Vec::new(), source.chars().peekable());
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => drop(rest.by_ref().find(|&c| c == '\n')),
            '\'' if rest.peek() == Some(&'"') => drop(rest.next()),
            '"' => {
                let mut literal = String::new();
                while let Some(c) = rest.next().filter(|&c| c != '"') {
                    match (c, rest.peek()) {
                        ('\\', Some('\n')) => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                        ('\\', Some(_)) => literal.extend(rest.next()),
                        _ => literal.push(c),
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            files(&path, found);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Every literal in the sources with the file that holds it.
fn sentences() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    SOURCES.iter().for_each(|folder| files(&root.join(folder), &mut paths));
    let read = |path: PathBuf| {
        let said = literals(&fs::read_to_string(&path).unwrap());
        said.into_iter().map(move |said| (path.clone(), said))
    };
    paths.into_iter().flat_map(read).collect()
}

fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{9fff}' | '，' | '。' | '、' | '：' | '；' | '（' | '）' | '“' | '”' | '？' | '《' | '》'
    )
}

/// A space between a Chinese character and a letter, a digit or a value to be put in.
fn is_spaced(said: &str) -> bool {
    let letters: Vec<char> = said.chars().collect();
    letters.windows(3).any(|three| {
        let [before, ' ', after] = three else { return false };
        let put_in = |c: char, brace: char| c.is_ascii_alphanumeric() || c == brace;
        (is_chinese(*before) && put_in(*after, '{')) || (put_in(*before, '}') && is_chinese(*after))
    })
}

#[test]
fn no_space_stands_between_a_chinese_character_and_a_digit_or_letter() {
    let english = |said: &str| ENGLISH.iter().any(|begin| said.starts_with(begin));
    let spaced: Vec<_> = sentences().into_iter().filter(|(_, said)| is_spaced(said) && !english(said)).collect();
    assert_eq!(spaced, []);
}

#[test]
fn one_thing_has_one_name() {
    let wrong: Vec<_> = sentences()
        .into_iter()
        .filter_map(|(path, said)| {
            let (_, better) = SAID_OTHERWISE.iter().find(|(word, _)| said.contains(word))?;
            Some((path, said, *better))
        })
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn sentences_are_found_where_they_stand_and_only_there() {
    let source =
        "// \"一 1\"\nlet c = '\"'; f(\"二 \\\"2\\\" \\\n    三\", \"四\"); #[cfg(test)]\nmod tests { \"五\" }";
    assert_eq!(literals(source), ["二 \"2\" 三", "四"]);
    assert!(is_spaced("满 16周岁") && is_spaced("共 {all}个") && is_spaced("{at} 步") && !is_spaced("第{at}步 共"));
    assert!(sentences().len() > 2_000, "the sources are read");
}
