//! Workbooks (`.xlsx`, ISO/IEC 29500), cell by cell: nothing is held that a cell is not.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata, open_workbook_from_rs};
use domain::sheet::{Cell, DaySystem};

use super::{survey, value};
use crate::sheets::book::{Book, Filling, Grid};
use crate::sheets::fault::FileFault;

/// Reads all its sheets.
///
/// # Errors
/// [`FileFault::Broken`], [`FileFault::TooBig`].
pub(in super::super) fn read(bytes: &[u8]) -> Result<Book, FileFault> {
    let mut surveys = survey::of(bytes)?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    let system = if book.has_1904_epoch() { DaySystem::Y1904 } else { DaySystem::Y1900 };
    let (mut grids, mut filling) = (Vec::new(), Filling::default());
    for sheet in book.sheets_metadata().to_owned() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid = Grid { name: sheet.name, hidden, ..Grid::default() };
        fill(&mut book, &mut grid, &mut filling, system)?;
        if let Some(survey) = surveys.remove(&grid.name) {
            for row in &mut grid.rows {
                row.hidden = survey.hidden.contains(&row.number);
            }
            grid.merges = survey.merges;
        }
        grids.push(grid);
    }
    Ok(Book { grids, system })
}

fn fill(
    book: &mut Xlsx<Cursor<&[u8]>>,
    grid: &mut Grid,
    filling: &mut Filling,
    system: DaySystem,
) -> Result<(), FileFault> {
    let mut cells = book.worksheet_cells_reader(&grid.name).map_err(|_| FileFault::Broken)?;
    // Shared formulas that look into another file: the cells that share one name it by its number.
    let mut outside = HashSet::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| FileFault::Broken)? {
        let looks_outside = match &cell.formula {
            Some(XlsxFormulaMetadata::Normal { formula }) => is_outside(formula),
            Some(XlsxFormulaMetadata::Shared { shared_index, formula, .. }) => {
                let looks = is_outside(formula);
                if looks {
                    outside.insert(*shared_index);
                }
                looks
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => outside.contains(shared_index),
            _ => false,
        };
        let (row, column) = cell.pos;
        let read = match looks_outside {
            true => Cell::Formula,
            false => value::cell(cell.value, cell.formula.is_some(), system),
        };
        filling.put(grid, row.saturating_add(1), column as usize, read)?;
    }
    Ok(())
}

/// Whether a formula names another file: `[1]名单!A1` (ISO/IEC 29500-1, 18.17.2.3). In `表1[姓名]` the bracket follows a name.
fn is_outside(formula: &str) -> bool {
    formula.match_indices('[').any(|(at, _)| {
        let after_name = formula[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ']' | '['));
        let (file, rest) = formula[at + 1..].split_once(']').unwrap_or_default();
        let names_a_place = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '!'));
        let is_number = !file.is_empty() && file.bytes().all(|byte| byte.is_ascii_digit());
        // Programs that keep no list of other files write the name.
        !after_name && names_a_place && (is_number || file.to_ascii_lowercase().contains(".xls"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_that_names_another_file_is_told_from_one_that_names_a_table() {
        for formula in
            ["[1]名单!A1", "VLOOKUP(A2,'[2]一 年级'!A:B,2,0)", "SUM([12]Sheet1!A1)", "'[名单.xlsx]一年级'!A4"]
        {
            assert!(is_outside(formula), "{formula}");
        }
        for formula in
            ["A1", "VLOOKUP(A2,名单!A:B,2,0)", "表1[姓名]", "表1[[#This Row],[2015]]", "表1[2015]", "\"[甲]\""]
        {
            assert!(!is_outside(formula), "{formula}");
        }
    }
}
