//! Sheets as schools and departments write them (county B.16): every situation is a file of
//! `server/tests/samples/sheets`, made by the script there.

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod cells;
mod files;
mod going_out;
mod headings;
mod limits;
mod rows;

use std::path::Path;

use backend::sheets::{Expected, FileFault, Head, Row, Sheet, read};
use domain::sheet::identity::Cells;
use domain::sheet::{Code, Identity, Part};
use jiff::civil::{Date, date};

/// The day of the list in the vectors.
const ON: Date = date(2026, 11, 23);
const K1: &str = "411628201503089973";

/// The bytes of a file.
fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/samples/sheets");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A file as a list of children.
fn list(name: &str) -> Result<Sheet, FileFault> {
    read(&file(name), &Expected::list())
}

fn text(head: &Head, row: &Row, field: &str) -> String {
    head.cell(row, field).text()
}

/// A column of texts.
fn column(sheet: &Sheet, field: &str) -> Vec<String> {
    sheet.rows().iter().map(|row| text(&sheet.head, row, field)).collect()
}

fn places(sheet: &Sheet) -> Vec<String> {
    sheet.rows().iter().map(|row| sheet.head.place(row)).collect()
}

/// Who a row says the child is.
fn identity(sheet: &Sheet, row: &Row) -> Identity {
    let cell = |field| sheet.head.cell(row, field);
    let cells = Cells {
        name: cell("child_name"),
        sex: cell("child_sex"),
        born: cell("child_birth_date"),
        id_number: cell("child_id_number"),
        rounded: sheet.head.is_rounded("child_id_number"),
    };
    Identity::read(cells, ON, sheet.head.system)
}

fn identities(sheet: &Sheet) -> Vec<Identity> {
    sheet.rows().iter().map(|row| identity(sheet, row)).collect()
}

/// What is said about a cell of each row.
fn codes(sheet: &Sheet, part: Part) -> Vec<Option<Code>> {
    let of = |identity: Identity| identity.codes.iter().find(|(at, _)| *at == part).map(|(_, code)| *code);
    identities(sheet).into_iter().map(of).collect()
}
