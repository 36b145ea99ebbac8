//! Codes of lists and their records in words.

use backend::divisions::names;
use backend::erasure::tables::{erasure_batch, erasure_item};
use domain::retention::Kept;

/// Where a list stands.
pub(super) fn state(batch: &erasure_batch::Model) -> &'static str {
    match batch.state.as_str() {
        "proposed" => "待审批",
        "approved" => "已批准，今晚删除",
        "refused" => "未同意",
        "lapsed" => "逾期没有审批",
        _ => "已删除",
    }
}

/// Why a list was made.
pub(super) fn origin(batch: &erasure_batch::Model) -> &'static str {
    if batch.origin == "request" { "监护人要求删除" } else { "保存期限已满" }
}

/// What became of a record.
pub(super) fn item(code: &str) -> &'static str {
    match code {
        "waiting" => "待删除",
        "held" => "暂缓删除，保留",
        "erased" => "已删除",
        _ => "不再到期，保留",
    }
}

/// Why a record goes.
pub(super) fn rule(code: &str) -> &'static str {
    Kept::from_code(code).map_or("", |kept| kept.rule().label)
}

/// A township; a record without one belongs to the county.
pub(super) fn township(code: &str) -> String {
    let name = if code.is_empty() { None } else { names::item(code).ok().flatten() };
    name.map_or_else(|| "（未定乡镇）".to_owned(), |unit| unit.name)
}

/// A record of a list, with the hold that keeps it.
pub(super) fn stands(one: &erasure_item::Model) -> String {
    let words = item(&one.state);
    if one.hold_no.is_empty() { words.to_owned() } else { format!("{words}（{}）", one.hold_no) }
}
