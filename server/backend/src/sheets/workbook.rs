//! Workbooks (`.xlsx`, ISO/IEC 29500): a zip archive of parts. The parts are counted here; what is inside them is read by
//! [`read`], which only the process that may die for it calls.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use zip::ZipArchive;

use super::table::{Fault, Table};

/// How a zip archive begins.
pub(super) const BEGINS: &[u8] = b"PK\x03\x04";

/// Most parts of a workbook.
const MAX_PARTS: usize = 64;

/// Most bytes of all parts, as the archive declares them.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;

/// Looks at the list of parts, before anything is unpacked.
///
/// # Errors
/// [`Fault::Unreadable`], [`Fault::TooMany`].
pub(super) fn count(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(Fault::TooMany);
    }
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Fault::Unreadable)?;
        unpacked = unpacked.saturating_add(part.size());
    }
    if unpacked > MAX_UNPACKED { Err(Fault::TooMany) } else { Ok(()) }
}

/// The rows of the first sheet.
///
/// # Errors
/// [`Fault::Unreadable`], [`Fault::TooMany`].
pub fn read(bytes: &[u8]) -> Result<Table, Fault> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Fault::Unreadable)?;
    let range = book.worksheet_range_at(0).ok_or(Fault::Unreadable)?.map_err(|_| Fault::Unreadable)?;
    let first = range.start().map_or(0, |(row, _)| row as usize);
    Table::of(range.rows().enumerate().map(|(at, row)| (first + at + 1, row.iter().map(text).collect())))
}

/// A cell as somebody would type it. A number of more than fifteen digits has lost the last ones in the file: it is written
/// so that nobody takes it for one.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.abs() >= 1e15 => format!("{number:e}"),
        Data::Float(number) => number.to_string(),
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
