//! What was found at a field, beside it, with the correction offered where there is one.

use domain::form::{Field, FieldKind, Finding, Level, Value};
use domain::values::date;
use leptos::prelude::*;

use super::Screen;
use crate::declaration::command::Command;
use crate::question::bar::submit;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;

/// The findings to show now. Before the family asks to go on, nobody is told that something is still
/// missing; what is wrong in an answer shows as soon as the field was left.
pub(crate) fn shown(screen: &Screen, field: &'static Field) -> ArcMemo<Vec<Finding>> {
    let (all, checked, touched, answers) = (screen.findings(), screen.checked(), screen.touched(), screen.answers());
    let key = field.key;
    ArcMemo::new(move |_| {
        let due = checked.get()
            || touched.with(|touched| touched.iter().any(|left| left == key))
            || answers.with(|answers| answers.value(key).is_some());
        let checked = checked.get();
        let begun = answers.with(|answers| answers.value(key).is_some_and(|value| unfinished(field, value)));
        let early = |finding: &Finding| finding.rule == "required" || (begun && finding.level == Level::Error);
        let show = |finding: &&Finding| finding.field == key && due && (checked || !early(finding));
        all.with(|all| all.iter().filter(show).cloned().collect())
    })
}

/// Is this an answer of several parts of which some are still to come? Nobody is told so while at it.
fn unfinished(field: &Field, value: &Value) -> bool {
    match value {
        Value::Text(text) => field.kind == FieldKind::Date && date::parts(text).iter().any(|part| part.is_empty()),
        Value::Address(address) => address.outside.is_empty() && address.division_code.len() < 9,
        Value::Paper(paper) => paper.number.is_empty() && paper.reason.is_empty(),
        Value::Bool(_) | Value::Choices(_) => false,
    }
}

/// The findings and their corrections. The region is always there, so that changes are read out.
pub(crate) fn findings(key: &'static str, shown: ArcMemo<Vec<Finding>>) -> El {
    el("div")
        .attr("id", format!("e-{key}"))
        .class("stack-tight")
        .attr("aria-live", "polite")
        .child(live(move || Piece::Many(shown.get().into_iter().map(finding).collect())))
}

fn finding(finding: Finding) -> Piece {
    let class = if finding.level == Level::Error { "finding finding-error" } else { "finding" };
    let command = Command::Fix { rule: finding.rule.into_owned(), field: finding.field };
    let fix = finding.fix.map(|fix| submit("button button-small", &command).child(fix.label));
    let words = el("p").child(Icon::Alert.draw()).child(" ").child(finding.message);
    el("div").class(class).child(words).child(fix).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::FormKind;
    use domain::forms::form;

    #[test]
    fn nobody_is_told_of_an_error_before_the_last_part_was_filled_in() {
        for (key, json, begun) in [
            ("child_birth_date", r#""2017--""#, true),
            ("child_birth_date", r#""2017-3-""#, true),
            ("child_birth_date", r#""2017-2-30""#, false),
            ("school_name", r#""A-""#, false),
            ("current_address", r#"{"division_code":"120104"}"#, true),
            ("current_address", r#"{"division_code":"120104001"}"#, false),
            ("father_current_address", r#"{"division_code":"","outside":"新加坡"}"#, false),
            ("father_id", r#"{"type":"passport","number":""}"#, true),
            ("father_id", r#"{"type":"passport","number":"E1"}"#, false),
        ] {
            let field = form(FormKind::Migrant).field(key).unwrap();
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(unfinished(field, &value), begun, "{key} {json}");
        }
    }
}
