//! What cannot be taken is kept, and given back as an [`Draft`] to mend.

use domain::fieldwork::draft::{Back, VERSION};
use domain::fieldwork::message::{ConsentHow, Corrects};
use domain::fieldwork::{Declared, Draft, FollowUp, Household};
use domain::form::{Answers, Finding, Level};
use domain::problem::Problem;
use domain::values::date;
use uuid::Uuid;

use super::Device;
use super::unseal::Hash;
use crate::access::accounts::FieldWorker;
use crate::crypt::seal::{Binding, seal_json};
use crate::declare::rows;
use crate::declare::rows::refused_messages::Settles;
use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::fieldwork::document::RefusedMessage;
use crate::store::{Store, WriteTransaction};

/// Why a message cannot be taken, and what goes back to the worker.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The word for the problem in the table.
    pub(crate) problem: &'static str,
    /// What goes back.
    pub(crate) draft: Draft,
    /// The kept declaration that this one was to replace.
    pub(crate) replaces: Option<Uuid>,
    /// What came, in base64, when it could not be opened.
    pub(crate) raw: Option<String>,
}

impl Refusal {
    /// A declaration that a check or a rule refuses.
    pub(crate) fn declaration(declared: &Declared, problem: Problem) -> Self {
        let reason = match &problem {
            Problem::IdReused => "这份登记和另一份弄混了，请核对后重新登记。".to_owned(),
            Problem::NotFound => "要更正的这份登记已不在您的村（社区），请联系乡镇（街道）儿童督导员。".to_owned(),
            Problem::UnknownFormVersion => "登记表的版本太旧，请核对后按新表重新上传。".to_owned(),
            Problem::ConsentMissing => {
                "读给家长听的告知书不是发布过的版本。请在有网络的地方打开一次童册，取到现在的告知书，读给家长听后再上传。".to_owned()
            }
            other => other.message(),
        };
        let findings = match problem {
            Problem::ChecksFailed { findings } => return Self::checked(declared, reason, findings),
            Problem::Invalid { ref field, ref message } => vec![at(field, message)],
            Problem::UnknownField { ref field } | Problem::UnknownDivision { ref field } => vec![at(field, &reason)],
            _ => Vec::new(),
        };
        let mut refusal = Self { problem: problem.code(), ..Self::checked(declared, reason, findings) };
        if problem == Problem::ConsentMissing {
            refusal.draft.consent = None;
        }
        refusal
    }

    fn checked(declared: &Declared, reason: String, findings: Vec<Finding>) -> Self {
        let back = Back { corrects: declared.corrects.clone(), reason, findings, ..Back::default() };
        Self::with(declared, "checks_failed", back)
    }

    /// A correction of what somebody else changed meanwhile: `theirs` stands in the register at `version`.
    pub(crate) fn conflict(
        declared: &Declared,
        reason: String,
        (record, version): (Uuid, i32),
        theirs: Answers,
        base: Option<Answers>,
    ) -> Self {
        let corrects = Some(Corrects { record: record.to_string(), version });
        let back = Back { corrects, reason, theirs: Some(theirs), base, ..Back::default() };
        Self::with(declared, "conflict", back)
    }

    fn with(declared: &Declared, problem: &'static str, back: Back) -> Self {
        let draft = Draft {
            form: Some(declared.form),
            answers: declared.answers.clone(),
            overrides: declared.overrides.clone(),
            consent: Some(declared.consent.clone()),
            household: declared.household.clone(),
            from_paper: declared.consent.how == ConsentHow::Paper,
            ..draft(back)
        };
        Self { problem, draft, replaces: replaced(declared), raw: None }
    }

    /// Says more about the reason.
    pub(crate) fn add(&mut self, words: &str) {
        if let Some(back) = &mut self.draft.back {
            back.reason.push_str(words);
        }
    }

    /// A household that cannot be taken; its words go back.
    pub(crate) fn household(household: &Household, reason: &str) -> Self {
        let reason = format!("{reason}（户主：{}，{}）", household.head, household.detail);
        let back = Back { reason, ..Back::default() };
        let draft = Draft { answers: household.shared.clone(), household: Some(household.id.clone()), ..draft(back) };
        Self { problem: "household", draft, replaces: None, raw: None }
    }

    /// A follow-up visit that cannot be taken; its words go back.
    pub(crate) fn follow_up(visit: &FollowUp, reason: &str) -> Self {
        let FollowUp { day, met, seen, needs, .. } = visit;
        let reason = format!("{reason}（{}走访，见到：{met}；情况：{seen}；需要：{needs}）", date::chinese(*day));
        Self { problem: "follow_up", draft: draft(Back { reason, ..Back::default() }), replaces: None, raw: None }
    }

    /// A picture that cannot be taken.
    pub(crate) fn attachment(reason: &str) -> Self {
        let back = Back { reason: reason.to_owned(), ..Back::default() };
        Self { problem: "attachment", draft: draft(back), replaces: None, raw: None }
    }

    /// What does not open, kept as it came.
    pub(crate) fn damaged(raw: String) -> Self {
        let reason = "有一条内容在上传途中损坏，打不开了。请核对当天的登记，缺少的请重新登记。".to_owned();
        let draft = draft(Back { reason, ..Back::default() });
        Self { problem: "damaged", draft, replaces: None, raw: Some(raw) }
    }
}

fn draft(back: Back) -> Draft {
    Draft { version: VERSION, back: Some(back), ..Draft::default() }
}

fn at(field: &str, message: &str) -> Finding {
    Finding::new("type", Level::Error, field, message)
}

/// The kept declaration that a message replaces.
pub(crate) fn replaced(declared: &Declared) -> Option<Uuid> {
    declared.replaces.as_deref().and_then(|id| Uuid::try_parse(id).ok())
}

/// What settles a kept declaration when `by` replaces it.
pub(crate) fn settles(store: &Store, device: &Device, refused: Uuid, by: Uuid) -> Settles {
    let (county, account) = (device.county().to_owned(), device.account());
    Settles { county, refused, account, by: Some(by), at: store.clock.millis() }
}

/// Keeps what a message says. Its own id names it, unless another message under that id came first (`fresh`).
pub(crate) async fn keep(
    tx: &WriteTransaction,
    store: &Store,
    device: &Device,
    (id, fresh): (Uuid, bool),
    refusal: Refusal,
) -> Result<()> {
    let refused_id = if fresh { id } else { store.new_id() };
    let Refusal { problem, mut draft, replaces, raw } = refusal;
    // Its id becomes that of the mended message, so it is a new one.
    draft.id = store.new_id().to_string();
    draft.changed_at = store.clock.millis();
    if let Some(back) = &mut draft.back {
        back.kept = Some(refused_id.to_string());
    }
    let sealed =
        seal_json(&store.keys, device.county(), Binding::refused_message(refused_id), &RefusedMessage { draft, raw })?;
    let row = refused_message::Model {
        county_code: device.county().to_owned(),
        id: refused_id,
        account_id: device.account(),
        device_id: device.id(),
        received_at: store.clock.millis(),
        problem: problem.to_owned(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        settled_at: None,
        settled_by: None,
    };
    rows::refused_messages::insert(&**tx, row).await?;
    if let Some(earlier) = replaces {
        rows::refused_messages::settle(&**tx, &settles(store, device, earlier, refused_id)).await?;
    }
    Ok(())
}

/// Lays a kept declaration aside: the worker says that it needs nothing more. It stays in the database.
///
/// # Errors
/// [`Problem::NotFound`] when it is not there, is somebody else's, or was settled before.
pub async fn dismiss(store: &Store, worker: &FieldWorker, refused: Uuid) -> Result<()> {
    let (county, account) = (worker.county().to_string(), worker.account().id());
    let tx = store.begin().await?;
    let done =
        rows::refused_messages::settle(&*tx, &Settles { county, refused, account, by: None, at: store.clock.millis() })
            .await?;
    tx.commit().await?;
    if done { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// Bytes that two messages under one id differ in.
pub(crate) fn same(known: &[u8], hash: &Hash) -> bool {
    known == hash.as_slice()
}
