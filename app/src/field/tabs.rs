//! One draft that is open in two tabs of the phone: neither writes over what the other wrote, and neither brings back
//! what the other finished.

use std::collections::BTreeMap;

use domain::field::Entry;
use domain::form::Answers;
use domain::view::OverrideReason;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::merge::theirs;
use super::worker::{LINKS, Trouble, Worker};
use crate::declaration::Declaration;
use crate::platform::store::Drawer;

/// What lies on the phone of the entries that this tab wrote, by id.
pub(super) type Durable = ArcStoredValue<BTreeMap<String, Entry>>;

/// What an open declaration and the phone agreed on last, by the entry's id.
pub(super) type Bases = ArcStoredValue<BTreeMap<String, Base>>;

/// See [`Bases`].
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    answers: Answers,
    overrides: Vec<OverrideReason>,
}

/// An entry that another tab took away.
pub(super) const GONE: &str = "这份登记在别的页面写完或删掉了，这里填的没有存。请回到走访首页再看。";

impl Worker {
    /// The entry as it lies on the phone; what another tab wrote meanwhile is taken over into the declaration.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read, or was taken away.
    pub(super) async fn meet(&self, declaration: &Declaration, id: &str) -> Result<Entry, Trouble> {
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

    /// The entry as it lies on the phone; nothing when it was finished or taken away.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read, which is another thing.
    pub(super) async fn stored(&self, id: &str) -> Result<Option<Entry>, Trouble> {
        let read = self.locker().read(Drawer::Entries, id).await;
        let Some(clear) = self.heard(read)? else { return Ok(None) };
        let unreadable = |_| Trouble::from_words("这份草稿打不开，它还在手机上，没有删掉。请联系乡镇（街道）。");
        Ok(Some(serde_json::from_slice(&clear).map_err(unreadable)?))
    }

    /// The open declaration and the phone agree on these answers: what differs from them later was changed by one of
    /// both.
    pub(super) fn agreed(&self, id: &str, answers: &Answers, overrides: &[OverrideReason]) {
        let base = Base { answers: answers.clone(), overrides: overrides.to_vec() };
        self.bases().update_value(|bases| drop(bases.insert(id.to_owned(), base)));
    }

    /// An entry is opened to be filled in.
    pub(super) fn opened(&self, entry: &Entry) {
        self.agreed(&entry.id, &entry.answers, &entry.overrides);
        self.open_entry().set_value(Some(entry.clone()));
    }

    /// The worker left the pages of entries.
    pub fn left_entries(&self) {
        self.open_entry().set_value(None);
    }

    /// Whether this tab shows the entry.
    pub(super) fn shows(&self, id: &str) -> bool {
        self.open_entry().with_value(|open| open.as_ref().is_some_and(|open| open.id == id))
    }

    /// The entry that this tab shows, when another tab took it away because it was no longer asked for: it is kept after
    /// all, and the page says so.
    async fn withdrawn_elsewhere(&self, id: &str) -> Result<Option<Entry>, Trouble> {
        let read = self.locker().read(Drawer::Settings, &withdrawn(id)).await;
        if self.heard(read)?.is_none() || !self.shows(id) {
            return Ok(None);
        }
        self.now_withdrawn(id);
        Ok(self.open_entry().get_value())
    }

    /// The page of this entry says that it is no longer asked for.
    pub(super) fn now_withdrawn(&self, id: &str) {
        self.withdrawn().update(|withdrawn| {
            withdrawn.insert(id.to_owned());
        });
    }

    /// The page is looked at again: what other tabs wrote shows.
    pub async fn look_again(&self) {
        let turn = self.turn().await;
        // What cannot be read now is as it was; the page says so.
        let _ = self.entries_again().await;
        let _ = self.households_again().await;
        let _ = self.children_again().await;
        let _ = self.list_again(LINKS, &self.links()).await;
        drop(turn);
        self.look_at_outbox().await;
    }

    /// The entries as they lie on the phone; what could not be written stays as it is in memory.
    pub(super) async fn entries_again(&self) -> Result<(), Trouble> {
        let read = self.locker().read_all(Drawer::Entries).await;
        let stored: BTreeMap<String, Option<Entry>> = self
            .heard(read)?
            .into_iter()
            .map(|(id, clear)| (id, clear.and_then(|clear| serde_json::from_slice(&clear).ok())))
            .collect();
        let unsaved: Vec<String> = self.unsaved().into_iter().map(|entry| entry.id).collect();
        let now = self.entries().with_untracked(|entries| seen(entries, &stored, &unsaved));
        if self.entries().with_untracked(|entries| *entries != now) {
            self.entries().set(now);
        }
        Ok(())
    }

    /// A list of the register as it lies on the phone.
    pub(super) async fn list_again<T>(&self, id: &str, list: &ArcRwSignal<T>) -> Result<(), Trouble>
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

    /// Entries whose last state is in memory only, because the phone did not keep it.
    pub(super) fn unsaved(&self) -> Vec<Entry> {
        self.entries().with_untracked(|entries| self.durable().with_value(|durable| only_here(entries, durable)))
    }

    /// Notes what lies on the phone after a writing, or that the earlier state still lies there.
    pub(super) fn note_durable(&self, written: bool, now: Entry, before: Option<Entry>) {
        self.durable().update_value(|durable| {
            if written {
                durable.insert(now.id.clone(), now);
            } else if let Some(before) = before {
                durable.entry(before.id.clone()).or_insert(before);
            }
        });
    }
}

/// Where it is noted that an entry was taken away because it was no longer asked for.
pub(super) fn withdrawn(id: &str) -> String {
    format!("withdrawn/{id}")
}

/// The entries as a tab shows them: those on the phone, and in place of them what it could not write. One that is there
/// and cannot be read is as it was.
fn seen(
    here: &BTreeMap<String, Entry>,
    stored: &BTreeMap<String, Option<Entry>>,
    unsaved: &[String],
) -> BTreeMap<String, Entry> {
    let stays = |id: &str| unsaved.iter().any(|one| one == id) || matches!(stored.get(id), Some(None));
    let kept = here.iter().filter(|(id, _)| stays(id)).map(|(id, entry)| (id.clone(), entry.clone()));
    let there = stored.iter().filter_map(|(id, entry)| Some((id.clone(), entry.clone()?)));
    there.chain(kept).collect()
}

/// Of the entries in memory, those of which something else is known to lie on the phone.
fn only_here(entries: &BTreeMap<String, Entry>, durable: &BTreeMap<String, Entry>) -> Vec<Entry> {
    let differs = |entry: &&Entry| durable.get(&entry.id).is_some_and(|stored| stored != *entry);
    entries.values().filter(differs).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, changed_at: i64) -> (String, Entry) {
        (id.to_owned(), Entry { id: id.to_owned(), changed_at, ..Entry::default() })
    }

    #[test]
    fn a_tab_shows_what_others_wrote_and_keeps_what_it_could_not_write() {
        let here = BTreeMap::from([entry("same", 1), entry("mine", 9), entry("damaged", 3), entry("finished", 1)]);
        let there = |id: &str, at| (id.to_owned(), Some(entry(id, at).1));
        let stored = BTreeMap::from([
            there("same", 2),
            there("mine", 1),
            ("damaged".to_owned(), None),
            there("begun elsewhere", 4),
        ]);
        let seen = seen(&here, &stored, &["mine".to_owned()]);
        let found: Vec<(&str, i64)> = seen.values().map(|entry| (entry.id.as_str(), entry.changed_at)).collect();
        assert_eq!(found, [("begun elsewhere", 4), ("damaged", 3), ("mine", 9), ("same", 2)]);
    }

    #[test]
    fn what_could_not_be_written_is_only_here_and_what_this_tab_never_wrote_is_not() {
        let entries = BTreeMap::from([entry("saved", 2), entry("full", 5), entry("of another tab", 9)]);
        let durable = BTreeMap::from([entry("saved", 2), entry("full", 4), entry("finished", 1)]);
        let found: Vec<String> = only_here(&entries, &durable).into_iter().map(|entry| entry.id).collect();
        assert_eq!(found, ["full"]);
    }
}
