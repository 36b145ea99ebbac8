//! HTML inputs and answers: which names an answer is posted under, in both directions.
//!
//! | field | names |
//! | --- | --- |
//! | text, name, number, phone, single choice, yes/no (`true`, `false`) | `key` |
//! | multiple choice | `key`, repeated |
//! | date | `key.year`, `key.month`, `key.day` (or one `key` as `YYYY-MM-DD`) |
//! | address | `key.division`, `key.detail`, `key.outside`; without scripts the selects `key.province` … `key.village` |
//! | paper | `key.type`, `key.number`, `key.reason` |
//!
//! What cannot be read is kept as typed, so that a person sees it again beside the words of the check.

use super::answers::Answers;
use super::field::{Choice, Field, FieldKind};
use super::normal::normal_form;
use super::value::Value;
use crate::divisions::Address;
use crate::values::order::in_order;
use crate::values::text::{clean, half_width};
use crate::values::{Paper, date};

/// The cascading selects of an address with the digits that each level adds to a code.
pub const CASCADE: [(&str, usize); 5] =
    [("province", 2), ("prefecture", 4), ("county", 6), ("township", 9), ("village", 12)];

/// What was posted, looked up by name.
#[derive(Clone, Copy)]
struct Posted<'a>(&'a [(String, String)]);

impl<'a> Posted<'a> {
    fn all(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The last value under `name`, so that a hidden default before an input gives way to it.
    fn one(self, name: &str) -> &'a str {
        self.all(name).last().unwrap_or_default()
    }

    fn part(self, key: &str, part: &str) -> &'a str {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| {
                given.strip_prefix(key).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| rest == part)
            })
            .map_or("", |(_, value)| value.as_str())
    }
}

/// The last value under `name`; empty when there is none.
#[must_use]
pub fn last_value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().rev().find(|(given, _)| given == name).map_or("", |(_, value)| value)
}

/// Reads the answers to `fields` out of posted pairs; `None` takes an answer away.
///
/// `fields` are those that were on the page: HTML posts nothing for a group without a tick, so a field
/// that is missing among the pairs was emptied.
#[must_use]
pub fn read(fields: &[&'static Field], pairs: &[(String, String)]) -> Vec<(&'static str, Option<Value>)> {
    let posted = Posted(pairs);
    fields.iter().map(|field| (field.key, value(field, posted).filter(|value| !value.is_empty()))).collect()
}

/// Reads posted pairs into `answers`. An address whose division did not change keeps the names and the
/// raw text that were stored with it, which no input carries.
pub fn apply(fields: &[&'static Field], pairs: &[(String, String)], answers: &mut Answers) {
    for (key, value) in read(fields, pairs) {
        match (value, answers.remove(key)) {
            (Some(Value::Address(new)), Some(Value::Address(old))) if new.division_code == old.division_code => {
                let kept = Address { division_path: old.division_path, raw: old.raw, ..new };
                answers.set(key, Value::Address(kept));
            }
            (Some(new), _) => answers.set(key, new),
            (None, _) => {}
        }
    }
}

fn value(field: &Field, posted: Posted<'_>) -> Option<Value> {
    let text = |text: String| (!text.is_empty()).then_some(Value::Text(text));
    let typed = posted.one(field.key);
    match field.kind {
        FieldKind::Bool { .. } => match typed {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            other => text(clean(other)),
        },
        FieldKind::Multi { options, .. } => Some(Value::Choices(codes(options, posted.all(field.key)))),
        FieldKind::Date => text(read_date(field.key, posted)),
        kind => Some(normal_form(
            kind,
            match kind {
                FieldKind::Address => Value::Address(read_address(field.key, posted)),
                FieldKind::PersonId => Value::Paper(read_paper(field.key, posted)),
                _ => Value::Text(typed.to_owned()),
            },
        )),
    }
}

/// The codes in the order of the list, unknown ones after it, each once.
fn codes<'a>(options: &[Choice], posted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in posted.map(str::trim).filter(|code| !code.is_empty()) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    let place = |code: &String| options.iter().position(|option| option.code == code).unwrap_or(usize::MAX);
    in_order(codes, place)
}

fn read_date(key: &str, posted: Posted<'_>) -> String {
    let [year, month, day] = ["year", "month", "day"].map(|part| posted.part(key, part));
    // One input only, or a whole date pasted into the first.
    let whole =
        if year.trim().is_empty() && month.trim().is_empty() && day.trim().is_empty() { posted.one(key) } else { year };
    if let Some(parts) = date::whole(whole) {
        return join_date(parts.each_ref().map(String::as_str));
    }
    if !month.trim().is_empty() || !day.trim().is_empty() {
        return join_date([year, month, day]);
    }
    let whole: String = whole.chars().map(half_width).collect();
    join_date(date::parts(&whole))
}

/// Only a real day is padded with zeros; anything else stays as it was typed.
fn join_date([year, month, day]: [&str; 3]) -> String {
    let (year, month, day) = (digits(year, '年'), digits(month, '月'), digits(day, '日'));
    if month.is_empty() && day.is_empty() {
        let alone = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        return if alone { year + "--" } else { year };
    }
    let padded = [&*year, "-", &pad(&month), "-", &pad(&day)].concat();
    if date::parse(&padded).is_ok() { padded } else { [&*year, "-", &month, "-", &day].concat() }
}

fn pad(part: &str) -> String {
    if part.len() == 1 { ["0", part].concat() } else { part.to_owned() }
}

/// Half-width, without the word 年, 月 or 日 that some people add; a hyphen inside a part would be read
/// as the end of it.
fn digits(typed: &str, unit: char) -> String {
    let part = typed.trim().trim_end_matches(|c: char| c == unit || c.is_whitespace());
    part.chars().map(half_width).map(|c| if c == '-' { '/' } else { c }).collect()
}

fn read_address(key: &str, posted: Posted<'_>) -> Address {
    let mut deepest: Option<(&str, usize)> = None;
    for (part, length) in CASCADE {
        let code = posted.part(key, part).trim();
        // A select further down may still hold a place of the region chosen before.
        let consistent = deepest.is_none_or(|(above, digits)| code.get(..digits) == above.get(..digits));
        if !code.is_empty() && consistent {
            deepest = Some((code, length));
        } else if !code.is_empty() {
            break;
        }
    }
    Address {
        division_code: deepest.map_or_else(|| posted.part(key, "division").trim(), |(code, _)| code).to_owned(),
        detail: posted.part(key, "detail").to_owned(),
        outside: posted.part(key, "outside").to_owned(),
        ..Address::default()
    }
}

fn read_paper(key: &str, posted: Posted<'_>) -> Paper {
    let kind = match posted.part(key, "type").trim() {
        "" => "resident_id",
        chosen => chosen,
    };
    Paper {
        kind: kind.to_owned(),
        number: posted.part(key, "number").to_owned(),
        reason: posted.part(key, "reason").to_owned(),
    }
}

/// The names and values under which `value` is put into inputs; empty parts are left out. A value of
/// the wrong shape is shown as the text it holds, if any.
#[must_use]
pub fn write(field: &Field, value: &Value) -> Vec<(String, String)> {
    let key = field.key;
    let part = |name: &str, text: &str| ([key, ".", name].concat(), text.to_owned());
    let mut pairs = match (field.kind, value) {
        (FieldKind::Date, Value::Text(text)) => {
            let [year, month, day] = date::parts(text);
            vec![part("year", year), part("month", month), part("day", day)]
        }
        (_, Value::Address(address)) => {
            let mut pairs = vec![
                part("division", &address.division_code),
                part("detail", &address.detail),
                part("outside", &address.outside),
            ];
            pairs.extend(cascade(&address.division_code).map(|(name, code)| part(name, &code)));
            pairs
        }
        (_, Value::Paper(paper)) => {
            vec![part("type", &paper.kind), part("number", &paper.number), part("reason", &paper.reason)]
        }
        (_, Value::Choices(codes)) => codes.iter().map(|code| (key.to_owned(), code.clone())).collect(),
        (_, Value::Bool(yes)) => vec![(key.to_owned(), if *yes { "true" } else { "false" }.to_owned())],
        (_, Value::Text(text)) => vec![(key.to_owned(), text.clone())],
    };
    pairs.retain(|(_, text)| !text.is_empty());
    pairs
}

/// The selects that lead to a division code, down to its own level: `120104001` gives province
/// `120000`, prefecture `120100`, county `120104`, township `120104001`.
fn cascade(code: &str) -> impl Iterator<Item = (&'static str, String)> {
    let known = matches!(code.len(), 6 | 9 | 12) && code.bytes().all(|byte| byte.is_ascii_digit());
    let depth = match code.len() {
        _ if !known => 0,
        6 if code.ends_with("0000") => 2,
        6 if code.ends_with("00") => 4,
        length => length,
    };
    let code = code.to_owned();
    CASCADE.into_iter().filter(move |(_, length)| *length <= depth).map(move |(name, length)| {
        let mut level = code[..length].to_owned();
        while level.len() < 6 {
            level.push('0');
        }
        (name, level)
    })
}

#[cfg(test)]
#[path = "inputs_tests.rs"]
mod tests;
