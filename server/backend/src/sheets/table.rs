//! The rows of a sheet, and why there are none.

use serde::{Deserialize, Serialize};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Most cells of a sheet.
pub(super) const MAX_CELLS: usize = 200_000;

/// A row that has anything in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, as people see it in the file: the first is 1.
    pub number: usize,
    /// Its cells as text, trimmed.
    pub cells: Vec<String>,
}

/// The rows of the first sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// In order; empty ones are left out.
    pub rows: Vec<Row>,
}

impl Table {
    /// The rows that have anything in them.
    pub(super) fn of(rows: impl IntoIterator<Item = (usize, Vec<String>)>) -> Result<Self, Fault> {
        let (mut table, mut cells) = (Self::default(), 0);
        for (number, row) in rows {
            cells += row.len();
            if cells > MAX_CELLS {
                return Err(Fault::TooMany);
            }
            let row: Vec<String> = row.into_iter().map(|cell| cell.trim().to_owned()).collect();
            if row.iter().any(|cell| !cell.is_empty()) {
                table.rows.push(Row { number, cells: row });
            }
        }
        Ok(table)
    }
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has more than [`MAX_BYTES`].
    #[error("a sheet is too large")]
    TooLarge,
    /// It has too many parts, bytes unpacked, or cells.
    #[error("a sheet holds too much")]
    TooMany,
    /// It is no sheet, or broken.
    #[error("a sheet cannot be read")]
    Unreadable,
    /// It is text in an encoding that nobody knows.
    #[error("a sheet is in no known encoding")]
    Encoding,
}

impl Fault {
    /// What to do about it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::TooLarge => "文件超过2MB，请分成几个文件上传",
            Self::TooMany => "表格内容太多，请只保留要导入的工作表，删去图片和多余的行列后再上传",
            Self::Unreadable => "文件打不开，请另存为.xlsx或CSV（UTF-8）后再上传",
            Self::Encoding => "文字编码认不出来，请另存为.xlsx或CSV（UTF-8）后再上传",
        }
    }
}
