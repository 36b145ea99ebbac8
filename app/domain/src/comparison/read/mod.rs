//! From the cells of a returned row to answers, or to what is wrong with the row.
//!
//! A row that is wrong stops no other. An empty row is unanswered, never 无记录.

mod cells;
mod contradictions;
mod fault;
mod record;

use jiff::civil::Date;

pub use fault::{RowError, RowFault};

use super::answer::{Answer, Statement};
use super::columns::{ReplyResult, returned};
use super::item::Item;
use crate::divisions::DivisionCode;
use cells::Cells;

/// Reads the row of a sheet that asks about `items`. `cell` gives the text under a column's key (empty when the column is
/// absent), `place` the division that names like 天津市南开区 mean.
///
/// The answers are those of the items that the row speaks of; none of them for an empty row. Where a department filled in its
/// record and left the result empty, the record is its answer (decided here).
///
/// # Errors
/// Everything that is wrong with the row, in the order of its columns.
pub fn read_row(
    items: &[Item],
    cell: &dyn Fn(&str) -> String,
    place: &dyn Fn(&str) -> Option<DivisionCode>,
    as_of: Date,
) -> Result<Vec<(Item, Answer)>, Vec<RowError>> {
    let cells = Cells::read(items, cell, place)?;
    let note = cells.text("note").unwrap_or_default().to_owned();
    let result = cells.code("result").and_then(ReplyResult::from_code);
    let spoken: Vec<Item> = items.iter().copied().filter(|item| cells.speaks_of(*item)).collect();
    let answer = |says| Answer { says, note: note.clone() };
    let same = |says: Statement| Ok(items.iter().map(|item| (*item, answer(says.clone()))).collect());
    match result {
        None | Some(ReplyResult::Record) => {}
        Some(ReplyResult::NoRecord) if !spoken.is_empty() => {
            return Err(vec![fault::contradiction(
                "反馈结果",
                "填了“无记录”，就不要再填记录的内容；有记录请改为“有记录”",
            )]);
        }
        Some(ReplyResult::NoRecord) => return same(Statement::NoRecord),
        Some(ReplyResult::CannotTell) => return same(Statement::CannotTell),
        Some(ReplyResult::Agrees) => return same(Statement::Agrees),
        Some(ReplyResult::Corrected) => return same(Statement::Corrected),
    }
    if spoken.is_empty() {
        return match result {
            None => Ok(Vec::new()),
            Some(_) => Err(vec![fault::contradiction("反馈结果", "填了“有记录”，请把记录的内容也填上")]),
        };
    }
    let wrong = contradictions::of(&cells, as_of);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(spoken.into_iter().map(|item| (item, answer(Statement::Record(record::of(item, &cells))))).collect())
}

/// The key of the column with this header among those of `items`.
#[must_use]
pub fn column_of(items: &[Item], header: &str) -> Option<&'static str> {
    returned(items).find(|column| column.header == header).map(|column| column.key)
}
