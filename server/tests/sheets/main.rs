//! The process that reads sheets, against files that mean harm.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod hostile;
mod large;

use std::path::Path;

use backend::sheets::{Expected, FileFault, Reader, Row};

/// Memory is that of the whole process, so one test measures it at a time.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The reader of the program that is built.
fn reader() -> Reader {
    Reader::at(env!("CARGO_BIN_EXE_tongce").into())
}

/// The bytes of a sample.
fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/sheets");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Reads a file to its end, a portion at a time.
async fn read(bytes: Vec<u8>) -> Result<usize, FileFault> {
    let mut reading = reader().open(bytes, &Expected::list()).await?;
    let mut rows = 0;
    while let Some(portion) = reading.next().await? {
        rows += portion.iter().map(|row: &Row| usize::from(!row.cells.is_empty())).sum::<usize>();
    }
    assert_eq!(rows, reading.head.rows);
    Ok(rows)
}

/// The most memory that this process held since [`forget_peak`], in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// Lets the peak begin at what is held now.
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}
