//! CSV (RFC 4180) in UTF-8, with or without a mark at its beginning, or in GB18030, which Excel writes in China.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::table::{Fault, Table};

/// Reads it.
///
/// # Errors
/// [`Fault::Encoding`], [`Fault::Unreadable`], [`Fault::TooMany`].
pub(super) fn read(bytes: &[u8]) -> Result<Table, Fault> {
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(Fault::Unreadable);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut blank) = (Vec::new(), 0);
    for record in reader.records() {
        let record = record.map_err(|_| Fault::Unreadable)?;
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        blank += blank_lines(text.as_bytes(), start);
        rows.push((rows.len() + blank + 1, record.iter().map(str::to_owned).collect()));
    }
    Table::of(rows)
}

/// Blank lines where a record was looked for: the reader skips them, and people count them. A line break inside a cell makes
/// no row, in a spreadsheet neither.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let (before, rest) = text.split_at(start.min(text.len()));
    // The second half of the line end before it.
    let rest = if before.ends_with(b"\r") { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count()
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        // Strict: half of a text in the wrong letters is worse than none.
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Fault::Encoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "姓名,备注\n王敏,\"一行,\n两行\"\n\n㐂,好\n";

    #[test]
    fn the_same_rows_come_of_every_encoding() {
        let (gb, ..) = GB18030.encode(TEXT);
        let with_mark = ["\u{feff}", TEXT].concat();
        let windows = TEXT.replace('\n', "\r\n").replace("一行,\r\n", "一行,\n");
        for bytes in [TEXT.as_bytes(), with_mark.as_bytes(), windows.as_bytes(), &gb] {
            let rows = read(bytes).unwrap().rows;
            let shown: Vec<(usize, &str)> = rows.iter().map(|row| (row.number, row.cells[0].as_str())).collect();
            assert_eq!(shown, [(1, "姓名"), (2, "王敏"), (4, "㐂")]);
            assert_eq!(rows[1].cells[1], "一行,\n两行");
        }
        assert_eq!(read(b"\xff\xff\xff"), Err(Fault::Encoding));
        assert_eq!(read(b"a,b\0"), Err(Fault::Unreadable));
    }

    #[test]
    fn a_sheet_without_end_is_refused() {
        assert_eq!(read(",\n".repeat(100_001).as_bytes()), Err(Fault::TooMany));
    }
}
