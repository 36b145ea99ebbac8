//! An answer in Chinese words, as the summary, the reviewer's entry and the printed sheet show it.

use jiff::civil::Date;

use super::answers::Answers;
use super::field::{Field, FieldKind};
use super::journey;
use super::section::Form;
use super::value::Value;
use crate::divisions::Address;
use crate::values::{Paper, PaperKind, Phone, date};

/// Shown where an answer is missing: never the word for "no".
pub const MISSING: &str = "未填报";
/// Shown where the child has outgrown a service (V-17, V-18) or a question does not concern it.
pub const NOT_APPLICABLE: &str = "不适用";
/// What the sheet prints for a dead or unknown parent (V-23).
pub const DASH: &str = "—";

/// Names in a division path that only fill a level and that nobody says in an address.
const FILLERS: [&str; 5] = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位"];

/// The words for one answer; [`MISSING`] when there is none.
#[must_use]
pub fn display(field: &Field, value: Option<&Value>) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return MISSING.to_owned();
    };
    match (field.kind, value) {
        (FieldKind::Bool { yes, no }, Value::Bool(answer)) => if *answer { yes } else { no }.to_owned(),
        (_, Value::Bool(answer)) => if *answer { "是" } else { "否" }.to_owned(),
        (_, Value::Choices(codes)) => {
            let labels: Vec<&str> = codes.iter().map(|code| field.option_label(code).unwrap_or(code)).collect();
            labels.join("、")
        }
        (_, Value::Address(place)) => address(place),
        (_, Value::Paper(papers)) => paper(papers),
        (FieldKind::Date, Value::Text(text)) => date::parse(text).map_or_else(|_| partial_date(text), date::chinese),
        (FieldKind::Phone, Value::Text(text)) => {
            Phone::parse(text).map_or_else(|_| text.clone(), |phone| phone.display())
        }
        (_, Value::Text(text)) => field.option_label(text).unwrap_or(text).to_owned(),
    }
}

/// The words for the answer to `field` in a whole form: [`MISSING`] when it was asked and not
/// answered, [`NOT_APPLICABLE`] or [`DASH`] when it was not asked.
#[must_use]
pub fn answer(form: &Form, field: &Field, answers: &Answers, as_of: Date) -> String {
    let value = answers.value(field.key);
    if value.is_some() || journey::applies(form, field.key, answers, as_of) {
        return display(field, value);
    }
    let parent = field.key.starts_with("father_") || field.key.starts_with("mother_");
    if parent { DASH } else { NOT_APPLICABLE }.to_owned()
}

/// Division names without fillers, then the detail; the country first when outside the mainland.
#[must_use]
pub fn address(place: &Address) -> String {
    let mut words = place.outside.clone();
    let mut last = "";
    for name in place.division_path.split('/').map(str::trim) {
        // 天津市/天津市/南开区 and 天津市/市辖区/南开区 are both said 天津市南开区.
        if name != last && !FILLERS.contains(&name) {
            words.push_str(name);
        }
        last = name;
    }
    if !place.outside.is_empty() && !place.detail.is_empty() {
        words.push(' ');
    }
    words.push_str(&place.detail);
    if words.is_empty() && !place.raw.is_empty() {
        words.push_str(&place.raw);
    }
    if words.is_empty() { "已选地区，未写详细地址".to_owned() } else { words }
}

/// The number; with the type of paper before it unless it is the usual one.
fn paper(paper: &Paper) -> String {
    match PaperKind::from_code(&paper.kind) {
        Some(PaperKind::None) if paper.reason.is_empty() => PaperKind::None.label().to_owned(),
        Some(PaperKind::None) => [PaperKind::None.label(), "（", &paper.reason, "）"].concat(),
        Some(kind) if kind != PaperKind::ResidentId => [kind.label(), " ", &paper.number].concat(),
        _ => paper.number.clone(),
    }
}

/// A date that is not whole or not real, in the words in which it was typed.
fn partial_date(text: &str) -> String {
    let parts = date::parts(text);
    if parts[1..].iter().all(|part| part.is_empty()) && !text.contains('-') {
        return text.to_owned();
    }
    let mut words = String::new();
    for (part, unit) in parts.into_iter().zip(["年", "月", "日"]) {
        words.push_str(if part.is_empty() { "__" } else { part });
        words.push_str(unit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FormKind, Value};
    use crate::forms::form;

    fn shown(kind: FormKind, key: &str, json: &str) -> String {
        let value: Value = serde_json::from_str(json).unwrap();
        display(form(kind).field(key).unwrap(), Some(&value))
    }

    #[test]
    fn every_shape_is_said_in_chinese() {
        use FormKind::{LeftBehind, Migrant};
        for (kind, key, json, words) in [
            (Migrant, "child_birth_date", r#""2015-03-08""#, "2015年3月8日"),
            (Migrant, "child_birth_date", r#""2015--""#, "2015年__月__日"),
            (Migrant, "child_sex", r#""2""#, "女"),
            (Migrant, "child_ethnicity", r#""05""#, "维吾尔族"),
            (Migrant, "is_boarding", "false", "否"),
            (LeftBehind, "has_entrusted_carer", "true", "有"),
            (LeftBehind, "has_entrusted_carer", "false", "无"),
            (Migrant, "family_difficulty", r#"["dibao","other"]"#, "低保家庭、其他"),
            (Migrant, "medical_insurance", r#""at_residence""#, "纳入居住地医保"),
            (LeftBehind, "medical_insurance", r#""insured""#, "已纳入医保"),
            (Migrant, "father_phone", r#""13800138000""#, "138 0013 8000"),
            (Migrant, "father_id", r#"{"type":"resident_id","number":"11010519491231002X"}"#, "11010519491231002X"),
            (Migrant, "father_id", r#"{"type":"passport","number":"E12345678"}"#, "护照 E12345678"),
            (Migrant, "father_id", r#"{"type":"none","number":"","reason":"遗失"}"#, "没有证件或不能提供（遗失）"),
            (
                Migrant,
                "current_address",
                r#"{"division_code":"120104001","detail":"1号","division_path":"天津市/市辖区/南开区/长虹街道"}"#,
                "天津市南开区长虹街道1号",
            ),
            (
                Migrant,
                "father_current_address",
                r#"{"division_code":"","detail":"大阪","outside":"日本"}"#,
                "日本 大阪",
            ),
        ] {
            assert_eq!(shown(kind, key, json), words, "{key}");
        }
    }

    #[test]
    fn an_unanswered_question_is_never_no() {
        let form = form(FormKind::Migrant);
        assert_eq!(display(form.field("hukou_registered").unwrap(), None), MISSING);
    }

    #[test]
    fn what_was_not_asked_is_told_from_what_was_not_answered() {
        let form = form(FormKind::Migrant);
        let day = jiff::civil::date(2026, 11, 21);
        let said = |born: &str, key: &str| {
            let answers: Answers = [
                ("child_birth_date", Value::Text(born.to_owned())),
                ("father_status", Value::Text("deceased".to_owned())),
            ]
            .into_iter()
            .collect();
            answer(form, form.field(key).unwrap(), &answers, day)
        };
        assert_eq!(said("2019-11-22", "health_service_0_6y"), MISSING);
        assert_eq!(said("2019-11-21", "health_service_0_6y"), NOT_APPLICABLE);
        assert_eq!(said("2019-11-21", "father_name"), DASH);
        assert_eq!(said("2019-11-21", "mother_name"), MISSING);
    }
}
