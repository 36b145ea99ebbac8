//! A sheet that leaves the register: text in every cell, nothing that a spreadsheet program would compute, and the words at
//! its end on every printed page too.

use domain::values::cell::to_cell;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::error::{Error, Result};

/// The mark by which spreadsheet programs know UTF-8.
const MARK: &str = "\u{feff}";

/// What is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Name of the sheet.
    pub name: &'static str,
    /// The first row.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// What stands below them, and at the foot of each printed page.
    pub footer: String,
}

/// As a workbook (ISO/IEC 29500).
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn write_workbook(sheet: &Written) -> Result<Vec<u8>> {
    workbook(sheet).map_err(|_| Error::internal("a workbook cannot be written"))
}

fn workbook(written: &Written) -> std::result::Result<Vec<u8>, XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(written.name)?;
    sheet.set_landscape().set_footer(printed(&written.footer)).set_repeat_rows(0, 0)?;
    for (column, heading) in (0_u16..).zip(&written.headings) {
        sheet.write_with_format(0, column, heading.as_str(), &bold)?.set_column_width(column, 18)?;
    }
    let mut next = 1;
    for row in &written.rows {
        for (column, cell) in (0_u16..).zip(row) {
            // As text, so that a number of eighteen digits keeps its last ones.
            sheet.write_string_with_format(next, column, to_cell(cell), &text)?;
        }
        next += 1;
    }
    sheet.write_string(next + 1, 0, &written.footer)?;
    book.save_to_buffer()
}

/// The words at the foot of a printed page: `&` begins a command there, and 255 characters are all.
fn printed(words: &str) -> String {
    let words: String = words.replace('&', "&&").chars().take(200).collect();
    format!("&L&8{words}&R&8&P/&N")
}

/// As a table of text (RFC 4180), in UTF-8 with its mark.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn write_csv(sheet: &Written) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    for row in std::iter::once(&sheet.headings).chain(&sheet.rows) {
        let cells = row.iter().map(|cell| to_cell(cell).into_owned());
        writer.write_record(cells).map_err(anyhow::Error::new)?;
    }
    writer.write_record([&sheet.footer]).map_err(anyhow::Error::new)?;
    Ok(writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?)
}

#[cfg(test)]
mod tests {
    use domain::values::cell::from_cell;

    use super::super::{text, workbook as read_workbook};
    use super::*;

    /// T-76: a formula leaves as text with an apostrophe before it, in both kinds of file, and comes back as it was.
    #[test]
    fn t_76_no_cell_of_a_sheet_is_a_formula_and_each_reads_back() {
        let formulas = ["=HYPERLINK(\"x\")", "+1", "@a", "-2", "王小明"];
        let sheet = Written {
            name: "登记",
            headings: vec!["姓名".into(), "备注".into()],
            rows: formulas.iter().map(|one| vec!["甲".into(), (*one).into()]).collect(),
            footer: "导出编号 E-2026-7K3M-9QXD　R&D".into(),
        };
        for table in [
            text::read(&write_csv(&sheet).unwrap()).unwrap(),
            read_workbook::read(&write_workbook(&sheet).unwrap()).unwrap(),
        ] {
            let cells: Vec<&str> = table.rows[1..6].iter().map(|row| row.cells[1].as_str()).collect();
            assert_eq!(cells[..4], ["'=HYPERLINK(\"x\")", "'+1", "'@a", "'-2"]);
            assert_eq!(cells.into_iter().map(from_cell).collect::<Vec<_>>(), formulas);
            assert!(table.rows.last().unwrap().cells[0].contains("E-2026-7K3M-9QXD"));
        }
    }
}
