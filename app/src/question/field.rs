//! One question, made from its declaration: words, help, control, findings.
//!
//! Controls are written once and never again by the page itself, so what somebody types stays. The
//! form around them listens for changes ([`form`]); only findings, shortcuts and the asked state react.

pub mod address;
mod choice;
mod date;
pub mod error_summary;
mod findings;
pub mod form;
mod national_id;
mod paper;
mod shortcuts;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::form::{Answers, Field, FieldKind, Finding, Level, Required, Section, inputs};
use leptos::prelude::*;

use crate::declaration::{Declaration, screen};
use crate::places::functions::PlaceStep;
use crate::ui::html::{El, Piece, el};

/// What the fields of one screen share. Cheap to clone.
#[derive(Clone)]
pub struct Screen(Arc<Shared>);

struct Shared {
    declaration: Declaration,
    section: &'static Section,
    screening: bool,
    fields: Vec<&'static Field>,
    asked: ArcMemo<Vec<&'static str>>,
    findings: ArcMemo<Vec<Finding>>,
    checked: ArcRwSignal<bool>,
    touched: ArcRwSignal<Vec<String>>,
    places: BTreeMap<String, Vec<PlaceStep>>,
}

impl Screen {
    /// The screen of `section`. `checked` when the family already asked to go on.
    #[must_use]
    pub fn new(
        declaration: &Declaration,
        section: &'static Section,
        screening: bool,
        checked: bool,
        places: BTreeMap<String, Vec<PlaceStep>>,
    ) -> Self {
        let (answers, today, asker) = (declaration.answers(), declaration.today(), declaration.asker());
        let asked = ArcMemo::new(move |_| {
            answers
                .with(|answers| screen::asked(section, answers, today, asker).iter().map(|field| field.key).collect())
        });
        let findings = if screening {
            let declaration = declaration.clone();
            let answers = declaration.answers();
            ArcMemo::new(move |_| {
                answers.with(|answers| screen::screening_findings(section, answers, &declaration.check_context()))
            })
        } else {
            declaration.findings()
        };
        Self(Arc::new(Shared {
            declaration: declaration.clone(),
            section,
            screening,
            fields: screen::fields(section, asker).collect(),
            asked,
            findings,
            checked: ArcRwSignal::new(checked),
            touched: ArcRwSignal::default(),
            places,
        }))
    }

    /// The declaration that is filled in.
    #[must_use]
    pub fn declaration(&self) -> &Declaration {
        &self.0.declaration
    }

    /// The section on this screen.
    #[must_use]
    pub fn section(&self) -> &'static Section {
        self.0.section
    }

    /// Whether this is a screen of the screening questions.
    #[must_use]
    pub fn screening(&self) -> bool {
        self.0.screening
    }

    /// Whether the family may go on with something missing.
    #[must_use]
    pub fn skippable(&self) -> bool {
        !self.0.screening
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> ArcRwSignal<Answers> {
        self.0.declaration.answers()
    }

    /// Everything that the checks find.
    #[must_use]
    pub fn findings(&self) -> ArcMemo<Vec<Finding>> {
        self.0.findings.clone()
    }

    /// Whether the family asked to go on.
    #[must_use]
    pub fn checked(&self) -> ArcRwSignal<bool> {
        self.0.checked.clone()
    }

    /// Fields that were left after a change.
    #[must_use]
    pub fn touched(&self) -> ArcRwSignal<Vec<String>> {
        self.0.touched.clone()
    }

    /// The fields of this screen, asked or not.
    #[must_use]
    pub fn fields(&self) -> &[&'static Field] {
        &self.0.fields
    }

    /// The fields of this screen that are asked.
    #[must_use]
    pub fn asked(&self) -> ArcMemo<Vec<&'static str>> {
        self.0.asked.clone()
    }

    /// Is the field asked on this screen?
    #[must_use]
    pub fn asks(&self, key: &str) -> bool {
        self.0.asked.with(|asked| asked.contains(&key))
    }

    /// The field of this screen called so.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.0.fields.iter().find(|field| field.key == key).copied()
    }

    /// What the policy in force adds to the help of a field, as a sentence.
    fn more_help(&self, key: &str) -> Option<String> {
        let words = &self.0.declaration.policy().words.not_away;
        (key.ends_with("_away_for_work") && !words.is_empty()).then(|| [words, "。"].concat())
    }

    /// The lists of divisions that the server had for this field.
    #[must_use]
    pub fn places(&self, key: &str) -> &[PlaceStep] {
        self.0.places.get(key).map_or(&[], Vec::as_slice)
    }

    /// What the controls of the field show at first.
    #[must_use]
    pub fn initial(&self, field: &Field) -> Initial {
        let written = self.answers().with_untracked(|answers| {
            answers.value(field.key).map(|value| inputs::write(field, value)).unwrap_or_default()
        });
        Initial(written)
    }
}

/// Names and values with which the controls of a field begin.
pub struct Initial(Vec<(String, String)>);

impl Initial {
    /// The value under this name; empty when there is none.
    #[must_use]
    pub fn of(&self, name: &str) -> String {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether this value is among those of the name.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(given, held)| given == name && held == value)
    }
}

/// The question with everything around it.
pub fn question(screen: &Screen, field: &'static Field) -> Piece {
    let (asked, key) = (screen.asked(), field.key);
    let shown = findings::shown(screen, field);
    let wrong = ArcMemo::new({
        let shown = shown.clone();
        move |_| shown.with(|shown| shown.iter().any(|finding| finding.level == Level::Error))
    });
    let (control, group) = control(screen, field, &wrong);
    let class = move || Some(if wrong.get() { "field field-wrong" } else { "field" }.into());
    let whole = el(if group { "fieldset" } else { "div" })
        .live("class", class)
        .attr("id", format!("f-{key}"))
        .attr("tabindex", "-1")
        .hidden(move || !asked.with(|asked| asked.contains(&key)));
    let whole = if group {
        whole.attr("aria-describedby", described(field)).child(words("legend", field))
    } else {
        whole.child(words("label", field).attr("for", format!("i-{key}")))
    };
    let help = (!field.help.is_empty())
        .then(|| el("p").class("help").attr("id", format!("h-{key}")).child(field.help).child(screen.more_help(key)));
    whole
        .child(help)
        .children(comments(screen, key))
        .child(control)
        .child(shortcuts::shortcuts(screen, field))
        .child(findings::findings(key, shown))
        .into()
}

/// The spoken question, and the printed label in small type for those who know the paper form: for the eye only, and
/// only of what the form prints as a label.
fn words(tag: &'static str, field: &'static Field) -> El {
    let printed = field.label.trim_end_matches("（姓名）");
    let official = (field.number.len() == PRINTED && field.question != printed)
        .then(|| el("span").class("official").attr("aria-hidden", "true").child(["登记表：", printed].concat()));
    let optional = matches!(field.required, Required::Optional)
        && matches!(field.kind, FieldKind::Text { .. } | FieldKind::Phone | FieldKind::Address);
    let optional = optional.then(|| el("span").class("optional").child("（可不填）"));
    el(tag).class("question").child(field.question).child(optional).child(official)
}

/// Letters of the number of a printed label, as `MC-25`; a printed note has one more.
const PRINTED: usize = 5;

/// Ids of the texts that belong to a control.
fn described(field: &Field) -> String {
    let key = field.key;
    if field.help.is_empty() { format!("e-{key}") } else { format!("h-{key} e-{key}") }
}

/// The reviewer's words about this field, when the declaration was returned.
fn comments(screen: &Screen, key: &str) -> Vec<Piece> {
    let comments = screen.declaration().draft().map(|draft| draft.comments.as_slice()).unwrap_or_default();
    let said = comments.iter().filter(|comment| comment.field == key);
    said.map(|comment| el("p").class("finding").child(format!("工作人员说：{}", comment.text)).into()).collect()
}

/// The one control of a field: its id, its description, and whether it is wrong.
fn single(control: El, field: &'static Field, wrong: &ArcMemo<bool>) -> El {
    let wrong = wrong.clone();
    control
        .attr("id", format!("i-{}", field.key))
        .attr("aria-describedby", described(field))
        .live("aria-invalid", move || wrong.get().then_some("true".into()))
}

/// A line of text called `name`.
fn line(class: &'static str, name: &str, initial: &Initial) -> El {
    el("input")
        .class(class)
        .attr("type", "text")
        .attr("name", name.to_owned())
        .attr("value", initial.of(name))
        .attr("autocomplete", "off")
}

/// A line for the number of a paper.
fn number(name: &str, initial: &Initial) -> El {
    line("input input-id", name, initial).attr("autocapitalize", "characters").attr("spellcheck", "false")
}

/// The control of a field, and whether it is a group that a legend names.
///
/// A single control says itself that it is `wrong`; a group's findings are named by its description.
fn control(screen: &Screen, field: &'static Field, wrong: &ArcMemo<bool>) -> (Piece, bool) {
    let initial = screen.initial(field);
    match field.kind {
        FieldKind::Text { .. } | FieldKind::PersonName | FieldKind::Phone | FieldKind::Unit => {
            (text::text(field, &initial, wrong), false)
        }
        FieldKind::NationalId => (national_id::national_id(screen, field, &initial, wrong), false),
        FieldKind::Date => (date::date(field, &initial), true),
        FieldKind::Bool { yes, no } => (choice::yes_no(field, yes, no, &initial), true),
        FieldKind::Single { options } if options.len() > choice::MANY => {
            (choice::list(field, options, &initial, wrong), false)
        }
        FieldKind::Single { options } => (choice::radios(field, options, &initial), true),
        FieldKind::Multi { options, .. } => (choice::boxes(field, options, &initial), true),
        FieldKind::PersonId => (paper::paper(screen, field, &initial), true),
        FieldKind::Address => (address::address(screen, field, &initial), true),
    }
}
