//! The division reference data shipped with the server: `divisions/divisions.tsv.gz`.
//!
//! The file is part of the binary, so that a new database can be filled on a machine without network.
//! `divisions/README.md` says where the rows come from and what the columns mean. [`load`] checks it
//! against the manifest once; [`DivisionTable::rows`] then reads row by row.

use std::io::Read as _;

use domain::Date;
use domain::divisions::{DivisionCode, Level};
use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

static PACKED: &[u8] = include_bytes!("../../divisions/divisions.tsv.gz");
static MANIFEST: &str = include_str!("../../divisions/manifest.json");

/// The columns of the table, in order.
const COLUMNS: [&str; 12] = [
    "code",
    "name",
    "level",
    "kind",
    "parent",
    "valid_from",
    "valid_to",
    "successors",
    "successor_status",
    "former_names",
    "initials",
    "source",
];

/// Why the shipped table cannot be used: the build that made it is broken.
#[derive(Debug, thiserror::Error)]
pub enum DivisionTableError {
    /// The file does not decompress to text.
    #[error("the division table cannot be unpacked: {0}")]
    Unpack(#[from] std::io::Error),
    /// The manifest is not what this module expects.
    #[error("the manifest of the division table cannot be read: {0}")]
    Manifest(#[from] serde_json::Error),
    /// The table is not the one that the manifest describes.
    #[error("the division table has checksum {found}, its manifest says {expected}")]
    Checksum {
        /// SHA-256 that the manifest states, in hexadecimal.
        expected: String,
        /// SHA-256 of the unpacked table.
        found: String,
    },
    /// The header names other columns.
    #[error("the division table has other columns than expected")]
    Columns,
    /// A line is malformed.
    #[error("line {line} of the division table: {what} is malformed")]
    Row {
        /// Number of the line in the unpacked file; the header is line 1.
        line: usize,
        /// The column.
        what: &'static str,
    },
}

/// The unpacked, checked table.
#[derive(Debug)]
pub struct DivisionTable {
    text: String,
    count: usize,
}

/// One division, present or former. Text is borrowed from the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionRow<'a> {
    /// The code.
    pub code: DivisionCode,
    /// Present name, or the last one.
    pub name: &'a str,
    /// Province to village. A prefecture-level city without counties is of level county.
    pub level: Level,
    /// The official type, for example `district` (市辖区) or `functional_zone`; all in
    /// `divisions/README.md`.
    pub kind: &'a str,
    /// The unit above in an address; `None` for a province. Not always the prefix of the code:
    /// pseudo-prefectures are skipped and townships of a merged county hang under its successor.
    pub parent: Option<DivisionCode>,
    /// First day; `None` if not known.
    pub valid_from: Option<Date>,
    /// Last day; `None` if in use.
    pub valid_to: Option<Date>,
    /// The units that took over an abolished one.
    pub successors: Vec<DivisionCode>,
    /// Whether the successors are certain. A guess helps a person who looks; no rule may follow it.
    pub successors_confirmed: bool,
    /// Earlier names of the code.
    pub former_names: Vec<&'a str>,
    /// First letters of the pinyin of the name, lower case: 南开区 is `nkq`.
    pub initials: &'a str,
    /// Packages that the row rests on, joined with `+`.
    pub source: &'a str,
}

#[derive(Deserialize)]
struct Manifest {
    sha256_of_plain_tsv: String,
    rows: ManifestRows,
}

#[derive(Deserialize)]
struct ManifestRows {
    all: usize,
}

/// SHA-256 of the shipped table as its manifest states it, in hexadecimal: tells whether a database
/// was filled from this edition, without unpacking anything.
///
/// # Errors
/// [`DivisionTableError::Manifest`].
pub fn edition() -> Result<String, DivisionTableError> {
    Ok(serde_json::from_str::<Manifest>(MANIFEST)?.sha256_of_plain_tsv)
}

/// Unpacks the shipped table (about 5 MB) and checks it against the manifest.
///
/// # Errors
/// See [`DivisionTableError`].
pub fn load() -> Result<DivisionTable, DivisionTableError> {
    let manifest: Manifest = serde_json::from_str(MANIFEST)?;
    let mut text = String::new();
    GzDecoder::new(PACKED).read_to_string(&mut text)?;
    DivisionTable::check(text, manifest)
}

impl DivisionTable {
    fn check(text: String, manifest: Manifest) -> Result<Self, DivisionTableError> {
        let found = hex::encode(Sha256::digest(text.as_bytes()));
        if found != manifest.sha256_of_plain_tsv {
            return Err(DivisionTableError::Checksum { expected: manifest.sha256_of_plain_tsv, found });
        }
        if !text.lines().next().is_some_and(|header| header.split('\t').eq(COLUMNS)) {
            return Err(DivisionTableError::Columns);
        }
        Ok(Self { text, count: manifest.rows.all })
    }

    /// Number of rows, for a progress display.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// All rows, units above before units below, then by code.
    ///
    /// # Errors
    /// An item is [`DivisionTableError::Row`] if its line is malformed.
    pub fn rows(&self) -> impl Iterator<Item = Result<DivisionRow<'_>, DivisionTableError>> {
        self.text
            .lines()
            .enumerate()
            .skip(1)
            .map(|(index, text)| read_row(text).map_err(|what| DivisionTableError::Row { line: index + 1, what }))
    }
}

/// Reads one line; the error is the name of the malformed column.
fn read_row(line: &str) -> Result<DivisionRow<'_>, &'static str> {
    let mut fields = [""; COLUMNS.len()];
    let mut cells = line.split('\t');
    for (field, column) in fields.iter_mut().zip(COLUMNS) {
        *field = cells.next().ok_or(column)?;
    }
    let [code, name, level, kind, parent, from, to, successors, status, former, initials, source] = fields;
    Ok(DivisionRow {
        code: DivisionCode::parse(code).map_err(|_| "code")?,
        name,
        level: match level {
            "province" => Level::Province,
            "prefecture" => Level::Prefecture,
            "county" => Level::County,
            "township" => Level::Township,
            "village" => Level::Village,
            _ => return Err("level"),
        },
        kind,
        parent: filled(parent).map(DivisionCode::parse).transpose().map_err(|_| "parent")?,
        valid_from: filled(from).map(str::parse).transpose().map_err(|_| "valid_from")?,
        valid_to: filled(to).map(str::parse).transpose().map_err(|_| "valid_to")?,
        successors: list(successors).map(DivisionCode::parse).collect::<Result<_, _>>().map_err(|_| "successors")?,
        successors_confirmed: match status {
            "confirmed" => true,
            "unconfirmed" | "" => false,
            _ => return Err("successor_status"),
        },
        former_names: list(former).collect(),
        initials,
        source,
    })
}

fn filled(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests;
