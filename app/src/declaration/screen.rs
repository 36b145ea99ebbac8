//! One screen of questions, without a page around it: which fields it asks, what is found in them, and
//! what a button does to the answers. The page with a script and the server without one both use it.

use domain::checks::{CheckContext, check};
use domain::form::{
    Answers, Asker, Field, FieldKind, Finding, Form, FormKind, Level, Required, Section, Value, journey,
};
use domain::forms::{carry, form, keys};
use domain::{Date, screening};

use crate::declaration::command::Command;

/// The fields of a section that somebody who answers may meet, asked now or later.
pub fn fields(section: &'static Section, asker: Asker) -> impl Iterator<Item = &'static Field> {
    section.fields.iter().filter(move |field| field.asker <= asker)
}

/// The fields of a section that are asked as the answers stand.
#[must_use]
pub fn asked(section: &'static Section, answers: &Answers, today: Date, asker: Asker) -> Vec<&'static Field> {
    if !section.asked.holds(answers, today) {
        return Vec::new();
    }
    fields(section, asker).filter(|field| field.asked.holds(answers, today)).collect()
}

/// What the checks find in a draft. Answers to questions that are no longer asked do not count.
#[must_use]
pub fn findings(form: &Form, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    check(form, &journey::prune(form, answers, ctx.today), ctx)
}

/// Findings that keep a family on this screen: errors at what it asks.
#[must_use]
pub fn errors<'a>(findings: &'a [Finding], asked: &[&'static Field]) -> Vec<&'a Finding> {
    let here =
        |finding: &&Finding| finding.level == Level::Error && asked.iter().any(|field| field.key == finding.field);
    findings.iter().filter(here).collect()
}

/// What is found on a screen of the screening questions: missing facts that decide, and whatever is
/// wrong in the same field of the migrant form.
#[must_use]
pub fn screening_findings(section: &'static Section, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    let form = form(FormKind::Migrant);
    let asked = asked(section, answers, ctx.today, Asker::Family);
    let mut found: Vec<Finding> = asked
        .iter()
        .filter(|field| answers.value(field.key).is_none() && needed(field, answers, ctx.today))
        .map(|field| Finding::new("required", Level::Error, field.key, missing(field)))
        .collect();
    let wrong = check(form, answers, ctx).into_iter().filter(|finding| {
        finding.rule != "required"
            && finding.field != keys::LIVING_WITH.name()
            && answers.value(&finding.field).is_some()
            && asked.iter().any(|field| field.key == finding.field)
    });
    found.extend(wrong);
    found
}

fn needed(field: &Field, answers: &Answers, today: Date) -> bool {
    match field.required {
        Required::Always => true,
        Required::When(condition) => condition.holds(answers, today),
        Required::Optional => {
            matches!(field.kind, FieldKind::Bool { .. } | FieldKind::Single { .. })
                || field.key == keys::LEFT_HUKOU_DATE.name()
        }
    }
}

fn missing(field: &Field) -> &'static str {
    match field.kind {
        FieldKind::Single { .. } | FieldKind::Bool { .. } => "请选一项",
        FieldKind::Date if field.key == keys::CHILD_BIRTH_DATE.name() => "请照户口簿填年、月、日",
        FieldKind::Date => "请填年、月、日，记不清就填大概的日期",
        FieldKind::Address => "请选到县（区）和乡镇（街道）",
        _ => "请填写这一项",
    }
}

/// The field called `key`, in the form or, before one is picked, in the screening questions.
#[must_use]
pub fn field(kind: Option<FormKind>, key: &str) -> Option<&'static Field> {
    match kind {
        Some(kind) => form(kind).field(key),
        None => screening::field(key),
    }
}

/// Birth date and sex, read out of a valid ID number where they are not answered yet.
#[must_use]
pub fn answers_from_id_number(answers: &Answers) -> Vec<(&'static str, Value)> {
    let Some(id) = answers.get(keys::CHILD_ID_NUMBER) else { return Vec::new() };
    [
        (keys::CHILD_BIRTH_DATE.name(), Value::Text(id.birth_date().to_string())),
        (keys::CHILD_SEX.name(), Value::Text(id.sex().code().to_owned())),
    ]
    .into_iter()
    .filter(|(key, _)| answers.value(key).is_none())
    .collect()
}

/// What a button changes in the answers: a copy or a correction. Nothing for the others.
#[must_use]
pub fn changes(command: &Command, answers: &Answers, findings: &[Finding]) -> Vec<(String, Option<Value>)> {
    match command {
        Command::Same { field, from } => {
            let allowed = carry::shortcuts(field, answers).find(|(same, _)| same.from == from);
            allowed.map(|(same, value)| vec![(same.field.to_owned(), Some(value.clone()))]).unwrap_or_default()
        }
        Command::Fix { rule, field } => findings
            .iter()
            .find(|finding| finding.rule == rule.as_str() && finding.field == *field)
            .and_then(|finding| finding.fix.as_ref())
            .map(|fix| fix.set.clone())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::eligibility::Policy;
    use domain::routing::Deployment;

    const TODAY: Date = Date::constant(2026, 11, 21);

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    #[test]
    fn a_valid_number_tells_birth_date_and_sex_but_never_overwrites_them() {
        let mut answers: Answers = [("child_id_number", text("11010519491231002X"))].into_iter().collect();
        assert_eq!(
            answers_from_id_number(&answers),
            [("child_birth_date", text("1949-12-31")), ("child_sex", text("2"))]
        );
        answers.set("child_sex", text("1"));
        assert_eq!(answers_from_id_number(&answers), [("child_birth_date", text("1949-12-31"))]);
    }

    #[test]
    fn only_offered_copies_are_made() {
        let answers: Answers =
            [("father_away_since", text("2025-01-01")), ("father_name", text("王强"))].into_iter().collect();
        let same = |field: &str, from: &str| Command::Same { field: field.into(), from: from.into() };
        assert_eq!(changes(&same("mother_away_since", "father_away_since"), &answers, &[]).len(), 1);
        assert!(changes(&same("mother_name", "father_name"), &answers, &[]).is_empty());
    }

    #[test]
    fn the_first_screening_page_asks_for_what_decides() {
        let policy = Policy::named("national").unwrap();
        let deployment = Deployment::new("", []);
        let ctx = CheckContext { today: TODAY, policy, deployment: &deployment, facts: Default::default() };
        let found = screening_findings(&screening::SECTIONS[0], &Answers::default(), &ctx);
        let fields: Vec<&str> = found.iter().map(|finding| finding.field.as_str()).collect();
        assert_eq!(fields, ["child_birth_date", "hukou_registered", "current_address", "living_with"]);
    }
}
