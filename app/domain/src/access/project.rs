//! Answers as far as somebody is shown them, and what somebody may write back.

use jiff::civil::Date;

use super::codes::{Group, Level};
use super::mask::{self, Depth};
use super::see::Levels;
use crate::form::{Answers, Value};

/// The answers as far as `levels` show them: in full, masked, or not there at all. What is not shown is not sent, so this
/// stands before anything is written for a page.
///
/// A masked answer is a text to be shown, whatever the field's shape (`120*************76`, `8岁`, `已填`); it is never
/// stored. `on` is the day of the age, in Asia/Shanghai.
#[must_use]
pub fn project(answers: &Answers, levels: &Levels, on: Date) -> Answers {
    answers.iter().filter_map(|(key, value)| Some((key, shown(key, value, levels, on)?))).collect()
}

fn shown(key: &str, value: &Value, levels: &Levels, on: Date) -> Option<Value> {
    let group = Group::of_field(key)?;
    match (levels.of(group), value) {
        (Level::Read, _) => Some(value.clone()),
        (level, Value::Address(place)) if Group::County.parts().contains(&key) => {
            depth(level, levels).map(|depth| Value::Address(mask::address(place, depth)))
        }
        (Level::Masked | Level::Reveal, _) => mask::value(group, key, value, on),
        (Level::None | Level::Exists, _) => None,
    }
}

/// How deep an address is shown whose house is not: its county and its village are groups of their own.
fn depth(own: Level, levels: &Levels) -> Option<Depth> {
    let (county, place) = (levels.of(Group::County), levels.of(Group::Place));
    match () {
        () if place == Level::Read => Some(Depth::Village),
        () if own.max(place) >= Level::Masked => Some(Depth::Township),
        () if county >= Level::Masked => Some(Depth::County),
        () => None,
    }
}

/// The answers to keep after somebody sent `sent` about a record that holds `kept`: of the groups that are shown in full,
/// what was sent; of the others, what stood there. Nobody overwrites, or clears, what he or she cannot read.
#[must_use]
pub fn accept(kept: &Answers, sent: &Answers, levels: &Levels) -> Answers {
    let reads = |key: &str| Group::of_field(key).is_some_and(|group| levels.of(group) == Level::Read);
    let own = |answers: &Answers, wanted: bool| {
        let pairs = answers.iter().filter(|(key, _)| reads(key) == wanted);
        pairs.map(|(key, value)| (key.to_owned(), value.clone())).collect::<Vec<_>>()
    };
    own(kept, false).into_iter().chain(own(sent, true)).collect()
}
