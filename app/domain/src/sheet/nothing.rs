//! The words by which people say that a cell is empty.

use super::Cell;
use crate::values::text;

/// Whether the words say that there is nothing: 无, 没有, 不详, a hyphen, a slash, 0. For identity columns only: in a column of
/// codes 无 is an answer.
#[must_use]
pub fn is_nothing(words: &str) -> bool {
    let plain: String = words.chars().map(text::half_width).filter(|&c| !text::is_invisible(c)).collect();
    plain.chars().all(|c| text::is_hyphen(c) || matches!(c, '/' | '\\' | '—' | '\'' | '.'))
        || matches!(
            plain.to_ascii_lowercase().as_str(),
            "无" | "没有" | "不详" | "暂无" | "未知" | "不知道" | "空" | "0" | "n/a" | "null"
        )
}

/// The words of a cell, without an apostrophe before them, by which spreadsheet programs mark text; `None` when it says that
/// there is nothing.
#[must_use]
pub fn words(cell: &Cell) -> Option<String> {
    let text = cell.text();
    let plain = text.strip_prefix(['\'', '’', '‘', '＇', '`']).unwrap_or(&text).trim();
    (!is_nothing(plain)).then(|| plain.to_owned())
}
