//! What is wrong with a row, in the words of the row report.

use jiff::civil::Date;

use super::cells::Cells;
use crate::comparison::columns::{HouseholdStatus, ReturnedColumn};
use crate::form::Choice;
use crate::values::coded::coded;

coded! {
    /// The code of an error in the row report. Those of the sheet as a whole (`ROW_KEY` and the like) are found by whoever
    /// reads sheets.
    RowFault {
        /// Not in the list.
        Code = "CODE", "不在可填的范围内";
        /// Two cells exclude each other.
        Contradiction = "CONTRADICTION", "前后矛盾";
        /// More characters than the column takes.
        TooLong = "TOO_LONG", "太长";
        /// No day of the calendar.
        DateBad = "DATE_BAD", "日期不对";
        /// Digits or a place that cannot be read.
        Shape = "SHAPE", "格式不对";
    }
}

/// An error at a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Header of the column.
    pub column: &'static str,
    /// What kind.
    pub fault: RowFault,
    /// What to do, in Chinese; without any value of the row.
    pub message: String,
    /// The labels nearest to what was written, for [`RowFault::Code`].
    pub offers: Vec<&'static str>,
}

pub(super) fn code(column: &ReturnedColumn, choices: &'static [Choice], typed: &str) -> RowError {
    let offers = nearest(choices, typed);
    let message = format!("不在可填的范围内，请改为：{}", offers.join("、"));
    RowError { column: column.header, fault: RowFault::Code, message, offers }
}

pub(super) fn too_long(column: &ReturnedColumn, max: u16) -> RowError {
    plain(column.header, RowFault::TooLong, format!("太长了，请控制在{max}字以内"))
}

pub(super) fn date(column: &ReturnedColumn) -> RowError {
    plain(column.header, RowFault::DateBad, "请写成年-月-日，例如2026-11-23".to_owned())
}

pub(super) fn shape(column: &ReturnedColumn, message: &str) -> RowError {
    plain(column.header, RowFault::Shape, message.to_owned())
}

pub(super) fn contradiction(header: &'static str, message: &str) -> RowError {
    plain(header, RowFault::Contradiction, message.to_owned())
}

fn plain(column: &'static str, fault: RowFault, message: String) -> RowError {
    RowError { column, fault, message, offers: Vec::new() }
}

/// What excludes itself among cells that are each right.
pub(super) fn contradictions(cells: &Cells, as_of: Date) -> Vec<RowError> {
    let none =
        matches!(cells.code("card"), Some("none" | "cancelled")) || cells.code("disability_type") == Some("none");
    let kind = cells.code("disability_type").is_some_and(|kind| kind != "none");
    let detail = cells.codes("disability_detail");
    let insured = cells.code("insurance_status").is_none_or(|status| status == "insured");
    let permit = cells.code("registration").is_none_or(|kind| kind == "residence_permit");
    let registered = cells.code("registration") != Some("unregistered");
    let later = |key: &str| cells.day(key).is_some_and(|day| day > as_of);
    let died = cells.code("household_status").and_then(HouseholdStatus::from_code) == Some(HouseholdStatus::Deceased);
    let nowhere = cells.code("roll") == Some("nowhere") && cells.text("school").is_some();
    let rows = [
        (later("registered_on"), "登记日期", "登记日期不能晚于今天"),
        (!permit && cells.day("valid_until").is_some(), "居住证签注有效期至", "没有居住证，就不要填签注有效期"),
        (!registered && cells.day("registered_on").is_some(), "登记日期", "未登记的，不要填登记日期"),
        (later("health_service_on"), "0-6岁最近服务日期", "服务日期不能晚于今天"),
        (later("tcm_service_on"), "中医药最近服务日期", "服务日期不能晚于今天"),
        (later("data_of"), "数据日期", "数据日期不能晚于今天"),
        (later("birth_date"), "登记出生日期", "出生日期不能晚于今天"),
        (
            died && cells.code("registration").is_some_and(|kind| kind != "unregistered"),
            "居住登记",
            "户口因死亡注销的，请核对居住登记",
        ),
        (nowhere, "学籍所在", "无学籍的，不要填学校"),
        (!insured && cells.place("insured_at").is_some(), "参保地", "没有参保的，不要填参保地"),
        (none && cells.code("disability_grade").is_some(), "残疾等级", "残疾类别为无的，不要填残疾等级"),
        (cells.code("card") == Some("none") && kind, "残疾类别", "没有残疾人证的，不要填残疾类别"),
        (
            !detail.is_empty() && cells.code("disability_type") != Some("multiple"),
            "多重明细",
            "只有多重残疾才填多重明细",
        ),
    ];
    rows.into_iter().filter_map(|(wrong, header, message)| wrong.then(|| contradiction(header, message))).collect()
}

/// The labels with the fewest characters to change, in the order of the list.
fn nearest(choices: &'static [Choice], typed: &str) -> Vec<&'static str> {
    let distances = choices.iter().map(|choice| (distance(choice.label, typed), choice.label));
    let distances: Vec<(usize, &str)> = distances.collect();
    let least = distances.iter().map(|(distance, _)| *distance).min();
    distances.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, label)| label).collect()
}

/// Characters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, x) in a.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (place, y) in b.iter().enumerate() {
            let replaced = before + usize::from(x != *y);
            before = row[place + 1];
            row[place + 1] = replaced.min(before + 1).min(row[place] + 1);
        }
    }
    row[b.len()]
}
