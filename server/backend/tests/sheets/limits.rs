//! What is too big is refused, and soon.

use std::io::{Cursor, Write as _};
use std::time::Instant;

use backend::sheets::{FileFault, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, open};
use zip::write::SimpleFileOptions;

use super::file;

/// A second of a program that was built to be fast; a debug build takes longer for the same.
const SOON: f64 = if cfg!(debug_assertions) { 10.0 } else { 1.0 };

fn too_big(what: &str, bytes: &[u8]) {
    let begun = Instant::now();
    assert_eq!(open(bytes).unwrap_err(), FileFault::TooBig, "{what}");
    let took = begun.elapsed().as_secs_f64();
    assert!(took < SOON, "{what}: {took} s");
}

#[test]
fn a_file_with_too_many_bytes_rows_columns_or_characters_is_refused() {
    too_big("bytes", &vec![b','; MAX_BYTES + 1]);
    too_big("rows", "a,b\n".repeat(MAX_ROWS + 11).as_bytes());
    too_big(
        "columns",
        [&b","[..]; MAX_COLUMNS].concat().iter().copied().chain(*b"a\n").collect::<Vec<u8>>().as_slice(),
    );
    too_big("a quote without an end", format!("a,\"{}", "b\n".repeat(20_000)).as_bytes());
    assert!(open("a,b\n".repeat(1_000).as_bytes()).is_ok());
    assert!(open([&b"a"[..], &[b','; 300], b"\nb"].concat().as_slice()).is_ok(), "empty columns are none");
}

/// Zeros that pack to a thousandth, told truly and falsely.
#[test]
fn a_workbook_that_unpacks_to_a_hundred_times_its_size_is_refused() {
    let bomb = with_part(&file("list.xlsx"), &vec![b' '; 8 * 1024 * 1024]);
    too_big("a bomb", &bomb);
    let mut liar = bomb.clone();
    // The size in the list of parts and before the part: 8 MiB become 8 KiB.
    let size = (8_u32 * 1024 * 1024).to_le_bytes();
    let places: Vec<usize> = liar.windows(4).enumerate().filter(|(_, at)| *at == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        liar[at..at + 4].copy_from_slice(&8_192_u32.to_le_bytes());
    }
    let begun = Instant::now();
    assert!(matches!(open(&liar), Err(FileFault::TooBig | FileFault::Broken)));
    assert!(begun.elapsed().as_secs_f64() < SOON);
}

#[test]
fn a_workbook_of_thousands_of_parts_is_refused() {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..1_001 {
        made.start_file(format!("{at}"), SimpleFileOptions::default()).unwrap();
    }
    too_big("parts", &made.finish().unwrap().into_inner());
}

fn with_part(whole: &[u8], content: &[u8]) -> Vec<u8> {
    let mut made = zip::ZipWriter::new_append(Cursor::new(whole.to_vec())).unwrap();
    made.start_file("xl/media/image1.png", SimpleFileOptions::default()).unwrap();
    made.write_all(content).unwrap();
    made.finish().unwrap().into_inner()
}
