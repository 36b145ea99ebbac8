//! Two hundred files that are broken, or made to harm.

use std::io::{Cursor, Read as _, Write as _};
use std::time::{Duration, Instant};

use backend::sheets::FileFault;
use zip::write::SimpleFileOptions;

use super::{file, forget_peak, peak, read};

/// A second of a program that was built to be fast. A debug build starts and parses many times slower.
const SOON: Duration = if cfg!(debug_assertions) { Duration::from_secs(15) } else { Duration::from_secs(1) };

/// What the server may hold for one of them.
const MEMORY: u64 = 64 * 1024 * 1024;

/// Numbers that look random and are the same each time (Numerical Recipes' generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// The files, made one after another so that none is held beside another.
fn make(at: usize) -> (String, Vec<u8>) {
    let mut chance = Chance(at as u64);
    let samples = [
        "list.xlsx",
        "title-merged.xlsx",
        "formulas.xlsx",
        "hidden-rows.xlsx",
        "list.xls",
        "list.xls",
        "list-gb18030.csv",
    ];
    let name = samples[at % samples.len()];
    let mut bytes = file(name);
    match at {
        0..60 => {
            for _ in 0..=chance.below(20) {
                let place = chance.below(bytes.len());
                bytes[place] ^= 1 << chance.below(8);
            }
            (format!("{name} with flipped bits"), bytes)
        }
        60..100 => {
            bytes.truncate(chance.below(bytes.len()));
            (format!("{name} cut to {} bytes", bytes.len()), bytes)
        }
        100..130 => {
            let (from, to, length) = (chance.below(bytes.len()), chance.below(bytes.len()), chance.below(200));
            let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
            bytes.splice(to..to, piece);
            (format!("{name} with a piece of it twice"), bytes)
        }
        130..150 => (
            format!("a list of {at} random kilobytes"),
            (0..at * 1024).map(|_| u8::try_from(chance.below(256)).unwrap()).collect(),
        ),
        150..170 => {
            let part = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"][at % 4];
            let damage = |text: &str| {
                let cut = chance.below(text.len());
                text.chars().take(cut).collect::<String>() + &text.chars().rev().take(100).collect::<String>()
            };
            (format!("a damaged {part}"), with_part(&file("title-merged.xlsx"), part, damage))
        }
        _ => harm(at - 170),
    }
}

/// Thirty that were thought of.
fn harm(at: usize) -> (String, Vec<u8>) {
    let whole = file("title-merged.xlsx");
    let sheet = |name: &str, change: &dyn Fn(&str) -> String| {
        (name.to_owned(), with_part(&whole, "xl/worksheets/sheet1.xml", change))
    };
    let strings = |name: &str, change: &dyn Fn(&str) -> String| {
        (name.to_owned(), with_part(&whole, "xl/sharedStrings.xml", change))
    };
    let many = 10_usize.pow(u32::try_from(2 + at % 4).unwrap());
    match at % 10 {
        0 => strings("a count of a million million", &|text| {
            text.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1)
        }),
        1 => sheet("a dimension of all rows", &|text| {
            text.replacen("<dimension ref=\"", "<dimension ref=\"A1:XFD1048576\" x=\"", 1)
        }),
        2 => sheet("rows that run backward", &|text| {
            text.replacen("r=\"5\"", "r=\"1\"", 1).replacen("r=\"6\"", "r=\"4294967295\"", 1)
        }),
        3 => sheet("a cell beyond all columns", &|text| text.replacen("r=\"A5\"", "r=\"ZZZZ5\"", 1)),
        4 => sheet("merged cells over everything", &|text| {
            text.replacen("<mergeCell ", &"<mergeCell ref=\"A1:XFD1048576\"/>".repeat(many), 1).replacen(
                "/>ref",
                "/><mergeCell ref",
                1,
            )
        }),
        5 => strings("an entity in an entity", &|text| {
            let (head, rest) = text.split_once("?>").unwrap();
            let doubled: String = (1..30).map(|at| format!("<!ENTITY e{at} \"&e{};&e{};\">", at - 1, at - 1)).collect();
            format!("{head}?><!DOCTYPE sst [<!ENTITY e0 \"a\">{doubled}]>{}", rest.replacen("王示一", "&e29;", 1))
        }),
        6 => sheet("elements in elements", &|text| {
            text.replacen("<sheetData>", &["<sheetData>", &"<a>".repeat(many)].concat(), 1)
        }),
        7 => ("a bomb".to_owned(), bomb(&whole, many * 100)),
        8 => sheet("a row twice, each with all columns", &|text| {
            let cells: String = (0..many).map(|at| format!("<c r=\"A{at}\"><v>1</v></c>")).collect();
            text.replacen(
                "</sheetData>",
                &format!("<row r=\"9\">{cells}</row><row r=\"9\">{cells}</row></sheetData>"),
                1,
            )
        }),
        _ => ("a text that is one quote".to_owned(), ["姓名,证号\n\"", &"王,\n".repeat(many)].concat().into_bytes()),
    }
}

fn bomb(whole: &[u8], kilobytes: usize) -> Vec<u8> {
    let mut made = zip::ZipWriter::new_append(Cursor::new(whole.to_vec())).unwrap();
    made.start_file("xl/media/image1.png", SimpleFileOptions::default()).unwrap();
    let kilobyte = [b' '; 1024];
    (0..kilobytes.min(20_000)).for_each(|_| made.write_all(&kilobyte).unwrap());
    made.finish().unwrap().into_inner()
}

/// The workbook with one of its parts changed.
fn with_part(whole: &[u8], changed: &str, mut change: impl FnMut(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == changed {
            bytes = change(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        made.start_file(name, SimpleFileOptions::default()).unwrap();
        made.write_all(&bytes).unwrap();
    }
    made.finish().unwrap().into_inner()
}

/// Issue 16: each is read or refused with a code, soon, and in little memory of the server's own.
#[tokio::test]
async fn two_hundred_hostile_sheets_are_read_or_refused_within_the_limits() {
    let _alone = super::ALONE.lock().await;
    let (mut refused, mut slowest) = (0, Duration::ZERO);
    for at in 0..200 {
        let (name, bytes) = make(at);
        forget_peak();
        let (before, begun) = (peak(), Instant::now());
        let result = read(bytes).await;
        let (took, grew) = (begun.elapsed(), peak().saturating_sub(before));
        assert!(took < SOON && grew < MEMORY, "{at} {name}: {result:?} in {took:?} and {grew} bytes");
        assert_ne!(result, Err(FileFault::Busy), "{at} {name}");
        if let Err(fault) = result {
            refused += 1;
            assert!(!fault.message().is_empty() && !fault.code().is_empty());
        }
        slowest = slowest.max(took);
    }
    assert!((50..200).contains(&refused), "{refused} of them are refused, the slowest after {slowest:?}");
    assert_eq!(read(file("list.xlsx")).await, Ok(3), "and the next honest one is read");
}
