//! The headings of the sheet, and the cells under them.

use serde::{Deserialize, Serialize};

use crate::sheets::{Row, Table};

/// Headings, whether a cell under one must hold something, and what to know about it.
const COLUMNS: [(&str, bool, &str); 11] = [
    ("姓名", true, "必填。"),
    ("手机号", true, "必填，11位。"),
    ("公民身份号码", false, "只用来核对是不是同一个人，不保存原文。"),
    ("用户名", false, "登录用。不填的，用姓名加手机号后四位。"),
    ("角色", true, "必填，如儿童主任、网格员、儿童督导员、民政审核员。"),
    ("单位代码", true, "必填，区划代码：区（县）6位，乡镇（街道）9位，村（居）12位。部门和机构填所在区（县）。"),
    ("单位名称", false, "核对用，填了就要与单位代码一致。"),
    ("机构名称", false, "部门、学校等机构的名称，供本单位自己核对。"),
    ("开始日期", true, "必填，如2026-12-01。"),
    ("结束日期", true, "必填。儿童主任、网格员最长13个月，其他最长25个月。"),
    ("备注", false, "供本单位自己核对。"),
];

/// The headings in order, each with what to know about it.
pub const HEADINGS: [(&str, &str); 11] = {
    let mut headings = [("", ""); 11];
    let mut at = 0;
    while at < headings.len() {
        headings[at] = (COLUMNS[at].0, COLUMNS[at].2);
        at += 1;
    }
    headings
};

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Number of the row in the file.
    pub row: usize,
    /// Heading of the column; empty when it is the whole row.
    pub column: String,
    /// Code of the rule.
    pub rule: String,
    /// What to do, in Chinese.
    pub message: String,
}

impl RowFault {
    pub(super) fn new(row: usize, column: &str, rule: &str, message: impl Into<String>) -> Self {
        Self { row, column: column.into(), rule: rule.into(), message: message.into() }
    }
}

/// Where the columns stand in a sheet.
pub(super) struct Columns([Option<usize>; 11]);

impl Columns {
    /// The columns by the first row. Their order is free, and a star behind a heading does not count.
    ///
    /// # Errors
    /// The headings that are missing.
    pub(super) fn of(table: &Table) -> Result<Self, Vec<RowFault>> {
        let Some(first) = table.rows.first() else {
            return Err(vec![RowFault::new(1, "", "headings", "表格是空的")]);
        };
        let named: Vec<&str> = first.cells.iter().map(|cell| heading(cell)).collect();
        let places = COLUMNS.map(|(heading, ..)| named.iter().position(|named| *named == heading));
        let missing = COLUMNS.iter().zip(places).filter(|((_, required, _), place)| *required && place.is_none());
        let missing: Vec<RowFault> = missing
            .map(|((heading, ..), _)| RowFault::new(first.number, heading, "headings", "第一行没有这个标题"))
            .collect();
        if missing.is_empty() { Ok(Self(places)) } else { Err(missing) }
    }

    /// The cell of a row under a heading; empty where there is none.
    pub(super) fn cell<'a>(&self, row: &'a Row, heading: &str) -> &'a str {
        let column = COLUMNS.iter().position(|(known, ..)| *known == heading);
        let place = column.and_then(|column| self.0[column]);
        place.and_then(|place| row.cells.get(place)).map_or("", String::as_str)
    }

    /// The headings of a row that must hold something and do not.
    pub(super) fn empty(&self, row: &Row) -> Vec<RowFault> {
        let required = COLUMNS.iter().filter(|(heading, required, _)| *required && self.cell(row, heading).is_empty());
        required.map(|(heading, ..)| RowFault::new(row.number, heading, "required", "没有填写")).collect()
    }
}

/// A heading without the star and the note in brackets behind it.
fn heading(cell: &str) -> &str {
    let end = cell.find(['（', '(', '*', '＊']).unwrap_or(cell.len());
    cell[..end].trim()
}
