//! What every kind of file becomes: grids of cells with their places, within the limits.

use std::ops::RangeInclusive;

use domain::sheet::{Cell, DaySystem};

use super::fault::FileFault;

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Most rows that hold something, title and headings beside.
pub const MAX_ROWS: usize = 200_000;

/// Most columns.
pub const MAX_COLUMNS: usize = 200;

/// Most bytes of all parts of a workbook, unpacked: what is left of a file that keeps to the other limits.
pub const MAX_UNPACKED: u64 = 320 * 1024 * 1024;

/// How many times its packed size a workbook may be unpacked.
pub(super) const MAX_UNPACKED_TIMES: u64 = 100;

/// Most parts of a workbook.
pub(super) const MAX_PARTS: usize = 1_000;

/// Rows in which the headings are looked for.
pub(super) const HEADING_ROWS: usize = 10;

/// Most characters of a cell: what spreadsheet programs keep. More is a quote that never ends.
const MAX_CELL: usize = 32_767;

/// All grids of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// In the order of the file.
    pub grids: Vec<Grid>,
    /// How it counts days.
    pub system: DaySystem,
}

/// A sheet of a workbook, or a text file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Its name; empty for a text file.
    pub name: String,
    /// People do not see it.
    pub hidden: bool,
    /// The rows that hold something, in order.
    pub rows: Vec<GridRow>,
    /// Merged cells.
    pub(super) merges: Vec<Region>,
}

/// A row that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    /// Its number as people see it: the first is 1.
    pub number: u32,
    /// It is hidden, by hand or by a filter.
    pub hidden: bool,
    /// Its cells from the left.
    pub cells: Vec<Cell>,
}

impl GridRow {
    /// The cell of a column; the first is 0.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// Merged cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Numbers of its rows, from 1.
    pub(super) rows: RangeInclusive<u32>,
    /// Its columns, from 0.
    pub(super) columns: RangeInclusive<usize>,
}

impl Grid {
    /// The row of this number.
    pub(super) fn row(&self, number: u32) -> Option<&GridRow> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().and_then(|at| self.rows.get(at))
    }

    /// The texts of a row, each merged cell in every column and row over which it stands.
    pub(super) fn spread(&self, row: &GridRow) -> Vec<String> {
        let width = row.cells.len();
        let mut texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
        let of_row = self.merges.iter().filter(|region| region.rows.contains(&row.number));
        // Regions of an honest file do not overlap, so that no row has more of them than columns.
        for region in of_row.take(MAX_COLUMNS) {
            let text = self.row(*region.rows.start()).map(|row| row.cell(*region.columns.start()).text());
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            texts.resize(width.max(*region.columns.end() + 1).max(texts.len()), String::new());
            texts[region.columns.clone()].fill(text);
        }
        texts
    }

    /// Copies what is merged over several rows into each of them, from a row on: whose it is says the field.
    pub(super) fn copy_down(&mut self, from: u32) -> Result<(), FileFault> {
        let mut copied = 0;
        for region in std::mem::take(&mut self.merges) {
            let (first, last) = (*region.rows.start(), *region.rows.end());
            let column = *region.columns.start();
            let Some(cell) = self.row(first).map(|row| row.cell(column).clone()) else { continue };
            if first < from || first == last || cell.is_empty() {
                continue;
            }
            let begin = self.rows.partition_point(|row| row.number < first);
            for row in self.rows[begin..].iter_mut().take_while(|row| row.number <= last) {
                copied += 1;
                // Regions of an honest file do not overlap.
                if copied > MAX_ROWS * 10 {
                    return Err(FileFault::TooBig);
                }
                row.cells.resize(row.cells.len().max(column + 1), Cell::Empty);
                row.cells[column] = Cell::Merged(Box::new(cell.clone()));
            }
        }
        Ok(())
    }
}

/// Takes cells in the order of the file and holds the limits, over all grids of it.
#[derive(Debug, Default)]
pub(super) struct Filling {
    rows: usize,
}

impl Filling {
    /// Puts a cell into a grid. Rows come in order.
    ///
    /// # Errors
    /// [`FileFault::TooBig`]; [`FileFault::Broken`] when rows come in another order.
    pub(super) fn put(&mut self, grid: &mut Grid, number: u32, column: usize, cell: Cell) -> Result<(), FileFault> {
        if cell.is_empty() {
            return Ok(());
        }
        let long = matches!(&cell, Cell::Text(text) if text.len() > MAX_CELL && text.chars().count() > MAX_CELL);
        if column >= MAX_COLUMNS || long {
            return Err(FileFault::TooBig);
        }
        if grid.rows.last().is_none_or(|row| row.number < number) {
            self.rows += 1;
            if self.rows > MAX_ROWS + HEADING_ROWS {
                return Err(FileFault::TooBig);
            }
            grid.rows.push(GridRow { number, hidden: false, cells: Vec::new() });
        }
        let Some(row) = grid.rows.last_mut().filter(|row| row.number == number) else { return Err(FileFault::Broken) };
        row.cells.resize(row.cells.len().max(column + 1), Cell::Empty);
        row.cells[column] = cell;
        Ok(())
    }
}
