//! Text with a separator (RFC 4180 and what programs make of it): in UTF-8, in UTF-16 with its mark, or in GB18030, which
//! Excel writes in China.

use std::borrow::Cow;

use domain::sheet::columns::known;
use domain::sheet::columns::{Field, Heading};
use domain::sheet::{Cell, DaySystem};
use domain::values::cell::from_cell;
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16LE};

use crate::sheets::book::{Book, Filling, Grid, HEADING_ROWS};
use crate::sheets::fault::FileFault;

/// What may stand between cells; of equals the first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Reads it. The separator is the one by which the most headings are `fields`, or, where none is known, the most cells.
///
/// # Errors
/// [`FileFault::Encoding`], [`FileFault::TooBig`].
pub(in super::super) fn read(bytes: &[u8], fields: &[Field]) -> Result<Book, FileFault> {
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(FileFault::NoSheet);
    }
    let best = SEPARATORS.into_iter().rev().max_by_key(|&separator| headings(&text, separator, fields));
    let grid = grid(&text, best.unwrap_or(b','))?;
    Ok(Book { grids: vec![grid], system: DaySystem::Y1900 })
}

/// Headings that are known in the best of the first rows, and its cells.
fn headings(text: &str, separator: u8, fields: &[Field]) -> (usize, usize) {
    let first = records(text, separator).into_records().take(HEADING_ROWS).map_while(Result::ok);
    let count = |record: csv::StringRecord| {
        let lower = |cell: &str| Heading { upper: String::new(), lower: cell.to_owned() };
        let headings: Vec<Heading> = record.iter().take(crate::sheets::MAX_COLUMNS).map(lower).collect();
        (known(&headings, fields), headings.len())
    };
    first.map(count).max().unwrap_or_default()
}

fn records(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

fn grid(text: &str, separator: u8) -> Result<Grid, FileFault> {
    let (mut grid, mut filling, mut blank) = (Grid::default(), Filling::default(), 0);
    for (at, record) in records(text, separator).into_records().enumerate() {
        let record = record.map_err(|_| FileFault::Broken)?;
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        blank += blank_lines(text.as_bytes(), start);
        let number = u32::try_from(at + blank + 1).map_err(|_| FileFault::TooBig)?;
        for (column, cell) in record.iter().enumerate() {
            filling.put(&mut grid, number, column, Cell::text_of(from_cell(kept_as_text(cell))))?;
        }
    }
    Ok(grid)
}

/// `="0123"`: how some programs keep a number from being one. It is a text, and no formula.
fn kept_as_text(cell: &str) -> &str {
    let inner = cell.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(cell)
}

/// Blank lines where a record was looked for: the reader skips them, and people count them. A line break inside a cell makes
/// no row, in a spreadsheet neither.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let (before, rest) = text.split_at(start.min(text.len()));
    // The second half of the line end before it.
    let rest = if before.ends_with(b"\r") { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    let ends: Vec<u8> = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).copied().collect();
    let pairs = ends.windows(2).filter(|pair| *pair == b"\r\n").count();
    ends.len() - pairs
}

/// The text. Strict: half of a text in the wrong letters is worse than none.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, FileFault> {
    if let Some(bytes) = bytes.strip_prefix(b"\xff\xfe") {
        return strict(UTF_16LE, bytes).map(Cow::Owned);
    }
    if let Some(bytes) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return strict(UTF_8, bytes).map(Cow::Owned);
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => strict(GB18030, bytes).map(Cow::Owned),
    }
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, FileFault> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(FileFault::TooBig)?;
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        // What was read before the fault ends in its line, whatever ends lines there.
        _ => Err(FileFault::Encoding { line: 1 + text.replace("\r\n", "\n").matches(['\n', '\r']).count() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "姓名,备注\n王敏,\"一行,\n两行\"\n\n㐂,好\n";

    fn shown(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let book = read(bytes, &[]).unwrap();
        book.grids[0].rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::text).collect())).collect()
    }

    #[test]
    fn the_same_rows_come_of_every_encoding_and_every_end_of_a_line() {
        let (gb, ..) = GB18030.encode(TEXT);
        let with_mark = ["\u{feff}", TEXT].concat();
        let utf16: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let windows = TEXT.replace('\n', "\r\n").replace("一行,\r\n", "一行,\n");
        let old_mac = TEXT.replace('\n', "\r").replace("一行,\r", "一行,\n");
        let all = [TEXT.as_bytes(), with_mark.as_bytes(), &utf16, windows.as_bytes(), old_mac.as_bytes(), &gb];
        for bytes in all {
            let rows = shown(bytes);
            assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4]);
            assert_eq!(rows[1].1, ["王敏", "一行,\n两行"]);
            assert_eq!(rows[2].1, ["㐂", "好"]);
        }
        assert_eq!(read(b"a,b\0", &[]), Err(FileFault::NoSheet));
    }

    #[test]
    fn the_separator_is_the_one_of_the_headings() {
        let fields = [Field::new("a", "姓名", &[]), Field::new("b", "备注", &[])];
        for separator in [",", "\t", ";"] {
            let text = ["姓名", "备注"].join(separator) + "\n" + &["王敏", "\"a,b;c\""].join(separator);
            let book = read(text.as_bytes(), &fields).unwrap();
            assert_eq!(book.grids[0].rows[1].cell(1).text(), "a,b;c", "{separator:?}");
        }
        let book = read("名单，含a,b,c,d\n姓名;备注\n王敏;好".as_bytes(), &fields).unwrap();
        assert_eq!(book.grids[0].rows[2].cell(1).text(), "好");
    }

    #[test]
    fn a_cell_that_was_kept_from_being_a_formula_is_as_it_was() {
        let rows = shown("'=1+1,'abc,\"=\"\"0012\"\"\"".as_bytes());
        assert_eq!(rows[0].1, ["=1+1", "'abc", "0012"]);
    }
}
