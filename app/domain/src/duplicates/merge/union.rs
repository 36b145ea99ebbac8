//! Two answers that both count.

use super::Source;
use super::rule::Reason;
use crate::form::{FieldKind, FormKind, Value};
use crate::forms::form;

/// The union of two multiple choices in printed order; the exclusive code (无, 健康) gives way to any other.
pub(super) fn of(kind: FormKind, key: &str, ours: &Value, theirs: &Value) -> Option<(Value, Source, Reason)> {
    let FieldKind::Multi { options, exclusive } = form(kind).field(key)?.kind else { return None };
    let (Value::Choices(ours), Value::Choices(theirs)) = (ours, theirs) else { return None };
    let chosen = |code: &str| [ours, theirs].into_iter().flatten().any(|held| held == code);
    let others = options.iter().any(|option| option.code != exclusive && chosen(option.code));
    let codes = options.iter().filter(|option| chosen(option.code) && (option.code != exclusive || !others));
    let codes: Vec<String> = codes.map(|option| option.code.to_owned()).collect();
    let source = match () {
        () if codes == *ours => Source::Survivor,
        () if codes == *theirs => Source::Loser,
        () => Source::Both,
    };
    Some((Value::Choices(codes), source, Reason::United))
}

/// Both texts, one behind the other, if the field has room for them.
pub(super) fn joined(kind: FormKind, key: &str, ours: &Value, theirs: &Value) -> Option<(Value, Source, Reason)> {
    let FieldKind::Text { max } = form(kind).field(key)?.kind else { return None };
    let (ours, theirs) = (ours.as_text()?, theirs.as_text()?);
    let both = format!("{ours}；{theirs}");
    let fits = both.chars().count() <= usize::from(max);
    fits.then_some((Value::Text(both), Source::Both, Reason::United))
}

/// The answer that speaks for a ledger entry; `None` when both or neither do, or equally.
pub(super) fn graver(key: &str, ours: &Value, theirs: &Value) -> Option<(Value, Source, Reason)> {
    let (one, other) = (weight(key, ours), weight(key, theirs));
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some((ours.clone(), Source::Survivor, Reason::Graver)),
        std::cmp::Ordering::Less => Some((theirs.clone(), Source::Loser, Reason::Graver)),
    }
}

/// 2 for what opens an entry, 1 for what proposes one (DT-K row 3).
fn weight(key: &str, value: &Value) -> u8 {
    match (key, value) {
        (_, Value::Bool(yes)) => 2 * u8::from(*yes),
        ("guardianship_status", Value::Text(code)) => match code.as_str() {
            "unattended" => 3,
            "no_capacity" => 2,
            "poor" | "insufficient_capacity" | "entrusted_insufficient" => 1,
            _ => 0,
        },
        _ => 0,
    }
}
