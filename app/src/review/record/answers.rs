//! The answers, section by section under the official labels, each with a place for a comment.

use domain::form::summary::{MISSING, answer, display};
use domain::form::{Answers, Field, FieldKind, Form, Part, journey};
use domain::view::review::RecordView;
use leptos::prelude::*;

use super::{reveal, typed_before};
use crate::review::functions::command::COMMENT;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::textarea;

/// The parts in the order of the sheet.
const PARTS: [Part; 7] = [
    Part::Header,
    Part::Child,
    Part::Parents,
    Part::OtherGuardian,
    Part::EntrustedCare,
    Part::FamilyLife,
    Part::Supplementary,
];

/// All parts that apply to the child.
pub(crate) fn answers(form: &'static Form, record: &RecordView, unit: &str, typed: &[(String, String)]) -> AnyView {
    let sections: Vec<_> = PARTS.into_iter().filter_map(|named| part(form, named, record, unit, typed)).collect();
    let changed = record.before.as_ref().map(|before| changed_fields(form, &record.answers, before));
    let told = changed.map(|fields| {
        let words = if fields.is_empty() {
            "与上一版相比没有改动。".to_owned()
        } else {
            format!(
                "与上一版相比改了{}项：{}。",
                fields.len(),
                fields.iter().map(|field| field.official_label()).collect::<Vec<_>>().join("、")
            )
        };
        view! { <p class="notice">{words}</p> }
    });
    view! {
        {told}
        {sections}
    }
    .erase()
}

/// Fields whose answer is another one than before.
fn changed_fields(form: &Form, now: &Answers, before: &Answers) -> Vec<&'static Field> {
    form.fields().filter(|field| now.value(field.key) != before.value(field.key)).collect()
}

/// The official name of a part of the sheet.
#[must_use]
pub const fn title(part: Part) -> &'static str {
    match part {
        Part::Header => "表头",
        Part::Child => "儿童基本信息",
        Part::Parents => "父母基本信息",
        Part::OtherGuardian => "其他监护人基本信息",
        Part::EntrustedCare => "委托照顾状况",
        Part::FamilyLife => "家庭生活情况",
        Part::Supplementary => "补充信息",
    }
}

fn part(
    form: &'static Form,
    part: Part,
    record: &RecordView,
    unit: &str,
    typed: &[(String, String)],
) -> Option<AnyView> {
    let (answers, as_of) = (&record.answers, record.report_date);
    let before = |key: &str| record.before.as_ref().and_then(|before| before.value(key));
    let sections = form.sections.iter().filter(|section| section.part == part);
    let rows: Vec<_> = sections
        .flat_map(|section| {
            let asked = journey::asked_fields(section, answers, as_of);
            let shown = move |field: &&'static Field| {
                let asked = asked.iter().any(|one| one.key == field.key);
                asked || answers.value(field.key).is_some() || before(field.key).is_some()
            };
            section.fields.iter().filter(shown)
        })
        .map(|field| row(form, field, record, unit, typed))
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(
        view! {
            <section class="card">
                <h2>{title(part)}</h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
        .erase(),
    )
}

fn row(
    form: &'static Form,
    field: &'static Field,
    record: &RecordView,
    unit: &str,
    typed: &[(String, String)],
) -> AnyView {
    // A unit is kept as a code; only its name is for people.
    let words = match field.kind {
        FieldKind::Unit => unit.to_owned(),
        _ => answer(form, field, &record.answers, record.report_date),
    };
    let was = record.before.as_ref().filter(|before| before.value(field.key) != record.answers.value(field.key));
    let was = was.map(|before| display(field, before.value(field.key)));
    let class = if words == MISSING { "unanswered" } else { "" };
    let found = record.findings.iter().any(|finding| finding.field == field.key);
    let name = format!("{COMMENT}{}", field.key);
    let held = typed_before(typed, &name);
    let id = format!("c-{}", field.key);
    let comments = !record.actions.is_empty() && record.actions.contains(&domain::review::Action::Return);
    let label = field.official_label();
    let (changed, open) = (was.is_some(), !held.is_empty());
    let reveal = reveal::of_field(record, field.key);
    view! {
        <div id=format!("f-{}", field.key) class:fact-changed=changed tabindex="-1">
            <dt>
                {field.label}
                {found.then(|| view! { <span class="tag tag-attention">{Icon::Alert.view()} "有提示"</span> })}
            </dt>
            <dd class=class>
                {was.map(|was| view! {
                    <span class="was"><span class="tag">"已改"</span> <del><span class="visually-hidden">"原来是"</span>{was}</del></span>
                    <span class="visually-hidden">"现在是"</span>
                })}
                <span>{words}</span> {reveal}
            </dd>
            {comments.then(|| view! {
                <dd class="note">
                    <details open=open>
                        <summary>"批注" <span class="visually-hidden">"：" {label.clone()}</span></summary>
                        <label class="visually-hidden" for=id.clone()>{label} "要怎样改"</label>
                        <textarea class="input" id=id name=name rows="2" maxlength="300" placeholder="请写明这一项要怎样改，家长会看到">{textarea::words(&held)}</textarea>
                    </details>
                </dd>
            })}
        </div>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::{FormKind, Value};

    #[test]
    fn what_was_taken_away_counts_as_changed() {
        let form = domain::forms::form(FormKind::Migrant);
        let text = |value: &str| Value::Text(value.to_owned());
        let before: Answers = [("child_name", text("王强")), ("school_name", text("第一小学"))].into_iter().collect();
        let now: Answers = [("child_name", text("王强")), ("child_sex", text("1"))].into_iter().collect();
        let keys: Vec<&str> = changed_fields(form, &now, &before).iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), 2);
        assert!(keys.contains(&"child_sex") && keys.contains(&"school_name"));
    }
}
