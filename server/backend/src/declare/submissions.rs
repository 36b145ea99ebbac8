//! A declaration enters the register: checked, routed, numbered, sealed, durable; once per id.

use domain::divisions::CountyCode;
use domain::form::{Answers, Asker, FormKind, OverrideReason};
use domain::forms::keys;
use domain::problem::Problem;
use domain::register::State;
use domain::review::Action;
use domain::view::declare::{Consent, ReceiptView};
use domain::view::links::LinkKind;
use uuid::Uuid;

use super::checking::Checked;
use super::unchecked::Unchecked;
use crate::access::clients::{Client, Scope};
use crate::audit::pen::{Act, Trace};
use crate::audit::{Actor, ActorKind, Note};
use crate::consent::{may_be_agreed_to, was_published};
use crate::crypt::record_key::RecordKey;
use crate::declare::rows::drafts::DraftRevision;
use crate::declare::rows::refused_messages::Settles;
use crate::declare::writer::{NewRecord, Writer, Written};
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::links::holder;
use crate::links::tables::link;
pub use crate::register::document::state_of;
use crate::register::duplicates::Facts;
use crate::register::tables::{record, submission};
use crate::register::{hashes, receipt};
use crate::store::Store;
use crate::{links, register};

/// Name of a family in the history.
const FAMILY: &str = "自主申报";
/// How a declaration by a family comes (D 自主申报), whatever its sender says.
const OWN: &str = "self_report";

/// A submission as another program, or the phone's outbox, sends it.
#[derive(Clone, Debug)]
pub struct NewSubmission<'a> {
    /// UUIDv7 made by the sender; the same in every retry.
    pub id: Uuid,
    /// Name of the form.
    pub form: &'a str,
    /// Version of the form.
    pub form_version: &'a str,
    /// How it came: a code of `collection_method`.
    pub channel: &'a str,
    /// Answers.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// Version of the notice to which a family agreed, where a program says so; a family by its link says it in [`By`].
    pub notice_version: Option<&'a str>,
    /// The body as it came: tells a retry from another body under the same id.
    pub body: &'a [u8],
}

/// Who sends it.
#[derive(Clone, Debug)]
pub enum By<'a> {
    /// Another program.
    Client(&'a Client),
    /// A family, by its link.
    Family {
        /// Token of the link.
        link: &'a str,
        /// Version of the notice to which it agreed.
        notice_version: &'a str,
    },
    /// A signed-in account.
    Account {
        /// Id.
        id: Uuid,
        /// Name shown to others.
        name: String,
    },
}

/// Whether a submission was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It was written now.
    Created,
    /// The same id and body were there already.
    Same,
}

/// Where a submission comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) link: Option<link::Model>,
    pub(crate) holder: Option<Uuid>,
    /// The browser in which the family agreed to the notice.
    pub(crate) browser: Option<Uuid>,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) client: Option<Uuid>,
    pub(crate) actor: Actor,
    pub(crate) consent: Option<Consent>,
    /// Draft that ends with it, if nobody saves it meanwhile.
    pub(crate) draft: Option<DraftRevision>,
    /// Version of the form in which it came; the present one when nothing is said.
    pub(crate) form_version: Option<String>,
    /// The kept declaration that it replaces.
    pub(crate) settles: Option<Settles>,
}

impl Origin {
    pub(crate) fn family(link: link::Model, holder: Uuid) -> Self {
        Self { link: Some(link), holder: Some(holder), actor: family(holder), ..Self::default() }
    }
}

/// A family, as the trail writes it.
pub(crate) fn family(holder: Uuid) -> Actor {
    let (kind, role) = (ActorKind::Family, domain::access::Role::Family.code());
    Actor { kind, id: Some(holder), name: FAMILY.to_owned(), role, ..Actor::default() }
}

/// Takes a submission, or recognises it.
///
/// # Errors
/// [`Problem::Malformed`] if the id is no UUIDv7; [`Problem::UnknownForm`], [`Problem::UnknownFormVersion`],
/// [`Problem::Forbidden`] for a program without the scope, or whose place is another one; the problems of the link and those
/// of [`Unchecked::check`]; [`Problem::OutsideDeployment`]; [`Problem::IdReused`] if the id was used with another body.
pub async fn submit(store: &Store, new: NewSubmission<'_>, by: By<'_>) -> Result<(ReceiptView, Arrival)> {
    if new.id.get_version_num() != 7 {
        let detail = "id must be a UUID of version 7".to_owned();
        return Err(Problem::Malformed { detail, field: Some("id".to_owned()) }.into());
    }
    let hash = body_hash(store, new.body);
    let id = new.id;
    match take(store, new, hash.clone(), by).await {
        // A retry is recognised even when its link has expired or a rule has changed meanwhile.
        Err(Error::Problem(problem)) => match known(store, id, &hash).await? {
            Some(record) => Ok((receipt_view(store, &record, id, None)?, Arrival::Same)),
            None => Err(problem.into()),
        },
        done => done,
    }
}

async fn take(store: &Store, new: NewSubmission<'_>, hash: Vec<u8>, by: By<'_>) -> Result<(ReceiptView, Arrival)> {
    let kind = FormKind::from_name(new.form).ok_or(Problem::UnknownForm)?;
    if !domain::forms::accepts(kind, new.form_version) {
        return Err(Problem::UnknownFormVersion.into());
    }
    let mut answers = new.answers;
    // How it was collected is said once, and by nobody who may not say it.
    answers.remove(keys::COLLECTION_METHOD.name());
    let (origin, channel, asker) = match &by {
        By::Client(client) => (of_client(client, new.channel)?, new.channel, Asker::Family),
        By::Family { link, notice_version } => {
            (of_family(store, new.id, link, notice_version).await?, OWN, Asker::Family)
        }
        By::Account { id, name } => {
            let actor = Actor { kind: ActorKind::Account, id: Some(*id), name: name.clone(), ..Actor::default() };
            (Origin { submitted_by: Some(*id), actor, ..Origin::default() }, new.channel, Asker::Worker)
        }
    };
    let origin = Origin { form_version: Some(new.form_version.to_owned()), ..origin };
    let declaration = Unchecked { form: kind, channel: channel.to_owned(), answers, overrides: new.overrides, asker };
    let checked = declaration.check(store, origin.holder).await?;
    may_enter(store, &checked, &by)?;
    let origin = match (&by, new.notice_version) {
        (By::Client(_), Some(version)) => {
            if !was_published(store, &checked.county, version).await? {
                return Err(Problem::ConsentMissing.into());
            }
            Origin { consent: Some(agreed(store, version)), ..origin }
        }
        _ => origin,
    };
    enter(store, new.id, hash, checked, origin).await
}

fn of_client(client: &Client, channel: &str) -> Result<Origin> {
    client.need(Scope::Submit)?;
    if !client.collects_by(channel) {
        let message = "这个接口程序不能按这种采集方式提交。".to_owned();
        return Err(Problem::Invalid { field: "channel".to_owned(), message }.into());
    }
    Ok(Origin { client: Some(client.id()), actor: client.actor(), ..Origin::default() })
}

async fn of_family(store: &Store, id: Uuid, link: &str, notice_version: &str) -> Result<Origin> {
    let link = holder::by_token(store, link).await?;
    if !may_be_agreed_to(store, &link.county_code, notice_version).await? {
        return Err(Problem::ConsentMissing.into());
    }
    let consent = agreed(store, notice_version);
    // Nobody but this submission belongs to the family of a village link's sender.
    let holder = link.holder.unwrap_or(id);
    Ok(Origin { consent: Some(consent), ..Origin::family(link, holder) })
}

/// Agreement to a notice, now.
fn agreed(store: &Store, version: &str) -> Consent {
    Consent { notice_version: version.to_owned(), given_at: store.clock.millis(), by: String::new() }
}

/// Whether the declaration is one of the deployment's, and of the place for which a program speaks.
fn may_enter(store: &Store, checked: &Checked, by: &By<'_>) -> Result<()> {
    let county = CountyCode::parse(&checked.county).map_err(|_| Error::internal("an owner has no county"))?;
    match by {
        By::Account { .. } => Ok(()),
        _ if !store.deployment.contains_county(county) => Err(Problem::OutsideDeployment.into()),
        By::Client(client) if !client.speaks_for(county) => Err(Problem::Forbidden.into()),
        _ => Ok(()),
    }
}

/// Writes a checked declaration as the first version of a new record.
pub(crate) async fn enter(
    store: &Store,
    id: Uuid,
    body_hash: Vec<u8>,
    checked: Checked,
    origin: Origin,
) -> Result<(ReceiptView, Arrival)> {
    let minted = match (&origin.link, origin.holder) {
        (Some(link), Some(holder)) if holder::kind(link) == LinkKind::Village => {
            Some(holder::personal_for(store, link, holder, origin.browser)?)
        }
        _ => None,
    };
    let (minted, address) = minted.unzip();
    let record = new_record(store, id, body_hash, &checked, &origin, minted.clone())?;
    match Writer::of(store).write(record).await? {
        Written::Created(record) => Ok((receipt_view(store, &record, id, address)?, Arrival::Created)),
        Written::Same(record) => {
            // The first answer was lost on the way, and with it the address of the family's own link.
            if let Some(link) = &minted {
                links::rows::links::insert(&*store.statement().await, &[link]).await?;
            }
            Ok((receipt_view(store, &record, id, address)?, Arrival::Same))
        }
        Written::Reused => Err(Problem::IdReused.into()),
    }
}

fn new_record(
    store: &Store,
    id: Uuid,
    body_hash: Vec<u8>,
    checked: &Checked,
    origin: &Origin,
    minted: Option<link::Model>,
) -> Result<NewRecord> {
    let now = store.clock.now();
    let receipt_no = receipt::new(crate::store::clock::day(now).year())?;
    let key = RecordKey::fresh(&store.keys, &checked.county, id)?;
    let mut record = record_row(&key, (id, 1), checked, origin, now.as_millisecond())?;
    record.receipt_no = receipt_no;
    Ok(NewRecord {
        submission: version_row(&key, &record, id, body_hash, checked, origin)?,
        trace: trace(store, &key, &record, Action::Submit, None, origin)?,
        lookups: hashes::of_answers(&store.keys, &checked.document.answers),
        facts: Facts::of(&checked.document.answers),
        draft: origin.draft.clone(),
        link: minted,
        settles: origin.settles.clone(),
        record,
    })
}

/// The record as a checked declaration makes it: submitted, without a receipt number, its key wrapped for its county.
pub(crate) fn record_row(
    key: &RecordKey,
    (id, version): (Uuid, i32),
    checked: &Checked,
    origin: &Origin,
    now: i64,
) -> Result<record::Model> {
    let summary = checked.summary().seal(key, id, version)?;
    let mut record = record::Model {
        county_code: checked.county.clone(),
        id,
        township_code: checked.township(),
        village_code: checked.owner.village.map(|code| code.to_string()),
        form: checked.form.name().to_owned(),
        state: State::Submitted.code().to_owned(),
        class: checked.document.verdict.class.code().to_owned(),
        version,
        submission_id: id,
        receipt_no: String::new(),
        link_id: origin.link.as_ref().map(|link| link.id),
        holder: origin.holder,
        submitted_by: origin.submitted_by,
        entered_at: now,
        moved_at: now,
        findings: i32::try_from(checked.document.findings.len()).unwrap_or(i32::MAX),
        alert: checked.alert(),
        duplicates: 0,
        claimed_by: None,
        claimed_name: None,
        claimed_until: None,
        offered_to: None,
        offered_from: None,
        offered_state: None,
        standing_version: None,
        verified_version: None,
        items_due: 0,
        items_out: 0,
        discrepancies: 0,
        summary: summary.bytes,
        key_id: summary.key_id,
        sealed_key: None,
        root_id: None,
    };
    record.keep(key.wrap(&checked.county)?);
    Ok(record)
}

/// The version of `record` that this declaration is.
pub(crate) fn version_row(
    key: &RecordKey,
    record: &record::Model,
    id: Uuid,
    body_hash: Vec<u8>,
    checked: &Checked,
    origin: &Origin,
) -> Result<submission::Model> {
    let document = checked.document.seal(key, record.id, (id, record.version))?;
    let form_version = origin.form_version.as_deref().unwrap_or(domain::forms::form(checked.form).version);
    Ok(submission::Model {
        county_code: record.county_code.clone(),
        record_id: record.id,
        version: record.version,
        id,
        form: record.form.clone(),
        form_version: form_version.to_owned(),
        channel: checked.channel.clone(),
        body_hash,
        document: document.bytes,
        key_id: document.key_id,
        submitted_at: record.entered_at,
        submitted_by: origin.submitted_by,
        client_id: origin.client,
        link_id: origin.link.as_ref().map(|link| link.id),
        link_made_by: origin.link.as_ref().filter(|link| link.holder.is_some()).and_then(|link| link.created_by),
        notice_version: origin.consent.as_ref().map(|consent| consent.notice_version.clone()),
        consent_at: origin.consent.as_ref().map(|consent| consent.given_at),
    })
}

/// What the act that brought `record` to its present state leaves behind.
pub(crate) fn trace(
    store: &Store,
    key: &RecordKey,
    record: &record::Model,
    action: Action,
    from: Option<State>,
    origin: &Origin,
) -> Result<Trace> {
    let act = Act { at: record.moved_at, actor: &origin.actor, action, from, subject: record.subject() };
    act.trace(key, store.new_id(), &Note::default())
}

/// The receipt of a declaration that this program sent, as things stand.
///
/// # Errors
/// [`Problem::Forbidden`] without the scope; [`Problem::NotFound`] when the program sent none under this id.
pub async fn status(store: &Store, client: &Client, id: Uuid) -> Result<ReceiptView> {
    client.need(Scope::Status)?;
    let found = register::rows::submissions::with_records(&store.db, &[id]).await?;
    let own = found.into_values().find(|(submission, _)| submission.client_id == Some(client.id()));
    let (_, record) = own.ok_or(Problem::NotFound)?;
    receipt_view(store, &record, id, None)
}

/// The record of a submission that came before with the same body.
pub(crate) async fn known(store: &Store, id: Uuid, hash: &[u8]) -> Result<Option<record::Model>> {
    let found = register::rows::submissions::with_records(&store.db, &[id]).await?;
    Ok(found.into_values().find(|(submission, _)| submission.body_hash == hash).map(|(_, record)| record))
}

/// Keyed hash of a body: equal for a retry, and no help in guessing what it holds.
pub(crate) fn body_hash(store: &Store, body: &[u8]) -> Vec<u8> {
    store.keys.look_up_hash(&[b"body", body]).to_vec()
}

/// The receipt of a submission, as things stand.
pub(crate) fn receipt_view(
    store: &Store,
    record: &record::Model,
    id: Uuid,
    address: Option<String>,
) -> Result<ReceiptView> {
    let owner_code = owner_code(record);
    let county = CountyCode::parse(&record.county_code).map_err(|_| Error::internal("a record has no county"))?;
    Ok(ReceiptView {
        id: id.to_string(),
        receipt_no: record.receipt_no.clone(),
        owner_name: names::name_in_words(owner_code)?,
        owner_code: owner_code.to_owned(),
        inside_deployment: store.deployment.contains_county(county),
        state: state_of(record)?,
        status_qr: address.as_deref().map(crate::links::qr::svg).transpose()?,
        status_link: address,
    })
}

/// The unit that decides: nine digits of the township, or six of the county.
pub(crate) fn owner_code(record: &record::Model) -> &str {
    if record.township_code.is_empty() { &record.county_code } else { &record.township_code }
}
