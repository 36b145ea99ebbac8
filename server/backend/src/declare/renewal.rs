//! A new version of the notice is in force: the family is asked again at its next visit. What was said to earlier ones stays.

use domain::problem::Problem;
use domain::register::State;
use domain::view::notice::{Agreement, NoticeView};

use super::declarations::open_draft;
use super::drafts::Draft;
use super::pass::Pass;
use super::submissions::family;
use crate::audit::{Entry, Kind, pen};
use crate::consent::{self, ByWhom, Given, NoticeKind, Said};
use crate::declare::rows;
use crate::error::Result;
use crate::links::holder::{self as links, LinkHolder};
use crate::register;
use crate::register::document::state_of;
use crate::register::tables::record;
use crate::store::Store;

/// What a family is asked.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// The notice in force.
    pub notice: NoticeView,
    /// The unit that asks.
    pub unit: String,
    /// Something is not sent yet, and is not without agreement.
    pub draft: bool,
    /// Something was submitted, and stays.
    pub submitted: bool,
}

/// What is not yet said to the notice in force.
struct Unsaid {
    notice: NoticeView,
    unit: String,
    draft: Option<Draft>,
    records: Vec<record::Model>,
}

/// What the family is asked, when it has something here that came under an earlier version.
///
/// # Errors
/// The problems of the link.
pub async fn renewal(store: &Store, link_holder: &LinkHolder) -> Result<Option<Renewal>> {
    let Unsaid { notice, unit, draft, records } = unsaid(store, link_holder).await?;
    let (draft, submitted) = (draft.is_some(), !records.is_empty());
    Ok((draft || submitted).then_some(Renewal { notice, unit, draft, submitted }))
}

/// The family agrees to the notice in force.
///
/// # Errors
/// The problems of the link; [`Problem::Invalid`] when another version was shown, or something is not agreed to.
pub async fn renew(store: &Store, link_holder: &LinkHolder, agreement: &Agreement) -> Result<()> {
    let invalid = |field: &str, words: &str| Problem::Invalid { field: field.into(), message: words.into() };
    if !(agreement.guardian && agreement.sensitive) {
        let words = "请孩子的父母或其他监护人看过新的告知书；同意的，请勾选下面两项。";
        return Err(invalid(Agreement::NAMES[1], words).into());
    }
    said(store, link_holder, &agreement.notice_version, Given::Given).await
}

/// The family does not agree. What was submitted stays by law and is not asked about again; what was not sent yet waits.
///
/// # Errors
/// As [`renew`].
pub async fn refuse(store: &Store, link_holder: &LinkHolder, version: &str) -> Result<()> {
    said(store, link_holder, version, Given::Refused).await
}

async fn said(store: &Store, link_holder: &LinkHolder, version: &str, given: Given) -> Result<()> {
    let Unsaid { notice, draft, records, .. } = unsaid(store, link_holder).await?;
    if version != notice.version {
        let message = "告知书有更新。请看过这一份再选择。".into();
        return Err(Problem::Invalid { field: "notice_version".into(), message }.into());
    }
    let actor = family(link_holder.holder());
    let tx = store.begin().await?;
    for record in &records {
        let said = Said {
            county: &record.county_code,
            record: record.id,
            kind: NoticeKind::Notice,
            notice: &notice,
            given,
            by: ByWhom::Family,
            erased: 0,
        };
        consent::say(store, &tx, &actor, said).await?;
    }
    if let Some(draft) = draft.filter(|_| given == Given::Given) {
        let (county, id, now) = (&*draft.row.county_code, draft.row.id, store.clock.millis());
        rows::drafts::agree(&*tx, county, id, (version, now)).await?;
        let entry = Entry::new(county, now, Kind::ConsentGiven, actor).of("draft", id).with("version", version);
        pen::append(store, &tx, [&entry]).await?;
    }
    tx.commit().await
}

async fn unsaid(store: &Store, link_holder: &LinkHolder) -> Result<Unsaid> {
    let pass = Pass::of(store, link_holder).await?;
    let notice = consent::in_force(store, &pass.link.county_code).await?;
    let draft = open_draft(store, link_holder, &pass).await?;
    let draft = draft.filter(|draft| draft.row.record_id.is_none() && draft.row.notice_version != notice.version);
    let mut records = Vec::new();
    if pass.answers().is_ok() {
        for record in register::rows::records::of_holder(&store.db, link_holder.holder()).await? {
            if pass.shows(record.id).is_ok() && asks(store, &record, &notice.version).await? {
                records.push(record);
            }
        }
    }
    let unit = links::view(&pass.link)?.unit_name;
    Ok(Unsaid { notice, unit, draft, records })
}

/// Whether nothing was said yet to this version of a record that is still worked with.
async fn asks(store: &Store, record: &record::Model, version: &str) -> Result<bool> {
    if matches!(state_of(record)?, State::Rejected | State::Exited | State::Void) {
        return Ok(false);
    }
    let (county, id) = (record.county_code.as_str(), record.id);
    let current = register::rows::submissions::version(&store.db, county, id, record.version).await?;
    if current.is_some_and(|row| row.notice_version.as_deref() == Some(version)) {
        return Ok(false);
    }
    let said = consent::rows::evidence::of_record(&store.db, county, id).await?;
    Ok(!said.iter().any(|row| row.kind == NoticeKind::Notice.code() && row.version == version))
}
