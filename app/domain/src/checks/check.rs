//! The check of a whole form, of one section of it, and what of the findings stops a submission.

use super::context::CheckContext;
use super::findings::Check;
use super::{
    away, carers, declaration, disability, header, health, identity, livelihood, parents, residence, schooling,
};
use crate::form::{Answers, Finding, Form, FormKind, OverrideReason, Section};
use crate::forms::keys;
use crate::values::order::in_order;
use crate::values::text::is_empty;

/// Everything that is to be said about the answers, in the order of the form's fields, gravest first.
#[must_use]
pub fn check(form: &Form, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    let as_of = answers.get(keys::REPORT_DATE).unwrap_or(ctx.today);
    let mut check = Check { form, answers, ctx, as_of, found: Vec::new() };
    declaration::types(&mut check);
    header::rules(&mut check);
    identity::rules(&mut check);
    residence::rules(&mut check);
    schooling::rules(&mut check);
    health::rules(&mut check);
    disability::rules(&mut check);
    parents::rules(&mut check);
    if form.kind == FormKind::LeftBehind {
        away::rules(&mut check);
    }
    carers::rules(&mut check);
    livelihood::rules(&mut check);
    declaration::required(&mut check);
    let place = |finding: &Finding| form.fields().position(|field| field.key == finding.field);
    in_order(check.found, |finding| (place(finding), finding.level))
}

/// The findings of [`check`] at the fields of one section.
#[must_use]
pub fn check_section(form: &Form, section: &Section, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<Finding> {
    let mut found = check(form, answers, ctx);
    found.retain(|finding| section.fields.iter().any(|field| field.key == finding.field));
    found
}

/// The names of answers that are no field of the form.
#[must_use]
pub fn unknown_fields<'a>(form: &Form, answers: &'a Answers) -> Vec<&'a str> {
    answers.iter().map(|(name, _)| name).filter(|name| form.field(name).is_none()).collect()
}

/// The findings that stop a submission: all errors, and every override whose rule has no reason yet.
#[must_use]
pub fn blocking<'a>(findings: &'a [Finding], overrides: &[OverrideReason]) -> Vec<&'a Finding> {
    let overridden = |rule: &str| overrides.iter().any(|given| given.rule == rule && !is_empty(&given.reason));
    findings.iter().filter(|finding| finding.blocks(overridden)).collect()
}
