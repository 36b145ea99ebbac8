//! From bytes to rows.

use std::collections::HashSet;

use domain::sheet::Cell;
use domain::sheet::columns;
use domain::sheet::id_number::is_rounded;

use super::book::{Book, Grid, GridRow};
use super::expected::{Expected, HiddenRows};
use super::fault::FileFault;
use super::files::{read_text, read_xls, read_xlsx};
use super::heading::{self, Found};
use super::kind::Kind;
use super::sheet::{Head, Row, Sheet, Skipped, TakenSheet};

/// With what the first filled cell of a row begins that is no row of a list.
const NOTES: [&str; 7] = ["合计", "小计", "总计", "共计", "备注", "填表人", "制表人"];

/// All cells of a file, whatever they mean.
///
/// # Errors
/// Why it is not read.
pub fn open(bytes: &[u8]) -> Result<Book, FileFault> {
    open_as(Kind::of(bytes)?, bytes, &[])
}

fn open_as(kind: Kind, bytes: &[u8], fields: &[columns::Field]) -> Result<Book, FileFault> {
    match kind {
        Kind::Xlsx => read_xlsx(bytes),
        Kind::Xls => read_xls(bytes),
        Kind::Text => read_text(bytes, fields),
    }
}

/// Reads a sheet. For a process of its own, as the module says: it may need hundreds of megabytes, and libraries may panic.
///
/// # Errors
/// Why nothing of it is read. What is wrong with cells is told by `domain::sheet`.
pub fn read(bytes: &[u8], expected: &Expected) -> Result<Sheet, FileFault> {
    let kind = Kind::of(bytes)?;
    let Book { grids, system } = open_as(kind, bytes, &expected.fields)?;
    let found: Vec<Option<Found>> = grids.iter().map(|grid| heading::find(grid, &expected.fields)).collect();
    let sheets = choose(&grids, &found, expected)?;
    let has = |key: &str| sheets.iter().any(|sheet| sheet.taken && sheet.mapping.place(key).is_some());
    let fields: Vec<String> =
        expected.fields.iter().filter(|field| has(&field.key)).map(|field| field.key.clone()).collect();
    let (mut rows, mut skipped) = (Vec::new(), Skipped::default());
    for (at, (mut grid, found)) in grids.into_iter().zip(found).enumerate() {
        let (Some(found), Some(sheet)) = (found, sheets.get(at).filter(|sheet| sheet.taken)) else { continue };
        grid.copy_down(found.body)?;
        let places: Vec<Option<usize>> = fields.iter().map(|key| sheet.mapping.place(key)).collect();
        for row in grid.rows.into_iter().filter(|row| row.number >= found.body) {
            if is_note(&row) {
                skipped.notes += 1;
                continue;
            }
            let cells: Vec<Cell> =
                places.iter().map(|place| place.map_or(Cell::Empty, |at| row.cell(at).clone())).collect();
            if cells.iter().all(Cell::is_empty) {
                skipped.blank += 1;
                continue;
            }
            rows.push(Row {
                sheet: u16::try_from(at).unwrap_or(u16::MAX),
                number: row.number,
                hidden: row.hidden,
                cells,
            });
        }
    }
    let hidden = rows.iter().filter(|row| row.hidden).count();
    if expected.hidden_rows == Some(HiddenRows::Skip) {
        rows.retain(|row| !row.hidden);
    }
    let of_column = |at: usize| rows.iter().filter_map(move |row| row.cells.get(at));
    let rounded = fields.iter().enumerate().filter(|(at, _)| is_rounded(of_column(*at))).map(|(_, key)| key.clone());
    let rounded = rounded.collect();
    let hidden_open = hidden > 0 && expected.hidden_rows.is_none();
    let head = Head { kind, system, sheets, fields, rounded, rows: rows.len(), hidden, hidden_open, skipped };
    Ok(Sheet { head, rows })
}

/// Which sheets come: those that are ticked, else the visible ones with the headings of the first that has what is required.
fn choose(grids: &[Grid], found: &[Option<Found>], expected: &Expected) -> Result<Vec<TakenSheet>, FileFault> {
    let map = |found: &Option<Found>| {
        let headings = found.as_ref().map_or(&[][..], |found| &found.headings);
        columns::map(headings, &expected.fields, &expected.one_of, &expected.mapping)
    };
    let mut sheets: Vec<TakenSheet> = grids
        .iter()
        .zip(found)
        .map(|(grid, found)| {
            let mapping = map(found);
            let offered = found.is_some() && mapping.missing.is_empty();
            TakenSheet { name: grid.name.clone(), hidden: grid.hidden, offered, taken: false, mapping }
        })
        .collect();
    match &expected.sheets {
        Some(ticked) => {
            let ticked: HashSet<&str> = ticked.iter().map(String::as_str).collect();
            for sheet in sheets.iter_mut().filter(|sheet| ticked.contains(sheet.name.as_str())) {
                if !sheet.offered {
                    return Err(missing(sheet));
                }
                sheet.taken = true;
            }
        }
        None => {
            let headings = |sheet: &TakenSheet| -> Vec<String> {
                sheet.mapping.columns.iter().map(|column| column.heading.clone()).collect()
            };
            let first = sheets.iter().find(|sheet| sheet.offered && !sheet.hidden).map(headings);
            for sheet in sheets.iter_mut().filter(|sheet| sheet.offered && !sheet.hidden) {
                sheet.taken = Some(headings(sheet)) == first;
            }
        }
    }
    if sheets.iter().any(|sheet| sheet.taken) {
        return Ok(sheets);
    }
    // The one that comes nearest speaks for all.
    let near = |sheet: &&TakenSheet| sheet.mapping.columns.iter().filter(|column| column.field.is_some()).count();
    let visible = sheets.iter().filter(|sheet| !sheet.hidden);
    Err(visible.rev().max_by_key(near).map_or(FileFault::Broken, missing))
}

fn missing(sheet: &TakenSheet) -> FileFault {
    FileFault::Missing { sheet: sheet.name.clone(), columns: sheet.mapping.missing.clone() }
}

/// Whether a row is a total or a note: its first filled cell says so, and no cell is a number of a person.
fn is_note(row: &GridRow) -> bool {
    let Some(first) = row.cells.iter().find(|cell| !cell.is_empty()) else { return false };
    let first: String = first.text().split_whitespace().collect();
    let is_number = |cell: &Cell| {
        let text = cell.text();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        digits >= 15 && text.chars().count() <= 20
    };
    NOTES.iter().any(|note| first.starts_with(note)) && !row.cells.iter().any(is_number)
}
