//! What was found at a field, beside it, with the correction offered where there is one.

use domain::form::{Field, Finding, Level};
use leptos::prelude::*;

use super::Sheet;
use crate::command::{Command, NAME};
use crate::components::icon::Icon;

/// The findings to show now. Before the family asks to go on, nobody is told that something is still
/// missing; what is wrong in an answer shows as soon as the field was left.
pub(super) fn shown(sheet: &Sheet, field: &'static Field) -> ArcMemo<Vec<Finding>> {
    let (all, checked, touched, answers) = (sheet.findings(), sheet.checked(), sheet.touched(), sheet.answers());
    let key = field.key;
    ArcMemo::new(move |_| {
        let due = checked.get()
            || touched.with(|touched| touched.iter().any(|left| left == key))
            || answers.with(|answers| answers.value(key).is_some());
        let checked = checked.get();
        let show = |finding: &&Finding| finding.field == key && due && (checked || finding.rule != "required");
        all.with(|all| all.iter().filter(show).cloned().collect())
    })
}

/// The findings and their corrections. The region is always there, so that changes are read out.
pub(super) fn findings(key: &'static str, shown: ArcMemo<Vec<Finding>>) -> AnyView {
    view! {
        <div id=format!("e-{key}") class="stack-tight" aria-live="polite">
            {move || shown.get().into_iter().map(finding).collect_view()}
        </div>
    }
    .into_any()
}

fn finding(finding: Finding) -> AnyView {
    let class = if finding.level == Level::Error { "finding finding-error" } else { "finding" };
    let command = Command::Fix { rule: finding.rule.into_owned(), field: finding.field };
    let fix = finding.fix.map(|fix| {
        view! { <button class="button button-small" type="submit" name=NAME value=command.value()>{fix.label}</button> }
    });
    view! {
        <div class=class>
            <p>{Icon::Alert.view()} " " {finding.message}</p>
            {fix}
        </div>
    }
    .into_any()
}
