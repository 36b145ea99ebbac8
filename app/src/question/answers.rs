//! Answers in words, section by section, each with a way to change it.

use domain::Date;
use domain::form::summary::{MISSING, answer};
use domain::form::{Answers, Asker, Form, Section};
use domain::forms::brief::brief;
use leptos::prelude::*;

use crate::declaration::screen;
use crate::ui::erase::Erase as _;

/// The answers of one section; `edit` is the address of its screen.
pub fn section_answers(
    form: &'static Form,
    section: &'static Section,
    answers: &Answers,
    today: Date,
    asker: Asker,
    edit: Option<String>,
) -> AnyView {
    let rows = screen::asked(section, answers, today, asker)
        .into_iter()
        .map(|field| {
            let words = answer(form, field, answers, today);
            let missing = words == MISSING;
            let (class, words) = if missing { ("unanswered", "还没填".to_owned()) } else { ("", words) };
            let name = brief(field);
            let official = (name != field.label && !field.number.is_empty()).then(|| {
                view! { <span class="official" aria-hidden="true">{field.label}</span> }
            });
            view! { <div><dt>{name} {official}</dt><dd class=class>{words}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="card">
            <div class="section-head">
                <h2>{section.title}</h2>
                {edit.map(|href| view! {
                    <a href=href>"修改"<span class="visually-hidden">"：" {section.title}</span></a>
                })}
            </div>
            <dl class="answers">{rows}</dl>
        </section>
    }
    .erase()
}
