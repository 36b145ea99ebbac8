//! Workbooks of before 2007 (`.xls`, BIFF8).

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xls, open_workbook_from_rs};
use domain::sheet::DaySystem;

use super::{records, value};
use crate::sheets::book::{Book, Filling, Grid, MAX_COLUMNS, Region};
use crate::sheets::fault::FileFault;

/// Reads all its sheets. Whether a formula looks into another file is not told by this format's reader; its stored result is
/// used.
///
/// # Errors
/// [`FileFault::Broken`], [`FileFault::TooBig`].
pub(in super::super) fn read(bytes: &[u8]) -> Result<Book, FileFault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    let stream = records::workbook(&mut file)?.ok_or(FileFault::OtherProgram)?;
    let hidden = records::hidden_rows(&stream);
    let mut book: Xls<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    let system = if book.has_1904_epoch() { DaySystem::Y1904 } else { DaySystem::Y1900 };
    let (mut grids, mut filling) = (Vec::new(), Filling::default());
    for (at, sheet) in book.sheets_metadata().to_owned().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let values = book.worksheet_range(&sheet.name).map_err(|_| FileFault::Broken)?;
        let formulas = book.worksheet_formula(&sheet.name).map_err(|_| FileFault::Broken)?;
        let merges = book.merge_cells_by_sheet_name(&sheet.name).map_err(|_| FileFault::Broken)?;
        let mut grid = Grid { name: sheet.name, hidden: sheet.visible != SheetVisible::Visible, ..Grid::default() };
        let (top, left) = values.start().unwrap_or_default();
        for (row, cells) in (top..).zip(values.rows()) {
            for (column, cell) in (left..).zip(cells) {
                let formula = formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
                let cell = value::cell(borrowed(cell), formula, system);
                filling.put(&mut grid, row + 1, column as usize, cell)?;
            }
        }
        for row in &mut grid.rows {
            row.hidden = hidden.get(at).is_some_and(|hidden| hidden.contains(&row.number));
        }
        grid.merges = merges.into_iter().filter_map(region).collect();
        grids.push(grid);
    }
    Ok(Book { grids, system })
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(at) => DataRef::DateTime(*at),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}

fn region(Dimensions { start, end }: Dimensions) -> Option<Region> {
    let (left, right) = (start.1 as usize, (end.1 as usize).min(MAX_COLUMNS - 1));
    (start != end && start.0 <= end.0 && left <= right)
        .then(|| Region { rows: start.0 + 1..=end.0 + 1, columns: left..=right })
}
