//! Codes of the trail in words. A code that is not known, as of a later version, stays as it is.

use backend::audit::{ActorKind, Kind, Outcome};
use backend::auditing::Purpose;
use backend::divisions::names;
use backend::exports;
use domain::access::{Group, Relation, Role};
use domain::register::State;
use domain::review::Action;
use serde_json::Value;
use uuid::Uuid;

pub(super) fn kind(code: &str) -> String {
    Kind::from_code(code).map_or(code, |kind| kind.label()).to_owned()
}

pub(super) fn outcome(code: &str) -> String {
    Outcome::from_code(code).map_or(code, |outcome| outcome.label()).to_owned()
}

pub(super) fn actor_kind(code: &str) -> String {
    ActorKind::from_code(code).map_or(code, |kind| kind.label()).to_owned()
}

pub(super) fn role(code: &str) -> String {
    Role::from_code(code).map_or(code, |role| role.label()).to_owned()
}

pub(super) fn relation(code: &str) -> String {
    Relation::from_code(code).map_or(code, |relation| relation.label()).to_owned()
}

pub(super) fn purpose(code: &str) -> String {
    let of_export = || exports::Purpose::from_code(code).map(exports::Purpose::label);
    let of_erasure = || match code {
        "retention" => Some("保存期限已满"),
        "request" => Some("监护人要求"),
        "restore" => Some("恢复备份后再次删除"),
        _ => None,
    };
    let words = Purpose::from_code(code).map(Purpose::label).or_else(of_export).or_else(of_erasure);
    words.unwrap_or(code).to_owned()
}

/// What a subject is.
pub(super) fn subject(code: &str) -> String {
    let words = match code {
        "record" => "登记",
        "account" => "账号",
        "link" => "登记链接",
        "phone" => "手机",
        "lane" => "程序",
        "draft" => "草稿",
        "household" => "住户",
        "erasure" => "删除清单",
        "hold" => "暂缓删除",
        "export" => "导出",
        "breach" => "安全事件",
        other => other,
    };
    words.to_owned()
}

/// The field groups that were shown.
pub(super) fn groups(codes: &str) -> String {
    let label = |code: &str| Group::from_code(code).map_or_else(|| code.to_owned(), |group| group.label().to_owned());
    codes.split(',').filter(|code| !code.is_empty()).map(label).collect::<Vec<_>>().join("、")
}

pub(super) fn division(code: &str) -> String {
    names::name_in_words(code).unwrap_or_else(|_| code.to_owned())
}

/// The end of an id, which is what differs between those of one hour.
pub(super) fn short_id(id: Uuid) -> String {
    let id = id.simple().to_string();
    format!("…{}", &id[id.len() - 8..])
}

/// What else an event says, as names and values in words.
pub(super) fn extra(text: &str) -> Vec<(String, String)> {
    let all: serde_json::Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    all.iter().map(|(name, value)| (label(name), said(name, value))).collect()
}

fn label(name: &str) -> String {
    let words = match name {
        "count" => "数量",
        "page" => "页",
        "filter" => "筛选条件（摘要）",
        "term" => "搜索词（摘要）",
        "person" => "人员（摘要）",
        "subject" => "编号（摘要）",
        "subjects" => "所列编号（摘要）",
        "action" => "操作",
        "from" => "从",
        "to" => "到",
        "event" => "办理经过编号",
        "role" => "角色",
        "kind" => "事项",
        "outcome" => "结果",
        "county" => "区县",
        "place" => "地点",
        "lost" => "缺失的序号",
        "how" => "方式",
        "step" => "步骤",
        "format" => "格式",
        "version" => "版本",
        "route" => "地址",
        "rule" => "规则",
        "other" => "另一条登记",
        "same" => "是否同一儿童",
        "number" => "编号",
        "batch" => "删除清单",
        "rows" => "数据行",
        "key" => "密钥指纹",
        "held" => "暂缓删除",
        "scope" => "范围",
        "approved" => "是否同意",
        "sha256" => "文件摘要",
        "children" => "涉及儿童",
        "year" => "年份",
        other => other,
    };
    words.to_owned()
}

fn said(name: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Array(all) => all.iter().map(|one| said("", one)).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    };
    let words = match name {
        "from" | "to" => State::from_code(&text).map(|state| state.label()),
        "action" => Action::from_code(&text).map(|action| action.label()),
        "role" => Role::from_code(&text).map(|role| role.label()),
        "kind" => Kind::from_code(&text).map(|kind| kind.label()),
        "outcome" => Outcome::from_code(&text).map(|outcome| outcome.label()),
        _ => None,
    };
    match words {
        Some(words) => words.to_owned(),
        None if matches!(name, "county" | "place") => division(&text),
        None => text,
    }
}
