//! One draft that is open in two tabs of the phone: neither writes over what the other wrote, and neither brings back
//! what the other finished.

use std::collections::BTreeMap;

use domain::field::Entry;
use leptos::prelude::*;

use super::merge::theirs;
use super::worker::{Trouble, Worker};
use crate::declaration::Declaration;
use crate::platform::store::Drawer;

/// What lies on the phone of the entries that this tab wrote, by id.
pub(super) type Durable = ArcStoredValue<BTreeMap<String, Entry>>;

/// An entry that another tab took away.
pub(super) const GONE: &str = "这份登记在别的页面写完或删掉了，这里填的没有存。请回到走访首页再看。";

impl Worker {
    /// The entry as it lies on the phone; what another tab wrote meanwhile is taken over into the declaration.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read, or was taken away.
    pub(super) async fn meet(&self, declaration: &Declaration, id: &str) -> Result<Entry, Trouble> {
        let read = self.locker().read(Drawer::Entries, id).await;
        let clear = self.heard(read)?.ok_or_else(|| Trouble(GONE.to_owned()))?;
        let stored: Entry = serde_json::from_slice(&clear).map_err(|_| Trouble(GONE.to_owned()))?;
        let base = self.durable().with_value(|durable| durable.get(id).cloned()).or_else(|| self.entry(id));
        if let Some(base) = base.filter(|base| *base != stored) {
            for (key, value) in theirs(&declaration.as_typed(), &stored.answers, &base.answers) {
                declaration.answer(&key, value);
            }
        }
        Ok(stored)
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
    fn what_could_not_be_written_is_only_here_and_what_this_tab_never_wrote_is_not() {
        let entries = BTreeMap::from([entry("saved", 2), entry("full", 5), entry("of another tab", 9)]);
        let durable = BTreeMap::from([entry("saved", 2), entry("full", 4), entry("finished", 1)]);
        let found: Vec<String> = only_here(&entries, &durable).into_iter().map(|entry| entry.id).collect();
        assert_eq!(found, ["full"]);
    }
}
