//! What stands against finishing a declaration, on its last page: errors, remarks, and reasons to be given.
//!
//! `base` is where the screens of the form are, e.g. `/declare/migrant`.

use domain::checks::blocking;
use domain::form::{Finding, Form, Level};
use domain::problem::Problem;
use leptos::ev::Event;
use leptos::prelude::*;

use crate::declaration::Declaration;
use crate::platform::{self, Press};
use crate::ui::erase::Erase as _;
use crate::wire::Failure;

/// Errors with links to where they are put right, and remarks that stop nothing.
#[must_use]
pub fn problems(declaration: &Declaration, form: &'static Form, base: String) -> AnyView {
    let findings = declaration.findings();
    let link = move |base: &str, finding: Finding| {
        let section = form.section_of(&finding.field).map_or("check", |section| section.name);
        let href = format!("{base}/{section}?check=1#f-{}", finding.field);
        view! { <li><a href=href>{said(form, &finding)}</a></li> }
    };
    (move || {
        let all = findings.get();
        let pick = |level: &[Level]| {
            let found = all.iter().filter(|f| level.contains(&f.level)).cloned();
            found.map(|finding| link(&base, finding)).collect::<Vec<_>>()
        };
        let (errors, remarks) = (pick(&[Level::Error]), pick(&[Level::Warning, Level::Alert]));
        let (any_error, any_remark) = (!errors.is_empty(), !remarks.is_empty());
        view! {
            {any_error.then(|| view! {
                <div class="notice notice-error" id="problems" role="alert" tabindex="-1">
                    <h2>"还有几处要补上或改一改"</h2>
                    <ul>{errors}</ul>
                </div>
            })}
            {any_remark.then(|| view! {
                <div class="notice notice-attention">
                    <h2>"请再看看这几处，没有错就不用改"</h2>
                    <ul>{remarks}</ul>
                </div>
            })}
        }
        .erase()
    })
    .erase()
}

/// The finding behind the question that it is about.
fn said(form: &Form, finding: &Finding) -> String {
    form.field(&finding.field).map_or_else(|| finding.message.clone(), |field| field.with_question(&finding.message))
}

/// What looks odd and may be right: the reason goes to the reviewer.
#[must_use]
pub fn overrides(declaration: &Declaration, form: &'static Form, base: String) -> AnyView {
    let findings = declaration.findings();
    let given = declaration.overrides();
    let odd = ArcMemo::new(move |_| {
        findings.with(|findings| {
            findings.iter().filter(|finding| finding.level == Level::Override).cloned().collect::<Vec<_>>()
        })
    });
    (move || {
        let given = given.get_untracked();
        let items = odd.get().into_iter().map(|finding| {
            let held = given.iter().find(|reason| reason.rule == finding.rule).map(|reason| reason.reason.clone());
            let (name, id) = (format!("reason.{}", finding.rule), format!("i-reason-{}", finding.rule));
            let said = said(form, &finding);
            let section = form.section_of(&finding.field).map_or("check", |section| section.name);
            let href = format!("{base}/{section}#f-{}", finding.field);
            view! {
                <div class="field">
                    <label class="question" for=id.clone()>{said}</label>
                    <p class="help">"填错了的，" <a href=href>"回去改"</a> "；没有填错，请写一句原因，工作人员会看到。"</p>
                    <input class="input" type="text" id=id name=name value=held autocomplete="off"/>
                </div>
            }
        });
        items.collect_view().erase()
    })
    .erase()
}

/// Takes the reason that was just written beside an odd answer.
pub fn reason_changed(declaration: &Declaration, ev: &Event) {
    if let Some(change) = platform::changed(ev) {
        take_reason(declaration, &change.name, &change.value);
    }
}

/// Takes all reasons as they stand. Gives what still stands against finishing, in words, and leads there.
#[must_use]
pub fn still_open(declaration: &Declaration, press: &Press) -> Option<String> {
    press.pairs.iter().for_each(|(name, value)| take_reason(declaration, name, value));
    let findings: Vec<Finding> = declaration.findings().with_untracked(|findings| {
        blocking(findings, &declaration.overrides().get_untracked()).into_iter().cloned().collect()
    });
    if findings.is_empty() {
        return None;
    }
    set_timeout(|| platform::focus("problems"), std::time::Duration::ZERO);
    Some(Failure::Problem(Problem::ChecksFailed { findings }).message())
}

fn take_reason(declaration: &Declaration, name: &str, value: &str) {
    if let Some(rule) = name.strip_prefix("reason.") {
        declaration.give_reason(rule, value);
    }
}
