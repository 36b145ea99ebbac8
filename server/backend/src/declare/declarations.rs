//! The declaration as a family meets it: open the link, consent, fill in, submit, look again, correct.
//!
//! Nothing is stored before consent. Every use asks the link again what may still be done by it ([`crate::declare::pass`]).

use domain::form::journey::prune;
use domain::form::{Answers, Asker, FormKind, Value};
use domain::forms::carry::siblings;
use domain::forms::{form, keys};
use domain::problem::Problem;
use domain::values::{date, text};
use domain::view::declare::{Consent, DeclarationView, DraftView, ReceiptView, StatusView};
use domain::view::notice::Agreement;
use uuid::Uuid;

pub use super::drafts::SaveDraft;
pub use crate::links::holder::{LinkHolder, OpenLink, open};

use super::drafts::Draft;
use super::pass::Pass;
use super::submissions::{Origin, body_hash, enter, receipt_view, state_of};
use super::unchecked::Unchecked;
use super::{correction, draft_limits, statuses};
use crate::consent::{in_force, may_be_agreed_to};
use crate::declare::content::DraftContent;
use crate::declare::rows;
use crate::declare::rows::drafts::{DraftRevision, Which};
use crate::error::{Error, Result};
use crate::links::holder as links;
use crate::register;
use crate::register::document::Document;
use crate::register::tables::record;
use crate::store::Store;

/// How a declaration by a family comes (D 自主申报).
const CHANNEL: &str = "self_report";

/// Everything that a declaration page needs.
///
/// # Errors
/// The problems of the link.
pub async fn view(store: &Store, link_holder: &LinkHolder) -> Result<DeclarationView> {
    let pass = Pass::of(store, link_holder).await?;
    let draft = open_draft(store, link_holder, &pass).await?;
    let submitted = statuses::of_holder(store, link_holder.holder(), pass.answers().is_ok()).await?;
    if draft.is_none() && submitted.is_empty() {
        pass.begin()?;
    }
    let consent = match &draft {
        Some(draft) => Some(draft.consent()),
        None => earlier_consent(store, link_holder).await?,
    };
    let draft = match draft {
        Some(draft) => Some(draft.view(store).await?),
        None => None,
    };
    let notice = match draft.is_none() && submitted.is_empty() {
        true => Some(in_force(store, &pass.link.county_code).await?),
        false => None,
    };
    Ok(DeclarationView {
        link: links::view(&pass.link)?,
        consent,
        notice,
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
/// agreed to; [`Problem::CodeNeeded`] where the family filled in something in another browser; [`Problem::LinkBusy`].
pub async fn consent(store: &Store, link_holder: &LinkHolder, agreement: &Agreement) -> Result<DraftView> {
    let pass = Pass::of(store, link_holder).await?;
    let invalid =
        |(field, words): (&str, &str)| Problem::Invalid { field: field.to_owned(), message: format!("{words}。") };
    if !may_be_agreed_to(store, &pass.link.county_code, &agreement.notice_version).await? {
        return Err(invalid(("notice_version", "告知书有更新。请刷新这一页，看过新的告知书再同意")).into());
    }
    if let Some(missing) = agreement.missing() {
        return Err(invalid(missing).into());
    }
    let pass = bound(store, link_holder, pass).await?;
    if let Some(draft) = open_draft(store, link_holder, &pass).await? {
        return draft.view(store).await;
    }
    pass.begin()?;
    draft_limits::one_more(store, link_holder, &pass).await?;
    let by = if agreement.guardian { String::new() } else { text::clean(&agreement.by) };
    let consent = Consent { notice_version: agreement.notice_version.clone(), given_at: store.clock.millis(), by };
    Draft::begin(store, link_holder, (&consent, true), (None, None), DraftContent::default()).await?.view(store).await
}

/// The way in, bound to this browser from now on: a personal link is bound to the first browser in which consent is given,
/// or to the next one while nothing was filled in yet.
async fn bound(store: &Store, link_holder: &LinkHolder, pass: Pass) -> Result<Pass> {
    if pass.own_browser() || pass.guards() {
        return Ok(pass);
    }
    let county = link_holder.county().to_string();
    let draft = rows::drafts::newest(&store.db, &county, link_holder.holder(), Which::All).await?;
    let draft = draft.map(|row| Draft::open(store, row)).transpose()?;
    let filled_in = draft.is_some_and(|draft| !draft.content.answers.is_empty());
    if filled_in || !register::rows::records::of_holder(&store.db, link_holder.holder()).await?.is_empty() {
        return Err(Problem::CodeNeeded.into());
    }
    let browser = link_holder.browser();
    crate::links::rows::links::bind(&*store.statement().await, &county, link_holder.link_id(), browser).await?;
    Pass::of(store, link_holder).await
}

/// Saves what was typed.
///
/// # Errors
/// The problems of the link; [`Problem::DraftGone`], [`Problem::DraftChanged`],
/// [`Problem::UnknownField`], [`Problem::TooLarge`].
pub async fn save(store: &Store, link_holder: &LinkHolder, change: SaveDraft) -> Result<DraftView> {
    let pass = Pass::of(store, link_holder).await?;
    let draft = draft(store, link_holder, change.draft_id).await?.ok_or(Problem::DraftGone)?;
    may_fill_in(&pass, &draft)?;
    let more = serde_json::to_vec(&(&change.set, &change.overrides))?.len();
    draft_limits::may_grow(store, link_holder, &pass, draft.row.sealed.len(), more).await?;
    draft.save(store, change).await?.view(store).await
}

/// Submits a draft as it was read at `revision` (`None`: as it is now); submitting again gives the same receipt.
///
/// # Errors
/// The problems of the link; [`Problem::DraftChanged`] if it was saved since; [`Problem::DraftGone`], [`Problem::UnknownForm`] before a form was picked, and
/// the problems of [`Unchecked::check`].
pub async fn submit(
    store: &Store,
    link_holder: &LinkHolder,
    draft_id: Uuid,
    revision: Option<i64>,
) -> Result<ReceiptView> {
    let pass = Pass::of(store, link_holder).await?;
    let Some(draft) = draft(store, link_holder, draft_id).await? else {
        return submitted_before(store, link_holder, draft_id).await;
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
    let declaration = Unchecked { form: kind, channel: CHANNEL.to_owned(), answers, overrides, asker: Asker::Family };
    let mut checked = declaration.check(store, Some(link_holder.holder())).await?;
    checked.document.agreed_by = draft.content.agreed_by.clone();
    let origin = Origin {
        consent: Some(draft.consent()),
        browser: Some(link_holder.browser()),
        draft: Some(DraftRevision {
            county: draft.row.county_code.clone(),
            id: draft.row.id,
            revision: draft.row.revision,
        }),
        ..Origin::family(pass.link, link_holder.holder())
    };
    let (receipt, _) = match draft.row.record_id {
        None => enter(store, draft_id, hash, checked, origin).await?,
        Some(id) => {
            let record = own_record(store, link_holder, id).await?.ok_or(Problem::NotFound)?;
            correction::enter(store, draft_id, hash, &checked, &origin, (&record.county_code, id), None).await?
        }
    };
    Ok(receipt)
}

/// The receipt of a draft that was submitted already.
async fn submitted_before(store: &Store, link_holder: &LinkHolder, draft_id: Uuid) -> Result<ReceiptView> {
    let found = register::rows::submissions::with_records(&store.db, &[draft_id]).await?;
    let record = found.into_values().map(|(_, record)| record).find(|row| row.holder == Some(link_holder.holder()));
    receipt_view(store, &record.ok_or(Problem::DraftGone)?, draft_id, None)
}

/// Begins to correct a returned declaration, or goes on doing so.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's; [`Problem::ActionNotOffered`]
/// if it is not with the family.
pub async fn correct(store: &Store, link_holder: &LinkHolder, record_id: Uuid) -> Result<DraftView> {
    let pass = Pass::of(store, link_holder).await?;
    let record = own_record(store, link_holder, record_id).await?.ok_or(Problem::NotFound)?;
    pass.answers()?;
    pass.shows(record.id)?;
    correction::state_after(state_of(&record)?)?;
    let county = link_holder.county().to_string();
    if let Some(row) = rows::drafts::of_record(&store.db, &county, link_holder.holder(), record_id).await? {
        let tx = store.begin().await?;
        rows::drafts::touch(&*tx, &county, row.id, store.clock.millis()).await?;
        tx.commit().await?;
        return Draft::open(store, row)?.view(store).await;
    }
    draft_limits::one_more(store, link_holder, &pass).await?;
    let (document, consent) = current(store, &record).await?;
    let kind = FormKind::from_name(&record.form);
    let content = DraftContent { answers: document.answers, overrides: document.overrides, ..DraftContent::default() };
    Draft::begin(store, link_holder, (&consent, false), (Some(record_id), kind), content).await?.view(store).await
}

/// Begins the declaration of a brother or sister with the family's answers of another one: a declaration
/// or a draft.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's.
pub async fn sibling(store: &Store, link_holder: &LinkHolder, from: Uuid) -> Result<DraftView> {
    let pass = Pass::of(store, link_holder).await?;
    pass.begin()?;
    let (kind, answers, consent) = read(store, link_holder, &pass, from).await?;
    draft_limits::one_more(store, link_holder, &pass).await?;
    let answers = siblings(form(kind), &answers);
    let content = DraftContent { answers, ..DraftContent::default() };
    Draft::begin(store, link_holder, (&consent, false), (None, None), content).await?.view(store).await
}

/// Throws a draft away: the family changed its mind, or the screening found that no registration is
/// needed. Nothing of it stays.
///
/// # Errors
/// The problems of the link.
pub async fn discard(store: &Store, link_holder: &LinkHolder, draft_id: Uuid) -> Result<()> {
    let pass = Pass::of(store, link_holder).await?;
    if let Some(draft) = draft(store, link_holder, draft_id).await? {
        pass.shows_draft(&draft.row)?;
        draft.discard(store).await?;
    }
    Ok(())
}

/// The family's declarations and what became of them.
///
/// # Errors
/// The problems of the link.
pub async fn status(store: &Store, link_holder: &LinkHolder) -> Result<Vec<StatusView>> {
    let pass = Pass::of(store, link_holder).await?;
    statuses::of_holder(store, link_holder.holder(), pass.answers().is_ok()).await
}

/// Form and answers of a declaration or draft of the family, for the printed sheet.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] if it is not the family's.
pub async fn print(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<(FormKind, Answers)> {
    let pass = Pass::of(store, link_holder).await?;
    let (kind, answers, _) = read(store, link_holder, &pass, id).await?;
    Ok((kind, answers))
}

/// Takes what one family has open along: to the link by which `to` comes, which is the same family's. It is of the same
/// county, and opens.
///
/// # Errors
/// The problems of both links; [`Problem::NotFound`] if they are of two counties.
pub async fn take_along(store: &Store, from: &LinkHolder, to: &LinkHolder) -> Result<u64> {
    let own = Pass::of(store, from).await?;
    own.finish()?;
    if !own.own_browser() {
        return Err(Problem::CodeNeeded.into());
    }
    let new = Pass::of(store, to).await?;
    new.begin()?;
    if from.county() != to.county() {
        return Err(Problem::NotFound.into());
    }
    bound(store, to, new).await?;
    let (county, to) = (from.county().to_string(), (to.link_id(), to.holder()));
    rows::drafts::hand_over(&*store.statement().await, &county, from.holder(), to).await
}

async fn read(store: &Store, link_holder: &LinkHolder, pass: &Pass, id: Uuid) -> Result<(FormKind, Answers, Consent)> {
    if let Some(draft) = draft(store, link_holder, id).await? {
        may_fill_in(pass, &draft)?;
        let kind = draft.form().unwrap_or(FormKind::Migrant);
        let consent = draft.consent();
        return Ok((kind, draft.content.answers, consent));
    }
    let record = own_record(store, link_holder, id).await?.ok_or(Problem::NotFound)?;
    pass.answers()?;
    pass.shows(record.id)?;
    let kind = FormKind::from_name(&record.form).ok_or_else(|| Error::internal("a record has no form"))?;
    let (document, consent) = current(store, &record).await?;
    Ok((kind, document.answers, consent))
}

async fn draft(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<Option<Draft>> {
    let row = rows::drafts::by_id(&store.db, &link_holder.county().to_string(), id, link_holder.holder()).await?;
    row.map(|row| Draft::open(store, row)).transpose()
}

/// Whether a draft may be seen, filled in and sent. A correction shows what was submitted, and is never too late.
fn may_fill_in(pass: &Pass, draft: &Draft) -> Result<(), Problem> {
    if draft.row.record_id.is_some() { pass.answers() } else { pass.finish() }?;
    pass.shows_draft(&draft.row)
}

/// The newest draft that the family may fill in.
pub(crate) async fn open_draft(store: &Store, link_holder: &LinkHolder, pass: &Pass) -> Result<Option<Draft>> {
    let which = match (pass.finish().is_ok(), pass.answers().is_ok()) {
        (true, true) => Which::All,
        (true, false) => Which::First,
        (false, true) => Which::Corrections,
        (false, false) => return Ok(None),
    };
    let row = rows::drafts::newest(&store.db, &link_holder.county().to_string(), link_holder.holder(), which).await?;
    row.filter(|row| pass.shows_draft(row).is_ok()).map(|row| Draft::open(store, row)).transpose()
}

pub(crate) async fn own_record(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<Option<record::Model>> {
    let records = register::rows::records::of_holder(&store.db, link_holder.holder()).await?;
    Ok(records.into_iter().find(|record| record.id == id || record.submission_id == id))
}

/// The current version of a record, and the consent under which it came.
pub(crate) async fn current(store: &Store, record: &record::Model) -> Result<(Document, Consent)> {
    let row = register::rows::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
    let row = row.ok_or_else(|| Error::internal("a record lacks its version"))?;
    let document = Document::open(&record.key(&store.keys)?, &row)?;
    let consent = Consent {
        notice_version: row.notice_version.clone().unwrap_or_default(),
        given_at: row.consent_at.unwrap_or(row.submitted_at),
        by: document.agreed_by.clone().unwrap_or_default(),
    };
    Ok((document, consent))
}

/// The consent under which the family's newest declaration came.
async fn earlier_consent(store: &Store, link_holder: &LinkHolder) -> Result<Option<Consent>> {
    let records = register::rows::records::of_holder(&store.db, link_holder.holder()).await?;
    match records.first() {
        Some(record) => {
            let row =
                register::rows::submissions::version(&store.db, &record.county_code, record.id, record.version).await?;
            Ok(row.and_then(|row| {
                Some(Consent { notice_version: row.notice_version?, given_at: row.consent_at?, by: String::new() })
            }))
        }
        None => Ok(None),
    }
}
