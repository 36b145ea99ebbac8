//! What a field's own declaration asks: the type, the options, the length, the required level.

use super::findings::{Check, set};
use crate::divisions::{Address, DivisionCode};
use crate::form::{Asker, Field, FieldKind, Required, Value, normal_form};
use crate::values::{
    AdultPaper, NationalId, NationalIdError, Paper, PaperError, PaperKind, PersonName, Phone, date, national_id,
    old_font, text,
};

const TYPE: &str = "type";
const REQUIRED: &str = "required";
const NO_OPTION: &str = "请从下面的选项里选一个";
const SHAPE: &str = "这一项没有认出来，请重新填一次";

/// Checks every answer that is there against the kind of its field.
pub(super) fn types(check: &mut Check<'_>) {
    for field in check.form.fields() {
        if let Some(value) = check.answers.value(field.key) {
            kind(check, field, value);
        }
    }
}

fn kind(check: &mut Check<'_>, field: &Field, value: &Value) {
    match (field.kind, value) {
        (FieldKind::Bool { .. }, Value::Bool(_)) => {}
        (FieldKind::Multi { exclusive, .. }, Value::Choices(codes)) => multi(check, field, codes, exclusive),
        (FieldKind::PersonId, Value::Paper(paper)) => person_id(check, field, paper),
        (FieldKind::Address, Value::Address(address)) => place(check, field, address),
        (_, Value::Text(text)) => text_kind(check, field, text),
        _ => check.error(TYPE, field.key, SHAPE),
    }
}

fn text_kind(check: &mut Check<'_>, field: &Field, typed: &str) {
    let (rule, error) = match field.kind {
        FieldKind::Text { max } => (TYPE, text::parse(typed, max).err().map(|error| error.to_string())),
        FieldKind::PersonName => (TYPE, PersonName::parse(typed).err().map(|error| error.to_string())),
        FieldKind::Date => (TYPE, date::parse(typed).err().map(|error| error.to_string())),
        FieldKind::Phone => (TYPE, Phone::parse(typed).err().map(|error| error.to_string())),
        FieldKind::NationalId => ("V-01", NationalId::parse(typed).err().map(|error| of_child(typed, error))),
        FieldKind::Unit => (TYPE, DivisionCode::parse(typed).err().map(|error| error.to_string())),
        FieldKind::Single { .. } => (TYPE, field.option_label(typed).is_none().then(|| NO_OPTION.to_owned())),
        FieldKind::Bool { .. } | FieldKind::Multi { .. } | FieldKind::PersonId | FieldKind::Address => {
            (TYPE, Some(SHAPE.to_owned()))
        }
    };
    if let Some(message) = error {
        check.error(rule, field.key, message);
        offer_successors(check, field, &[typed]);
    }
}

/// The words for a child's number that is wrong: one of another paper is named, as an adult's is.
fn of_child(typed: &str, error: NationalIdError) -> String {
    let foreign = PaperKind::ForeignPr2023;
    if error == NationalIdError::Province && AdultPaper::parse(foreign, typed).is_ok() {
        return ["这个号码是", foreign.label(), "的号码，不是户口簿上的身份证号，请对照户口簿填写"].concat();
    }
    error.to_string()
}

/// Offers to write the characters of old fonts in the texts of the answer as they are coded today.
fn offer_successors(check: &mut Check<'_>, field: &Field, texts: &[&str]) {
    let new: String = texts.iter().filter_map(|text| Some(old_font::mended(text)?.1)).collect();
    let mended = |text: &str| old_font::mended(text).map_or_else(|| text.to_owned(), |(text, _)| text);
    let Some(value) = check.answers.value(field.key).filter(|_| !new.is_empty()) else { return };
    let value = match value.clone() {
        Value::Address(place) => {
            Value::Address(Address { detail: mended(&place.detail), outside: mended(&place.outside), ..place })
        }
        Value::Paper(paper) => Value::Paper(Paper { reason: mended(&paper.reason), ..paper }),
        Value::Text(text) => Value::Text(mended(&text)),
        other => other,
    };
    check.fix(["改成“", &new, "”"].concat(), set(field.key, normal_form(field.kind, value)));
}

fn multi(check: &mut Check<'_>, field: &Field, codes: &[String], exclusive: &str) {
    if codes.iter().any(|code| field.option_label(code).is_none()) {
        check.error(TYPE, field.key, NO_OPTION);
    } else if codes.iter().enumerate().any(|(at, code)| codes[..at].contains(code)) {
        check.error(TYPE, field.key, "同一项选了两次，请重新选择");
    }
    let others: Vec<String> = codes.iter().filter(|code| *code != exclusive).cloned().collect();
    if others.len() < codes.len() && !others.is_empty() {
        // 健康 excludes all others by V-15, 无 by the list itself.
        let rule = if exclusive == "healthy" { "V-15" } else { TYPE };
        let label = field.option_label(exclusive).unwrap_or_default();
        check.error(rule, field.key, ["选了“", label, "”，就不能再选别的，请看看哪个选错了"].concat());
        check.fix(["去掉“", label, "”"].concat(), set(field.key, Value::Choices(others)));
    }
}

fn person_id(check: &mut Check<'_>, field: &Field, paper: &Paper) {
    match AdultPaper::read(paper) {
        Ok(read) if read.needs_verification() => {
            check.warn(TYPE, field.key, "这是15位的老号码，可以换成18位；工作人员会再核对一次");
            let number = read.number().to_owned();
            check.fix("换成18位号码", set(field.key, Value::Paper(Paper { number, ..paper.clone() })));
        }
        Ok(_) => {
            if let Err(error) = text::parse(&paper.reason, 200) {
                check.error(TYPE, field.key, error.to_string());
                offer_successors(check, field, &[&paper.reason]);
            }
        }
        Err(error) => {
            check.error(TYPE, field.key, error.to_string());
            if let PaperError::OtherKind(kind) = error {
                relabel(check, field, paper, kind);
            }
        }
    }
}

fn relabel(check: &mut Check<'_>, field: &Field, paper: &Paper, kind: PaperKind) {
    let right =
        Paper { kind: kind.code().to_owned(), number: national_id::normalise(&paper.number), reason: String::new() };
    check.fix(["改为“", kind.label(), "”"].concat(), set(field.key, Value::Paper(right)));
}

fn place(check: &mut Check<'_>, field: &Field, address: &Address) {
    if !address.division_code.is_empty()
        && let Err(error) = DivisionCode::parse(&address.division_code)
    {
        check.error(TYPE, field.key, error.to_string());
    }
    let wrong = [(&address.detail, 200), (&address.outside, 100)].map(|(typed, max)| text::parse(typed, max).err());
    for error in wrong.into_iter().flatten() {
        check.error(TYPE, field.key, error.to_string());
        offer_successors(check, field, &[&address.detail, &address.outside]);
    }
}

/// Names every field that is asked, needed and empty, unless a rule has already stopped at it.
pub(super) fn required(check: &mut Check<'_>) {
    for section in check.form.sections {
        if !section.asked.holds(check.answers, check.as_of) {
            continue;
        }
        for field in section.fields {
            let needed = match field.required {
                Required::Always => true,
                Required::When(condition) => condition.holds(check.answers, check.as_of),
                Required::Optional => false,
            };
            if needed
                && field.asker != Asker::System
                && field.asker <= check.ctx.facts.asker
                && !check.filled(field.key)
                && field.asked.holds(check.answers, check.as_of)
                && !check.found.iter().any(|finding| finding.field == field.key && finding.blocks(|_| false))
            {
                check.error(REQUIRED, field.key, missing(check.ctx.facts.asker, field));
            }
        }
    }
}

/// A family reads this behind the question; who works with the paper form, or another program, by the label.
fn missing(asker: Asker, field: &Field) -> String {
    let choice = matches!(field.kind, FieldKind::Bool { .. } | FieldKind::Single { .. } | FieldKind::Multi { .. });
    if asker == Asker::Family {
        return if choice { "这一题还没选" } else { "这一题还没填" }.to_owned();
    }
    [if choice { "请选择“" } else { "请填写“" }, field.label, "”"].concat()
}
