//! One draft that is open in two tabs of the phone: neither writes over what the other wrote, and neither brings back
//! what the other finished.

use std::collections::BTreeMap;

use domain::fieldwork::Draft;
use domain::form::{Answers, OverrideReason};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{LINKS, Trouble, Worker};
use crate::declaration::Declaration;
use crate::fieldwork::merge::theirs;
use crate::platform::store::Drawer;

/// What lies on the phone of the drafts that this tab wrote, by id.
pub(crate) type Durable = ArcStoredValue<BTreeMap<String, Draft>>;

/// What an open declaration and the phone agreed on last, by the draft's id.
pub(crate) type Bases = ArcStoredValue<BTreeMap<String, Base>>;

/// See [`Bases`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    answers: Answers,
    overrides: Vec<OverrideReason>,
}

/// A draft that another tab took away.
pub(crate) const GONE: &str = "这份登记在别的页面写完或删掉了，这里填的没有存。请回到走访首页再看。";

impl Worker {
    /// The draft as it lies on the phone; what another tab wrote meanwhile is taken over into the declaration.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read, or was taken away.
    pub(crate) async fn meet(&self, declaration: &Declaration, id: &str) -> Result<Draft, Trouble> {
        let stored = match self.stored(id).await? {
            Some(stored) => stored,
            None => self.withdrawn_elsewhere(id).await?.ok_or_else(|| Trouble(GONE.to_owned()))?,
        };
        let base = self.bases().with_value(|bases| bases.get(id).cloned()).unwrap_or_default();
        for (key, value) in theirs(&declaration.as_typed(), &stored.answers, &base.answers) {
            declaration.answer(&key, value);
        }
        let overrides = declaration.overrides();
        if overrides.with_untracked(|mine| *mine == base.overrides && *mine != stored.overrides) {
            overrides.set(stored.overrides.clone());
        }
        self.agreed(id, &stored.answers, &stored.overrides);
        Ok(stored)
    }

    /// The draft as it lies on the phone; nothing when it was finished or taken away.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read, which is another thing.
    pub(crate) async fn stored(&self, id: &str) -> Result<Option<Draft>, Trouble> {
        let read = self.locker().read(Drawer::Drafts, id).await;
        let Some(clear) = self.heard(read)? else { return Ok(None) };
        let unreadable = |_| Trouble::from_words("这份草稿打不开，它还在手机上，没有删掉。请联系乡镇（街道）。");
        Ok(Some(serde_json::from_slice(&clear).map_err(unreadable)?))
    }

    /// The open declaration and the phone agree on these answers: what differs from them later was changed by one of
    /// both.
    pub(crate) fn agreed(&self, id: &str, answers: &Answers, overrides: &[OverrideReason]) {
        let base = Base { answers: answers.clone(), overrides: overrides.to_vec() };
        self.bases().update_value(|bases| drop(bases.insert(id.to_owned(), base)));
    }

    /// A draft is opened to be filled in.
    pub(crate) fn opened(&self, draft: &Draft) {
        self.agreed(&draft.id, &draft.answers, &draft.overrides);
        self.open_entry().set_value(Some(draft.clone()));
    }

    /// The worker left the pages of drafts.
    pub fn left_drafts(&self) {
        self.open_entry().set_value(None);
    }

    /// Whether this tab shows the draft.
    pub(crate) fn shows(&self, id: &str) -> bool {
        self.open_entry().with_value(|open| open.as_ref().is_some_and(|open| open.id == id))
    }

    /// The draft that this tab shows, when another tab took it away because it was no longer asked for: it is kept after
    /// all, and the page says so.
    async fn withdrawn_elsewhere(&self, id: &str) -> Result<Option<Draft>, Trouble> {
        let read = self.locker().read(Drawer::Settings, &withdrawn(id)).await;
        if self.heard(read)?.is_none() || !self.shows(id) {
            return Ok(None);
        }
        self.now_withdrawn(id);
        Ok(self.open_entry().get_value())
    }

    /// The page of this draft says that it is no longer asked for.
    pub(crate) fn now_withdrawn(&self, id: &str) {
        self.withdrawn().update(|withdrawn| {
            withdrawn.insert(id.to_owned());
        });
    }

    /// The page is looked at again: what other tabs wrote shows.
    pub async fn look_again(&self) {
        let turn = self.write_turn().await;
        // What cannot be read now is as it was; the page says so.
        let _ = self.entries_again().await;
        let _ = self.households_again().await;
        let _ = self.children_again().await;
        let _ = self.list_again(LINKS, &self.links()).await;
        drop(turn);
        self.look_at_outbox().await;
    }

    /// The drafts as they lie on the phone; what could not be written stays as it is in memory.
    pub(crate) async fn entries_again(&self) -> Result<(), Trouble> {
        let read = self.locker().read_all(Drawer::Drafts).await;
        let stored: BTreeMap<String, Option<Draft>> = self
            .heard(read)?
            .into_iter()
            .map(|(id, clear)| (id, clear.and_then(|clear| serde_json::from_slice(&clear).ok())))
            .collect();
        let unsaved: Vec<String> = self.unsaved().into_iter().map(|draft| draft.id).collect();
        let now = self.drafts().with_untracked(|drafts| seen(drafts, &stored, &unsaved));
        if self.drafts().with_untracked(|drafts| *drafts != now) {
            self.drafts().set(now);
        }
        Ok(())
    }

    /// A list of the register as it lies on the phone.
    pub(crate) async fn list_again<T>(&self, id: &str, list: &ArcRwSignal<T>) -> Result<(), Trouble>
    where
        T: DeserializeOwned + PartialEq + Send + Sync + 'static,
    {
        let read = self.locker().read(Drawer::Register, id).await;
        let stored = self.heard(read)?.and_then(|clear| serde_json::from_slice::<T>(&clear).ok());
        if let Some(stored) = stored.filter(|stored| list.with_untracked(|now| now != stored)) {
            list.set(stored);
        }
        Ok(())
    }

    /// Drafts whose last state is in memory only, because the phone did not keep it.
    pub(crate) fn unsaved(&self) -> Vec<Draft> {
        self.drafts().with_untracked(|drafts| self.durable().with_value(|durable| only_here(drafts, durable)))
    }

    /// Notes what lies on the phone after a writing, or that the earlier state still lies there.
    pub(crate) fn note_durable(&self, written: bool, now: Draft, before: Option<Draft>) {
        self.durable().update_value(|durable| {
            if written {
                durable.insert(now.id.clone(), now);
            } else if let Some(before) = before {
                durable.entry(before.id.clone()).or_insert(before);
            }
        });
    }
}

/// Where it is noted that a draft was taken away because it was no longer asked for.
pub(crate) fn withdrawn(id: &str) -> String {
    format!("withdrawn/{id}")
}

/// The drafts as a tab shows them: those on the phone, and in place of them what it could not write. One that is there
/// and cannot be read is as it was.
fn seen(
    here: &BTreeMap<String, Draft>,
    stored: &BTreeMap<String, Option<Draft>>,
    unsaved: &[String],
) -> BTreeMap<String, Draft> {
    let stays = |id: &str| unsaved.iter().any(|one| one == id) || matches!(stored.get(id), Some(None));
    let kept = here.iter().filter(|(id, _)| stays(id)).map(|(id, draft)| (id.clone(), draft.clone()));
    let there = stored.iter().filter_map(|(id, draft)| Some((id.clone(), draft.clone()?)));
    there.chain(kept).collect()
}

/// Of the drafts in memory, those of which something else is known to lie on the phone.
fn only_here(drafts: &BTreeMap<String, Draft>, durable: &BTreeMap<String, Draft>) -> Vec<Draft> {
    let differs = |draft: &&Draft| durable.get(&draft.id).is_some_and(|stored| stored != *draft);
    drafts.values().filter(differs).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str, changed_at: i64) -> (String, Draft) {
        (id.to_owned(), Draft { id: id.to_owned(), changed_at, ..Draft::default() })
    }

    #[test]
    fn a_tab_shows_what_others_wrote_and_keeps_what_it_could_not_write() {
        let here = BTreeMap::from([draft("same", 1), draft("mine", 9), draft("damaged", 3), draft("finished", 1)]);
        let there = |id: &str, at| (id.to_owned(), Some(draft(id, at).1));
        let stored = BTreeMap::from([
            there("same", 2),
            there("mine", 1),
            ("damaged".to_owned(), None),
            there("begun elsewhere", 4),
        ]);
        let seen = seen(&here, &stored, &["mine".to_owned()]);
        let found: Vec<(&str, i64)> = seen.values().map(|draft| (draft.id.as_str(), draft.changed_at)).collect();
        assert_eq!(found, [("begun elsewhere", 4), ("damaged", 3), ("mine", 9), ("same", 2)]);
    }

    #[test]
    fn what_could_not_be_written_is_only_here_and_what_this_tab_never_wrote_is_not() {
        let drafts = BTreeMap::from([draft("saved", 2), draft("full", 5), draft("of another tab", 9)]);
        let durable = BTreeMap::from([draft("saved", 2), draft("full", 4), draft("finished", 1)]);
        let found: Vec<String> = only_here(&drafts, &durable).into_iter().map(|draft| draft.id).collect();
        assert_eq!(found, ["full"]);
    }
}
