//! 基本公共卫生服务: the two items of 卫健.

use jiff::civil::Date;

use super::{coded, conclude};
use crate::comparison::answer::Service;
use crate::comparison::columns::ServiceResult;
use crate::comparison::item::Item;
use crate::comparison::item_state::ItemState;
use crate::comparison::outcome::{Note, Outcome};
use crate::comparison::standing::Standing;
use crate::form::{FormKind, Value};

/// 外地已接受 is read as the place of the hukou (decided here).
pub(super) fn compare(item: Item, standing: &Standing<'_>, record: &Service) -> Outcome {
    let stated = match (standing.form, record.received) {
        (_, None) => return Outcome::of(ItemState::Unclear),
        (_, Some(ServiceResult::NotReceived)) => "not_received",
        (FormKind::LeftBehind, Some(_)) => "received",
        (FormKind::Migrant, Some(ServiceResult::Here)) => "at_residence",
        (FormKind::Migrant, Some(ServiceResult::Elsewhere)) => "at_hukou",
    };
    against(item, standing, stated)
}

/// 无记录: the file may lie where the child was before, or is.
pub(super) fn none(item: Item, standing: &Standing<'_>, as_of: Date) -> Outcome {
    let elsewhere = match standing.form {
        FormKind::Migrant => declared(item, standing) == Some("at_hukou"),
        FormKind::LeftBehind => declared(item, standing) != Some("not_received") && standing.lives_elsewhere(as_of),
    };
    if elsewhere {
        return Outcome::of(ItemState::Unclear).note(Note::HeldElsewhere);
    }
    against(item, standing, "not_received")
}

fn against(item: Item, standing: &Standing<'_>, stated: &str) -> Outcome {
    let mut outcome = Outcome::of(ItemState::Matched);
    if declared(item, standing) != Some(stated) {
        outcome = outcome.difference(standing.answers, field(item), coded(stated));
    }
    conclude(outcome)
}

fn declared<'a>(item: Item, standing: &Standing<'a>) -> Option<&'a str> {
    standing.answers.value(field(item)).and_then(Value::as_text)
}

const fn field(item: Item) -> &'static str {
    match item {
        Item::Tcm036 => "tcm_service_0_36m",
        _ => "health_service_0_6y",
    }
}
