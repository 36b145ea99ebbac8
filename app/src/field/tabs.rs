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
