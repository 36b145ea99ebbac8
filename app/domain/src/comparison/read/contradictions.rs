//! What excludes itself among cells that are each right.

use jiff::civil::Date;

use super::cells::Cells;
use super::fault::{RowError, contradiction};
use crate::comparison::columns::HouseholdStatus;

/// The contradictions of a row, in the order of its columns.
pub(super) fn of(cells: &Cells, as_of: Date) -> Vec<RowError> {
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
    rows.into_iter().filter(|(wrong, ..)| *wrong).map(|(_, header, message)| contradiction(header, message)).collect()
}
