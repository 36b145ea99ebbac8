//! A record before a reviewer: each part by its group of the access table.

use domain::access::{self, Group, Level};
use domain::form::{Finding, Form, OverrideReason};
use domain::forms::form;
use domain::review::Action;
use domain::view::review::{RecordView, RevealView};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{candidates, history, row_view};
use crate::access::accounts::Reviewer;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::register::document::{Document, form_of, state_of};
use crate::register::seen::Seen;
use crate::register::tables::{record, submission};
use crate::review::{claimed_by_other, field_work, offered};
use crate::store::Store;

/// A record as it is shown, and what the trail says of the look.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The record.
    pub(crate) view: RecordView,
    /// How the reviewer stands to it.
    pub(crate) relation: access::Relation,
    /// Groups that are shown in full, by their codes in order.
    pub(crate) groups: Vec<&'static str>,
}

/// A record with all its `versions` as far as `seen` shows it to the reviewer.
pub(crate) async fn record_view<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    (reviewer, seen): (&Reviewer, Seen),
    record: &record::Model,
    versions: &[submission::Model],
) -> Result<Shown> {
    let now = store.clock.millis();
    let version = |number: i32| versions.iter().find(|row| row.version == number);
    let current = version(record.version).ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let key = record.key(&store.keys)?;
    let document = Document::open(&key, current)?;
    let before = version(record.version - 1).map(|row| Document::open(&key, row)).transpose()?;
    let own = is_own(reviewer, versions);
    let claimed = claimed_by_other(record, reviewer, now).is_some();
    let actions: Vec<Action> = if claimed { Vec::new() } else { offered(record, state_of(record)?, reviewer, own) };
    let mine = record.claimed_by == Some(reviewer.account().id());
    let to_us = seen.relation() == access::Relation::Offered;
    let groups = seen.groups(&document.answers);
    let field_work = field_work::of_record(&key, db, seen, record, versions).await?;
    let view = RecordView {
        row: row_view(store, reviewer, record, now)?,
        reveals: reveals(seen, form(form_of(record)?), &document, field_work.pictures_hidden),
        answers: seen.answers(&document.answers),
        before: before.map(|document| seen.answers(&document.answers)),
        overrides: overrides(seen, &document),
        in_ledger: !document.ledger.is_empty() && seen.shows(Group::Ledger),
        findings: document.findings.into_iter().filter(|finding| seen.reads_field(&finding.field)).collect(),
        verdict: Some(document.verdict).filter(|_| seen.reads(Group::Verdict)),
        ledger: if seen.reads(Group::Ledger) { document.ledger } else { Vec::new() },
        candidates: candidates::of_record(store, db, (reviewer, seen), record).await?,
        history: history::of_record(&key, db, seen, record).await?,
        actions,
        claimed_until: record.claimed_until.filter(|until| mine && *until > now),
        report_date: document.report_date,
        offered_by: match record.offered_from.as_deref().filter(|_| to_us) {
            Some(from) => Some(names::name_in_words(from)?),
            None => None,
        },
        field_work,
    };
    Ok(Shown { view, relation: seen.relation(), groups })
}

/// Whether the reviewer, under whatever account, submitted any of a record's versions or made the link through which it came.
pub(crate) fn is_own(reviewer: &Reviewer, versions: &[submission::Model]) -> bool {
    let authors: Vec<Uuid> = versions.iter().flat_map(|row| [row.submitted_by, row.link_made_by]).flatten().collect();
    domain::review::is_own_submission(reviewer.account().of_person(), &authors)
}

/// The reasons for overrides: a family's own words, which may tell of anything, so they stand only beside a finding whose
/// field is shown in full.
fn overrides(seen: Seen, document: &Document) -> Vec<OverrideReason> {
    let told =
        |finding: &Finding, given: &OverrideReason| finding.rule == given.rule && seen.reads_field(&finding.field);
    let given = document.overrides.iter();
    let shown =
        given.filter(|given| seen.reads_all_answers() || document.findings.iter().any(|finding| told(finding, given)));
    shown.cloned().collect()
}

/// The groups that this person may look at in full with a reason, where there is something to look at; their fields in the
/// order of the form.
pub(crate) fn reveals(seen: Seen, form: &Form, document: &Document, pictures: u32) -> Vec<RevealView> {
    let hidden = Group::ALL.iter().copied().filter(|group| seen.level(*group) == Level::Reveal);
    let with_fields = hidden.map(|group| {
        let fields = form.fields().filter(|field| Group::of_field(field.key) == Some(group));
        let answered = fields.filter(|field| document.answers.value(field.key).is_some());
        let fields = answered.map(|field| field.key.to_owned()).collect();
        RevealView { group: group.code().to_owned(), label: group.label().to_owned(), fields }
    });
    let is_picture = |one: &RevealView| one.group == Group::Pictures.code() && pictures > 0;
    with_fields.filter(|one| !one.fields.is_empty() || is_picture(one)).collect()
}
