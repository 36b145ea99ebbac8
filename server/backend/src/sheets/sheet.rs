//! The rows of a sheet, by its fields.

use domain::sheet::{Cell, DaySystem, Mapping};
use serde::{Deserialize, Serialize};

use super::kind::Kind;

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// How it was understood.
    pub head: Head,
    /// Its rows, in order.
    pub(super) rows: Vec<Row>,
}

impl Sheet {
    /// Its rows, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl IntoIterator for Sheet {
    type Item = Row;
    type IntoIter = std::vec::IntoIter<Row>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

/// How a sheet was understood, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Kind of the file.
    pub kind: Kind,
    /// How it counts days.
    pub system: DaySystem,
    /// Its sheets, in order; one without a name for a text file.
    pub sheets: Vec<TakenSheet>,
    /// Keys of the fields that have a column, in the order of the cells of a row.
    pub fields: Vec<String>,
    /// Keys of fields whose column holds numbers that a spreadsheet has rounded
    /// ([`is_rounded`](domain::sheet::id_number::is_rounded)).
    pub rounded: Vec<String>,
    /// Rows that come.
    pub rows: usize,
    /// Hidden ones among all rows, whether they come or not.
    pub hidden: usize,
    /// Hidden rows wait for a choice.
    pub hidden_open: bool,
    /// Rows that do not come.
    pub skipped: Skipped,
}

/// Rows that are no rows of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Totals and notes: 合计, 备注.
    pub notes: usize,
    /// Rows with nothing in any column that is read.
    pub blank: usize,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenSheet {
    /// Its name.
    pub name: String,
    /// People do not see it: named, and not read unless ticked.
    pub hidden: bool,
    /// It has everything that is required, so that it can be ticked.
    pub offered: bool,
    /// Its rows come.
    pub taken: bool,
    /// Its columns; none when no headings were found.
    pub mapping: Mapping,
}

/// What somebody has to choose before a sheet is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Whether so many hidden rows come: 导入 or 跳过.
    HiddenRows(usize),
    /// Which of these headings is the field.
    Columns {
        /// Key of the field.
        field: String,
        /// The headings.
        headings: Vec<String>,
    },
}

impl Head {
    /// The columns of the first sheet that comes.
    #[must_use]
    pub fn mapping(&self) -> Option<&Mapping> {
        self.sheets.iter().find(|sheet| sheet.taken).map(|sheet| &sheet.mapping)
    }

    /// What somebody has to choose before it is confirmed; empty when nothing.
    #[must_use]
    pub fn undecided(&self) -> Vec<Undecided> {
        let mut open = Vec::new();
        if self.hidden_open {
            open.push(Undecided::HiddenRows(self.hidden));
        }
        for sheet in self.sheets.iter().filter(|sheet| sheet.taken) {
            for (field, headings) in &sheet.mapping.ambiguous {
                let one = Undecided::Columns { field: field.clone(), headings: headings.clone() };
                if !open.contains(&one) {
                    open.push(one);
                }
            }
        }
        open
    }

    /// The cell of a field; empty where the sheet has no column for it.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a Row, field: &str) -> &'a Cell {
        let at = self.fields.iter().position(|key| key == field);
        at.and_then(|at| row.cells.get(at)).unwrap_or(&Cell::Empty)
    }

    /// Whether the column of a field is rounded.
    #[must_use]
    pub fn is_rounded(&self, field: &str) -> bool {
        self.rounded.iter().any(|key| key == field)
    }

    /// Where a row stands, as people find it: `一年级!5`; in a text file its number.
    #[must_use]
    pub fn place(&self, row: &Row) -> String {
        match self.sheets.get(usize::from(row.sheet)) {
            Some(sheet) if !sheet.name.is_empty() => format!("{}!{}", sheet.name, row.number),
            _ => row.number.to_string(),
        }
    }
}

/// A row that holds something in a column that is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which sheet of [`Head::sheets`] it stands in.
    pub sheet: u16,
    /// Its number there, from 1.
    pub number: u32,
    /// It is hidden.
    pub hidden: bool,
    /// Its cells, in the order of [`Head::fields`].
    pub cells: Vec<Cell>,
}
