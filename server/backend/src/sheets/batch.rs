//! A sheet that goes out to be answered (county B.5): who is asked about stands locked and grey, what is asked has its list of
//! values, and a hidden sheet says which batch it is.

use domain::values::cell::to_cell;
use encoding_rs::GB18030;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatBorder, Formula, Workbook, XlsxError};

use crate::error::{Error, Result};

/// A column.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its heading.
    pub heading: String,
    /// It says who is meant, and nobody changes it.
    pub identifies: bool,
    /// Values that may be chosen, with what each means; none where something is written.
    pub options: Vec<(String, String)>,
}

/// A sheet that goes out to be answered.
#[derive(Clone, Debug)]
pub struct Batch {
    /// County, department, batch, deadline and purpose, above everything.
    pub title: String,
    /// How it is filled in, below the title.
    pub legend: String,
    /// The columns, from the left.
    pub columns: Vec<Asked>,
    /// The rows: a text each column; those behind the last are empty.
    pub rows: Vec<Vec<String>>,
    /// Batch, version, rows, checksum, issued by and at, watermark number: label and value.
    pub info: Vec<(String, String)>,
}

/// Rows above the first row of data: title, legend, headings.
const HEAD: u32 = 3;

/// As a workbook: `填写`, `代码`, and the hidden `信息`.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn batch_workbook(batch: &Batch) -> Result<Vec<u8>> {
    workbook(batch).map_err(|_| Error::internal("a workbook cannot be written"))
}

fn workbook(batch: &Batch) -> std::result::Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_bold();
    let grey = text.clone().set_background_color(Color::RGB(0x00E7_E6E6)).set_border(FormatBorder::Hair);
    let open = text.clone().set_unlocked().set_border(FormatBorder::Hair);
    let last = u16::try_from(batch.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let end = HEAD + u32::try_from(batch.rows.len()).unwrap_or(u32::MAX).max(1) - 1;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("填写")?;
    for (row, words) in [(0, &batch.title), (1, &batch.legend)] {
        match last {
            0 => sheet.write_with_format(row, 0, words, &bold)?,
            _ => sheet.merge_range(row, 0, row, last, words, &bold)?,
        };
    }
    for (at, column) in (0_u16..).zip(&batch.columns) {
        sheet.write_with_format(HEAD - 1, at, &column.heading, &bold)?.set_column_width(at, 18)?;
        if !column.options.is_empty() {
            // Of any length: the list is the column of the other sheet.
            let (letter, most) = (letters(at), column.options.len() + 1);
            let list = Formula::new(format!("=代码!${letter}$2:${letter}${most}"));
            sheet.add_data_validation(HEAD, at, end, at, &DataValidation::new().allow_list_formula(list))?;
        }
    }
    for (row, cells) in (HEAD..).zip(&batch.rows) {
        for (at, column) in (0_u16..).zip(&batch.columns) {
            let cell = cells.get(usize::from(at)).map_or("", String::as_str);
            let format = if column.identifies { &grey } else { &open };
            match cell {
                "" => sheet.write_blank(row, at, format)?,
                // A text cell computes nothing, whatever it begins with.
                cell => sheet.write_string_with_format(row, at, cell, format)?,
            };
        }
    }
    sheet.protect().set_freeze_panes(HEAD, 0)?.set_landscape().set_repeat_rows(HEAD - 1, HEAD - 1)?;
    let codes = book.add_worksheet().set_name("代码")?;
    for (at, column) in (0_u16..).zip(&batch.columns).filter(|(_, column)| !column.options.is_empty()) {
        codes.write_with_format(0, at, &column.heading, &bold)?.set_column_width(at, 24)?;
        for (row, (value, meaning)) in (1..).zip(&column.options) {
            codes.write_string_with_format(row, at, value, &text)?;
            if !meaning.is_empty() {
                codes.insert_note(row, at, &rust_xlsxwriter::Note::new(meaning).add_author_prefix(false))?;
            }
        }
    }
    let info = book.add_worksheet().set_name("信息")?.set_hidden(true);
    for (row, (label, value)) in (0..).zip(&batch.info) {
        info.write_string_with_format(row, 0, label, &bold)?.write_string_with_format(row, 1, value, &text)?;
    }
    book.save_to_buffer()
}

/// The letters of a column; the first is A.
fn letters(column: u16) -> String {
    let (mut rest, mut letters) = (u32::from(column) + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// As text (RFC 4180) in UTF-8 with its mark: headings in the first line, no title.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn batch_csv(batch: &Batch) -> Result<Vec<u8>> {
    Ok([b"\xef\xbb\xbf".as_slice(), text(batch)?.as_bytes()].concat())
}

/// The same in GB18030, for programs that read nothing else.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written.
pub fn batch_gb18030(batch: &Batch) -> Result<Vec<u8>> {
    Ok(GB18030.encode(&text(batch)?).0.into_owned())
}

fn text(batch: &Batch) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let headings: Vec<&str> = batch.columns.iter().map(|column| column.heading.as_str()).collect();
    writer.write_record(&headings).map_err(anyhow::Error::new)?;
    for row in &batch.rows {
        let cell = |at: usize| to_cell(row.get(at).map_or("", String::as_str)).into_owned();
        writer.write_record((0..headings.len()).map(cell)).map_err(anyhow::Error::new)?;
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes).map_err(anyhow::Error::new)?)
}
