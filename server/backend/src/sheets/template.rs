//! An empty sheet with its headings. All cells are text, so that a number of eighteen digits keeps its last ones.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::error::{Error, Result};

/// Rows that are prepared as text.
const ROWS: u32 = 2_000;

/// A workbook with these headings in its first row, and one more sheet with what to know about each.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn template(name: &str, headings: &[(&str, &str)]) -> Result<Vec<u8>> {
    write(name, headings).map_err(|_| Error::internal("a template cannot be written"))
}

fn write(name: &str, headings: &[(&str, &str)]) -> std::result::Result<Vec<u8>, XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name)?;
    for (column, (heading, _)) in (0_u16..).zip(headings) {
        sheet.write_with_format(0, column, *heading, &bold)?.set_column_width(column, 22)?;
        for row in 1..=ROWS {
            sheet.write_blank(row, column, &text)?;
        }
    }
    let notes = book.add_worksheet().set_name("填写说明")?.set_column_width(1, 80)?;
    for (row, (heading, note)) in (0_u32..).zip(headings) {
        notes.write_with_format(row, 0, *heading, &bold)?.write(row, 1, *note)?;
    }
    book.save_to_buffer()
}
