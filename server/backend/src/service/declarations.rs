//! The declaration as a family meets it: open the link, consent, fill in, submit, look again, correct.
//!
//! Nothing is stored before consent. Every use asks the link again what may still be done by it ([`super::pass`]).

use domain::form::journey::{prune, siblings};
use domain::form::{Answers, Asker, FormKind, Value};
use domain::forms::{form, keys};
use domain::problem::Problem;
use domain::values::{date, text};
use domain::view::notice::{Agreement, NoticeView};
use domain::view::{Consent, DeclarationView, DraftView, ReceiptView, StatusView};
use uuid::Uuid;

pub use super::drafts::{SaveDraft, differences};
pub use super::visitor::{OpenLink, Visitor, open};

use super::checking::Declaration;
use super::drafts::Draft;
use super::pass::Pass;
use super::submissions::{Origin, body_hash, enter, receipt_view, state_of};
use super::{correction, draft_limits, notices, statuses, visitor as links};
use crate::document::{Document, DraftContent};
use crate::entity::record;
use crate::error::{Error, Result};
use crate::query;
use crate::query::drafts::{DraftRevision, Which};
use crate::store::Store;

/// How a declaration by a family comes (D 自主申报).
const CHANNEL: &str = "self_report";

/// Everything that a declaration page needs.
///
/// # Errors
/// The problems of the link.
pub async fn view(store: &Store, visitor: &Visitor) -> Result<DeclarationView> {
    let pass = Pass::of(store, visitor).await?;
    let draft = open_draft(store, visitor, &pass).await?;
    let submitted = statuses::of_holder(store, visitor.holder(), pass.answers().is_ok()).await?;
    if draft.is_none() && submitted.is_empty() {
        pass.begin()?;
    }
    let consent = match &draft {
        Some(draft) => Some(draft.consent()),
        None => earlier_consent(store, visitor).await?,
    };
    let draft = match draft {
        Some(draft) => Some(draft.view(store).await?),
        None => None,
    };
    let to_agree = draft.is_none() && submitted.is_empty();
    Ok(DeclarationView {
        link: links::view(&pass.link)?,
        consent,
        notice: to_agree.then(|| NoticeView::clone(&store.notice)),
        draft,
        submitted,
        ways: pass.ways(),
        today: store.clock.today(),
        policy: store.policy.name.clone(),
        deployment: store.deployment.divisions.iter().map(ToString::to_string).collect(),
    })
}

/// Records consent to the notice and begins a draft; a draft that is there already is given back.
///
/// # Errors
/// The problems of the link; [`Problem::Invalid`] if the notice is none that can have been read, or something is not
/// agreed to; [`Problem::LinkBusy`].
pub async fn consent(store: &Store, visitor: &Visitor, agreement: &Agreement) -> Result<DraftView> {
    let pass = Pass::of(store, visitor).await?;
    let invalid =
        |(field, words): (&str, &str)| Problem::Invalid { field: field.to_owned(), message: format!("{words}。") };
    if !notices::may_be_agreed_to(store, &agreement.notice_version).await? {
        return Err(invalid(("notice_version", "告知书有更新。请刷新这一页，看过新的告知书再同意")).into());
    }
    if let Some(missing) = agreement.missing() {
        return Err(invalid(missing).into());
    }
    if let Some(draft) = open_draft(store, visitor, &pass).await? {
        return draft.view(store).await;
    }
    pass.begin()?;
    draft_limits::one_more(store, visitor, &pass).await?;
    let by = if agreement.guardian { String::new() } else { text::clean(&agreement.by) };
    let consent = Consent { notice_version: agreement.notice_version.clone(), given_at: store.clock.millis(), by };
    Draft::begin(store, visitor, &consent, (None, None), DraftContent::default()).await?.view(store).await
}

/// Saves what was typed.
///
/// # Errors
/// The problems of the link; [`Problem::DraftGone`], [`Problem::DraftChanged`] (see [`differences`]),
/// [`Problem::UnknownField`], [`Problem::TooLarge`].
pub async fn save(store: &Store, visitor: &Visitor, change: SaveDraft) -> Result<DraftView> {
    let pass = Pass::of(store, visitor).await?;
    let draft = draft(store, visitor, change.draft_id).await?.ok_or(Problem::DraftGone)?;
    may_fill_in(&pass, &draft)?;
    let more = serde_json::to_vec(&(&change.set, &change.overrides))?.len();
    draft_limits::may_grow(store, visitor, &pass, draft.row.sealed.len(), more).await?;
    draft.save(store, change).await?.view(store).await
}

/// Submits a draft as it was read at `revision` (`None`: as it is now); submitting again gives the same receipt.
///
/// # Errors
/// The problems of the link; [`Problem::DraftChanged`] if it was saved since; [`Problem::DraftGone`], [`Problem::UnknownForm`] before a form was picked, and
/// the problems of [`Declaration::check`].
pub async fn submit(store: &Store, visitor: &Visitor, draft_id: Uuid, revision: Option<i64>) -> Result<ReceiptView> {
    let pass = Pass::of(store, visitor).await?;
    let Some(draft) = draft(store, visitor, draft_id).await? else {
        return submitted_before(store, visitor, draft_id).await;
    };
    may_fill_in(&pass, &draft)?;
    if revision.is_some_and(|revision| revision != draft.row.revision) {
        return Err(Problem::DraftChanged.into());
    }
    let kind = draft.form().ok_or(Problem::UnknownForm)?;
    let today = store.clock.today();
    let mut answers = draft.content.answers.clone();
    // Facts of a version, not of the child: a corrected version gets its own.
    for field in [keys::REPORTING_UNIT.name(), keys::COLLECTION_METHOD.name()] {
        answers.remove(field);
    }
    answers.set(keys::REPORT_DATE.name(), Value::Text(date::format(today)));
    let answers = prune(form(kind), &answers, today);
    let overrides = draft.content.overrides.clone();
    let hash = body_hash(store, &serde_json::to_vec(&(kind, &answers, &overrides))?);
    let declaration = Declaration { form: kind, channel: CHANNEL.to_owned(), answers, overrides, asker: Asker::Family };
    let mut checked = declaration.check(store, Some(visitor.holder())).await?;
    checked.document.agreed_by = draft.content.agreed_by.clone();
    let origin = Origin {
        consent: Some(draft.consent()),
        draft: Some(DraftRevision {
            county: draft.row.county_code.clone(),
            id: draft.row.id,
            revision: draft.row.revision,
        }),
        ..Origin::family(pass.link, visitor.holder())
    };
    let (receipt, _) = match draft.row.record_id {
        None => enter(store, draft_id, hash, checked, origin).await?,
        Some(id) => {
            let record = own_record(store, visitor, id).await?.ok_or(Problem::NotFound)?;
            correction::enter(store, draft_id, hash, &checked, &origin, (&record.county_code, id), None).await?
        }
    };
    Ok(receipt)
}

/// The receipt of a draft that was submitted already.
async fn submitted_before(store: &Store, visitor: &Visitor, draft_id: Uuid) -> Result<ReceiptView> {
    let found = query::submissions::with_records(&store.db, &[draft_id]).await?;
    let record = found.into_values().map(|(_, record)| record).find(|row| row.holder == Some(visitor.holder()));
    receipt_view(store, &record.ok_or(Problem::DraftGone)?, draft_id, None)
}

/// Begins to correct a returned declaration, or goes on doing so.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's; [`Problem::ActionNotOffered`]
/// if it is not with the family.
pub async fn correct(store: &Store, visitor: &Visitor, record_id: Uuid) -> Result<DraftView> {
    let pass = Pass::of(store, visitor).await?;
    let record = own_record(store, visitor, record_id).await?.ok_or(Problem::NotFound)?;
    pass.answers()?;
    correction::state_after(state_of(&record)?)?;
    let county = visitor.county().to_string();
    if let Some(row) = query::drafts::of_record(&store.db, &county, visitor.holder(), record_id).await? {
        let tx = store.begin().await?;
        query::drafts::touch(&*tx, &county, row.id, store.clock.millis()).await?;
        tx.commit().await?;
        return Draft::open(store, row)?.view(store).await;
    }
    draft_limits::one_more(store, visitor, &pass).await?;
    let (document, consent) = current(store, &record).await?;
    let kind = FormKind::from_name(&record.form);
    let content = DraftContent { answers: document.answers, overrides: document.overrides, ..DraftContent::default() };
    Draft::begin(store, visitor, &consent, (Some(record_id), kind), content).await?.view(store).await
}

/// Begins the declaration of a brother or sister with the family's answers of another one: a declaration
/// or a draft.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's.
pub async fn sibling(store: &Store, visitor: &Visitor, from: Uuid) -> Result<DraftView> {
    let pass = Pass::of(store, visitor).await?;
    pass.begin()?;
    let (kind, answers, consent) = read(store, visitor, &pass, from).await?;
    draft_limits::one_more(store, visitor, &pass).await?;
    let answers = siblings(form(kind), &answers);
    let content = DraftContent { answers, ..DraftContent::default() };
    Draft::begin(store, visitor, &consent, (None, None), content).await?.view(store).await
}

/// Throws a draft away: the family changed its mind, or the screening found that no registration is
/// needed. Nothing of it stays.
///
/// # Errors
/// The problems of the link.
pub async fn discard(store: &Store, visitor: &Visitor, draft_id: Uuid) -> Result<()> {
    Pass::of(store, visitor).await?;
    if let Some(draft) = draft(store, visitor, draft_id).await? {
        let tx = store.begin().await?;
        query::drafts::remove(&*tx, &draft.row.county_code, draft.row.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The family's declarations and what became of them.
///
/// # Errors
/// The problems of the link.
pub async fn status(store: &Store, visitor: &Visitor) -> Result<Vec<StatusView>> {
    let pass = Pass::of(store, visitor).await?;
    statuses::of_holder(store, visitor.holder(), pass.answers().is_ok()).await
}

/// Form and answers of a declaration or draft of the family, for the printed sheet.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's.
pub async fn print(store: &Store, visitor: &Visitor, id: Uuid) -> Result<(FormKind, Answers)> {
    let pass = Pass::of(store, visitor).await?;
    let (kind, answers, _) = read(store, visitor, &pass, id).await?;
    Ok((kind, answers))
}

/// Takes what one family has open along: to the link by which `to` comes, which is the same family's. It is of the same
/// county, and opens.
///
/// # Errors
/// The problems of both links; [`Problem::NotFound`] if they are of two counties.
pub async fn take_along(store: &Store, from: &Visitor, to: &Visitor) -> Result<u64> {
    Pass::of(store, from).await?.finish()?;
    Pass::of(store, to).await?.begin()?;
    if from.county() != to.county() {
        return Err(Problem::NotFound.into());
    }
    let (county, to) = (from.county().to_string(), (to.link_id(), to.holder()));
    query::drafts::hand_over(&*store.statement().await, &county, from.holder(), to).await
}

async fn read(store: &Store, visitor: &Visitor, pass: &Pass, id: Uuid) -> Result<(FormKind, Answers, Consent)> {
    if let Some(draft) = draft(store, visitor, id).await? {
        may_fill_in(pass, &draft)?;
        let kind = draft.form().unwrap_or(FormKind::Migrant);
        let consent = draft.consent();
        return Ok((kind, draft.content.answers, consent));
    }
    let record = own_record(store, visitor, id).await?.ok_or(Problem::NotFound)?;
    pass.answers()?;
    let kind = FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has no form"))?;
    let (document, consent) = current(store, &record).await?;
    Ok((kind, document.answers, consent))
}

async fn draft(store: &Store, visitor: &Visitor, id: Uuid) -> Result<Option<Draft>> {
    let row = query::drafts::by_id(&store.db, &visitor.county().to_string(), id, visitor.holder()).await?;
    row.map(|row| Draft::open(store, row)).transpose()
}

/// Whether a draft may be seen, filled in and sent. A correction shows what was submitted, and is never too late.
fn may_fill_in(pass: &Pass, draft: &Draft) -> Result<(), Problem> {
    if draft.row.record_id.is_some() { pass.answers() } else { pass.finish() }
}

/// The newest draft that the family may fill in.
pub(super) async fn open_draft(store: &Store, visitor: &Visitor, pass: &Pass) -> Result<Option<Draft>> {
    let which = match (pass.finish().is_ok(), pass.answers().is_ok()) {
        (true, true) => Which::All,
        (true, false) => Which::First,
        (false, true) => Which::Corrections,
        (false, false) => return Ok(None),
    };
    let row = query::drafts::newest(&store.db, &visitor.county().to_string(), visitor.holder(), which).await?;
    row.map(|row| Draft::open(store, row)).transpose()
}

async fn own_record(store: &Store, visitor: &Visitor, id: Uuid) -> Result<Option<record::Model>> {
    let records = query::records::of_holder(&store.db, visitor.holder()).await?;
    Ok(records.into_iter().find(|record| record.id == id || record.submission_id == id))
}

/// The current version of a record, and the consent under which it came.
async fn current(store: &Store, record: &record::Model) -> Result<(Document, Consent)> {
    let row = query::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
    let row = row.ok_or_else(|| Error::internal("a record lacks its version"))?;
    let document = Document::open(&store.keys, &row)?;
    let consent = Consent {
        notice_version: row.notice_version.clone().unwrap_or_default(),
        given_at: row.consent_at.unwrap_or(row.submitted_at),
        by: document.agreed_by.clone().unwrap_or_default(),
    };
    Ok((document, consent))
}

/// The consent under which the family's newest declaration came.
async fn earlier_consent(store: &Store, visitor: &Visitor) -> Result<Option<Consent>> {
    let records = query::records::of_holder(&store.db, visitor.holder()).await?;
    match records.first() {
        Some(record) => {
            let row = query::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
            Ok(row.and_then(|row| {
                Some(Consent { notice_version: row.notice_version?, given_at: row.consent_at?, by: String::new() })
            }))
        }
        None => Ok(None),
    }
}
