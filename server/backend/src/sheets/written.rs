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
    use super::super::open;
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
        let csv = write_csv(&sheet).unwrap();
        let lines = String::from_utf8(csv.clone()).unwrap();
        assert!(["甲,'+1", "甲,'@a", "甲,'-2"].iter().all(|line| lines.contains(line)), "{lines}");
        for file in [csv, write_workbook(&sheet).unwrap()] {
            let book = open(&file).unwrap();
            let rows = &book.grids[0].rows;
            let cells: Vec<String> = rows[1..6].iter().map(|row| row.cell(1).text()).collect();
            assert_eq!(cells, formulas);
            assert!(rows.last().unwrap().cell(0).text().contains("E-2026-7K3M-9QXD"));
        }
    }
}
