//! What is left of an answer that is shown masked: by its group, as `access.toml` says in words. Whatever is not named
//! here only tells that it was answered.

use jiff::civil::Date;

use super::codes::Group;
use crate::divisions::Address;
use crate::form::Value;
use crate::masking;
use crate::values::{Paper, date};

/// Instead of an answer of which only this is shown: that there is one.
pub(super) const ANSWERED: &str = "已填";

/// How far down an address is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Six digits.
    County,
    /// Nine digits.
    Township,
    /// Twelve digits; never the house.
    Village,
}

/// The masked value; `None` when nothing of it is shown. `on` is the day of the age, in Asia/Shanghai.
pub(super) fn value(group: Group, key: &str, value: &Value, on: Date) -> Option<Value> {
    let text = |text: String| Some(Value::Text(text));
    match (group, value) {
        (Group::Head | Group::County, value) => Some(value.clone()),
        (Group::History, _) => None,
        (Group::Name, Value::Text(name)) => text(masking::name(name)),
        (Group::Family, Value::Text(name)) if key.ends_with("_name") => text(masking::name(name)),
        (Group::Idno, Value::Text(number)) if key != "child_id_pending_reason" => text(masking::id_number(number)),
        (Group::Contact, Value::Text(number)) => text(masking::phone(number)),
        (Group::FamilyId, Value::Paper(paper)) => Some(Value::Paper(Paper {
            kind: paper.kind.clone(),
            number: masking::id_number(&paper.number),
            reason: String::new(),
        })),
        (_, Value::Address(place)) => Some(Value::Address(address(place, Depth::Township))),
        (Group::Basic, Value::Text(day)) if key == "child_birth_date" => text(
            date::parse(day)
                .map_or_else(|_| ANSWERED.to_owned(), |born| format!("{}岁", date::full_years(born, on).max(0))),
        ),
        (Group::Basic, Value::Text(_)) if key == "child_sex" => Some(value.clone()),
        (Group::Family, Value::Text(_)) if key.ends_with("_relation") => Some(value.clone()),
        (Group::Schooling, Value::Text(_)) if key == "schooling_stage" => Some(value.clone()),
        (Group::Needs, Value::Bool(_)) => Some(value.clone()),
        _ => text(ANSWERED.to_owned()),
    }
}

/// The place, as deep as it is shown: never the house, never what was typed before it was coded. The words for a place
/// outside the mainland may name a house, and are shown with the township.
pub(super) fn address(place: &Address, depth: Depth) -> Address {
    let (digits, names) = match depth {
        Depth::County => (6, 3),
        Depth::Township => (9, 4),
        Depth::Village => (12, 5),
    };
    let path: Vec<&str> = place.division_path.split('/').take(names).collect();
    Address {
        division_code: place.division_code.chars().take(digits).collect(),
        division_path: path.join("/"),
        outside: if depth == Depth::County { String::new() } else { place.outside.clone() },
        ..Address::default()
    }
}
