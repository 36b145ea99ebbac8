//! The process that reads, as it sees it: what is expected comes first, in one line, then the file; the head of the sheet and
//! its rows go out, a JSON document a line.

use std::io::{self, BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};

use super::book::MAX_BYTES;
use super::expected::Expected;
use super::fault::FileFault;
use super::reading::read;
use super::sheet::{Head, Row};

/// Most rows of a portion.
const ROWS: usize = 500;

/// Characters after which a portion goes out, however few rows it has.
const CHARACTERS: usize = 256 * 1024;

/// What the process says, a line each.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Line {
    /// The file is refused; nothing follows.
    Fault(FileFault),
    /// How it was understood.
    Head(Box<Head>),
    /// Rows.
    Rows(Vec<Row>),
    /// Nothing follows.
    End,
}

/// Reads a file from `input` and writes what is in it.
///
/// # Errors
/// When the other side has gone, or speaks otherwise.
pub fn answer(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut expected = Vec::new();
    input.read_until(b'\n', &mut expected)?;
    let expected: Expected = serde_json::from_slice(&expected)?;
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let sheet = match read(&bytes, &expected) {
        Ok(sheet) => sheet,
        Err(fault) => return say(&mut output, &Line::Fault(fault)),
    };
    drop(bytes);
    say(&mut output, &Line::Head(Box::new(sheet.head)))?;
    let (mut portion, mut characters) = (Vec::new(), 0);
    for row in sheet.rows {
        characters += row.cells.iter().map(|cell| cell.text().len()).sum::<usize>();
        portion.push(row);
        if portion.len() == ROWS || characters > CHARACTERS {
            say(&mut output, &Line::Rows(std::mem::take(&mut portion)))?;
            characters = 0;
        }
    }
    say(&mut output, &Line::Rows(portion))?;
    say(&mut output, &Line::End)
}

fn say(output: &mut impl Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")?;
    output.flush()
}
