//! What a worker does with the phone itself: takes over what another phone exported, or clears everything away.

use std::collections::BTreeMap;

use domain::field::Entry;
use leptos::prelude::*;

use super::worker::{Trouble, Worker};
use crate::platform;
use crate::platform::store::worker::Ask;
use crate::platform::store::{Drawer, Imported};

impl Worker {
    /// Takes over the file that another phone exported, under the passcode of that phone.
    ///
    /// # Errors
    /// [`Trouble`], in words for every reason: nothing was taken over.
    pub async fn import(&self, file: &[u8], passcode: &str) -> Result<Imported, Trouble> {
        let refused = |why| Trouble(platform::import_words(&why).to_owned());
        let imported = self.locker().import(file, passcode).await.map_err(refused)?;
        let mut fresh = BTreeMap::new();
        for (id, clear) in self.locker().read_all(Drawer::Entries).await? {
            let known = self.entries().with_untracked(|entries| entries.contains_key(&id));
            if let Some(entry) = clear.filter(|_| !known).and_then(|clear| serde_json::from_slice::<Entry>(&clear).ok())
            {
                fresh.insert(id, entry);
            }
        }
        self.entries().update(|entries| entries.extend(fresh));
        self.look_at_outbox().await;
        platform::store::worker::send_now(Ask::User);
        Ok(imported)
    }

    /// Destroys everything of this worker's on this phone but what is finished, which is still sent.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot; then everything is as it was.
    pub async fn give_up(&self) -> Result<(), Trouble> {
        Ok(self.locker().give_up().await?)
    }
}
