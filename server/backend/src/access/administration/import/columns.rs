//! The headings of the sheet, and the cells under them.

use domain::sheet::{Cell, Code, Field};
use serde::{Deserialize, Serialize};

use crate::sheets::{Expected, Head, HiddenRows, Row};

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

/// What is expected of the sheet. Headings are free in their order, and a star or a note in brackets behind one does not count.
#[must_use]
pub fn expected() -> Expected {
    let field = |(heading, required, _): &(&str, bool, &str)| {
        let field = Field::new(heading, heading, &[]);
        if *required { field.required() } else { field }
    };
    Expected { hidden_rows: Some(HiddenRows::Import), ..Expected::of(COLUMNS.iter().map(field).collect()) }
}

/// The text of a row under a heading; empty where there is none. A number that has lost digits is none of a person.
pub(super) fn cell(head: &Head, row: &Row, heading: &str) -> String {
    head.cell(row, heading).text()
}

/// The cells of a row that cannot be read: formulas without a result, and what is merged over several rows.
pub(super) fn unreadable(head: &Head, row: &Row) -> Vec<RowFault> {
    let fault = |(heading, ..): &(&str, bool, &str)| {
        let code = match head.cell(row, heading) {
            Cell::Formula => Code::Formula,
            Cell::Merged(_) => Code::MergedBody,
            _ => return None,
        };
        Some(RowFault::new(number(row), heading, code.code(), code.message()))
    };
    COLUMNS.iter().filter_map(fault).collect()
}

/// The headings of a row that must hold something and do not.
pub(super) fn empty(head: &Head, row: &Row) -> Vec<RowFault> {
    let required = COLUMNS.iter().filter(|(heading, required, _)| *required && cell(head, row, heading).is_empty());
    required.map(|(heading, ..)| RowFault::new(number(row), heading, "required", "没有填写")).collect()
}

/// The number of a row in its file.
pub(super) const fn number(row: &Row) -> usize {
    row.number as usize
}
