//! One draft: opened, changed and sealed again. Who may do it is asked in [`crate::declare::declarations`].

use domain::divisions::Address;
use domain::form::{Answers, FormKind, OverrideReason, Value};
use domain::forms::form;
use domain::problem::Problem;
use domain::screening;
use domain::view::declare::{Consent, DraftView};
use uuid::Uuid;

use super::statuses;
use super::submissions::family;
use crate::audit::{Entry, Kind, pen};
use crate::declare::content::DraftContent;
use crate::declare::rows;
use crate::declare::tables::draft;
use crate::divisions::names;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::store::Store;

/// Largest draft, as JSON: the limit of a submission's body.
const LARGEST: usize = 256 * 1024;

/// What one save changes.
#[derive(Clone, Debug)]
pub struct SaveDraft {
    /// The draft.
    pub draft_id: Uuid,
    /// The revision that was read; `None` writes over whatever is there.
    pub revision: Option<i64>,
    /// The form, when the screening picked it or it changed.
    pub form: Option<FormKind>,
    /// Answers to keep, as typed.
    pub set: Answers,
    /// Fields whose answers go away.
    pub remove: Vec<String>,
    /// Reasons given for overrides; `None` leaves them.
    pub overrides: Option<Vec<OverrideReason>>,
}

/// A draft of a family, opened.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) row: draft::Model,
    pub(crate) content: DraftContent,
}

/// What a family did with a draft.
fn entry(draft: &draft::Model, at: i64, kind: Kind) -> Entry {
    Entry::new(&draft.county_code, at, kind, family(draft.holder)).of("draft", draft.id)
}

impl Draft {
    pub(crate) fn open(store: &Store, row: draft::Model) -> Result<Self> {
        let content = DraftContent::open(&store.keys, &row)?;
        Ok(Self { row, content })
    }

    /// A new draft, written, with its events; `agreed_now` when the family agreed to the notice with it.
    pub(crate) async fn begin(
        store: &Store,
        link_holder: &LinkHolder,
        (consent, agreed_now): (&Consent, bool),
        (record_id, form): (Option<Uuid>, Option<FormKind>),
        mut content: DraftContent,
    ) -> Result<Self> {
        content.agreed_by = consent.named();
        let id = store.new_id();
        let now = store.clock.millis();
        let county_code = link_holder.county().to_string();
        let sealed = content.seal(&store.keys, &county_code, (id, 1))?;
        let row = draft::Model {
            county_code,
            id,
            link_id: link_holder.link_id(),
            holder: link_holder.holder(),
            record_id,
            revision: 1,
            form: form.map(|form| form.name().to_owned()),
            notice_version: consent.notice_version.clone(),
            consent_at: consent.given_at,
            sealed: sealed.bytes,
            key_id: sealed.key_id,
            created_at: now,
            updated_at: now,
        };
        let agreed = agreed_now.then(|| entry(&row, now, Kind::ConsentGiven));
        let agreed = agreed.map(|entry| entry.with("version", row.notice_version.as_str()));
        let mut begun = entry(&row, now, Kind::DeclareBegin);
        if let Some(record) = record_id {
            begun = begun.with("record", record.to_string());
        }
        let tx = store.begin().await?;
        rows::drafts::insert(&*tx, &row).await?;
        pen::append(store, &tx, agreed.iter().chain([&begun])).await?;
        tx.commit().await?;
        Ok(Self { row, content })
    }

    /// Throws it away; nothing of it stays but that it was there.
    pub(crate) async fn discard(&self, store: &Store) -> Result<()> {
        let tx = store.begin().await?;
        rows::drafts::remove(&*tx, &self.row.county_code, self.row.id).await?;
        pen::append(store, &tx, [&entry(&self.row, store.clock.millis(), Kind::DeclareDiscard)]).await?;
        tx.commit().await
    }

    pub(crate) fn form(&self) -> Option<FormKind> {
        self.row.form.as_deref().and_then(FormKind::from_name)
    }

    pub(crate) fn consent(&self) -> Consent {
        Consent {
            notice_version: self.row.notice_version.clone(),
            given_at: self.row.consent_at,
            by: self.content.agreed_by.clone().unwrap_or_default(),
        }
    }

    /// As a page shows it, with the reviewer's words when it corrects a record.
    pub(crate) async fn view(self, store: &Store) -> Result<DraftView> {
        let note = match self.row.record_id {
            Some(record) => statuses::words_for(store, self.row.holder, record).await?,
            None => crate::audit::Note::default(),
        };
        Ok(DraftView {
            id: self.row.id.to_string(),
            revision: self.row.revision,
            form: self.form(),
            answers: self.content.answers,
            overrides: self.content.overrides,
            comments: note.comments,
            return_reason: note.reason,
        })
    }

    /// Writes a change over the revision that it was made from.
    pub(crate) async fn save(mut self, store: &Store, change: SaveDraft) -> Result<Self> {
        if change.revision.is_some_and(|revision| revision != self.row.revision) {
            return Err(Problem::DraftChanged.into());
        }
        let names = change.set.iter().map(|(name, _)| name).chain(change.remove.iter().map(String::as_str));
        if let Some(unknown) = names.into_iter().find(|name| !is_field(name)) {
            return Err(Problem::UnknownField { field: unknown.to_owned() }.into());
        }
        apply(&mut self.content, &named(&change.set)?, &change.remove, change.overrides);
        if let Some(form) = change.form {
            self.row.form = Some(form.name().to_owned());
        }
        if serde_json::to_vec(&self.content)?.len() > LARGEST {
            return Err(Problem::TooLarge.into());
        }
        self.row.revision += 1;
        let sealed = self.content.seal(&store.keys, &self.row.county_code, (self.row.id, self.row.revision))?;
        (self.row.sealed, self.row.key_id) = (sealed.bytes, sealed.key_id);
        self.row.updated_at = store.clock.millis();
        let tx = store.begin().await?;
        if !rows::drafts::save(&*tx, &self.row).await? {
            return Err(Problem::DraftChanged.into());
        }
        tx.commit().await?;
        Ok(self)
    }
}

/// The answers with the names of their places, which a page without a script cannot know.
fn named(set: &Answers) -> Result<Answers> {
    let named = set.iter().map(|(key, value)| {
        Ok(match value {
            Value::Address(address) => {
                let division_path = names::path(&address.division_code)?;
                (key, Value::Address(Address { division_path, ..address.clone() }))
            }
            other => (key, other.clone()),
        })
    });
    named.collect()
}

fn apply(content: &mut DraftContent, set: &Answers, remove: &[String], overrides: Option<Vec<OverrideReason>>) {
    for name in remove {
        content.answers.remove(name);
    }
    for (name, value) in set.iter() {
        content.answers.set(name, value.clone());
    }
    if let Some(overrides) = overrides {
        content.overrides = overrides;
    }
}

fn is_field(name: &str) -> bool {
    [FormKind::Migrant, FormKind::LeftBehind].iter().any(|kind| form(*kind).field(name).is_some())
        || screening::field(name).is_some()
}
