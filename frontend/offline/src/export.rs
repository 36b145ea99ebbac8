//! Carrying a locker to another phone in an encrypted file, when this one is full or failing.

use std::collections::HashSet;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use crate::database::{self, Access};
use crate::file::{self, Contents, Letter, Sheet};
use crate::keys::Stretched;
use crate::locker::{Drawer, Locker, Write};
use crate::row::Row;
use crate::schema::{OUTBOX, SENT};
use crate::{ImportRefused, Unavailable, vault};

/// What an import brought to this phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entries in the making.
    pub entries: usize,
    /// Their pictures.
    pub pictures: usize,
    /// Finished messages that are sent from this phone now.
    pub messages: usize,
}

impl Locker {
    /// Everything of this worker's that opens, and what is unsent, as one encrypted file.
    ///
    /// # Errors
    /// [`Unavailable::PasscodeChanged`] where another page changed it: the file would open with the earlier one only.
    pub async fn export(&self) -> Result<Vec<u8>, Unavailable> {
        let mut contents = Contents::new();
        for drawer in Drawer::ALL {
            for (id, clear) in self.read_all(drawer).await? {
                if let Some(clear) = clear {
                    contents.push((drawer.name().to_owned(), id, clear));
                }
            }
        }
        let stretched = self.stretched().await?;
        let (key, wrap_nonce, wrapped) = stretched.fresh_key().await?;
        let failed = |error: file::Failed| Unavailable::Failed(error.to_string());
        let contents = file::write_contents(&contents).map_err(failed)?;
        let drawers = Array::from(&vault::encrypt(&key, &contents, file::PURPOSE).await?);
        let sheet = Sheet {
            salt: stretched.salt.to_vec(),
            rounds: stretched.rounds,
            wrap_nonce: wrap_nonce.to_vec(),
            wrapped: wrapped.to_vec(),
            nonce: Uint8Array::new(&drawers.get(0)).to_vec(),
            drawers: Uint8Array::new(&drawers.get(1)).to_vec(),
            outbox: self.letters().await?,
        };
        file::write(&sheet).map_err(failed)
    }

    /// Takes the file of another phone in, under the passcode with which it was written. What lies here under the same
    /// id stays as it is. Gives what is new on this phone.
    ///
    /// # Errors
    /// [`ImportRefused`]: nothing was taken in.
    pub async fn import(&self, bytes: &[u8], passcode: &str) -> Result<Imported, ImportRefused> {
        let sheet = file::read(bytes)?;
        let array = |bytes: &[u8]| Uint8Array::from(bytes);
        let stretched = Stretched::again(passcode, array(&sheet.salt), sheet.rounds).await?;
        let key = match stretched.unwrap(&array(&sheet.wrap_nonce), &array(&sheet.wrapped)).await {
            Err(Unavailable::Unreadable) => return Err(ImportRefused::WrongPasscode),
            other => other?,
        };
        let sealed = Array::of2(&array(&sheet.nonce), &array(&sheet.drawers));
        let clear = match vault::decrypt(&key, &sealed, file::PURPOSE)?.await {
            Err(Unavailable::Unreadable) => return Err(ImportRefused::NotAnExport),
            other => other?,
        };
        let contents = file::read_contents(&clear).map_err(|_| ImportRefused::NotAnExport)?;
        let writes = self.missing(contents).await?;
        let letters = self.unknown(sheet.outbox).await?;
        let entries = writes.iter().filter(|write| write.drawer == Drawer::Entries).count();
        let imported = Imported { entries, pictures: writes.len() - entries, messages: letters.len() };
        self.take_in(writes, letters).await?;
        Ok(imported)
    }

    /// Entries that are neither here nor finished here, and their pictures. What the server gave is pulled anew on
    /// this phone and settings are its own.
    async fn missing(&self, contents: Contents) -> Result<Vec<Write>, Unavailable> {
        let mut known: HashSet<String> = self.read_all(Drawer::Entries).await?.into_iter().map(|(id, _)| id).collect();
        for (drawer, id, _) in &contents {
            if drawer == Drawer::Entries.name() && is_message(id).await? {
                known.insert(id.clone());
            }
        }
        let new: HashSet<String> = contents
            .iter()
            .filter(|(drawer, id, _)| drawer == Drawer::Entries.name() && !known.contains(id))
            .map(|(_, id, _)| id.clone())
            .collect();
        let wanted = |(drawer, id, clear): (String, String, Vec<u8>)| {
            let drawer = [Drawer::Entries, Drawer::Pictures].into_iter().find(|known| known.name() == drawer)?;
            let entry = id.split('/').next().unwrap_or_default();
            new.contains(entry).then_some(Write { drawer, id, clear: Some(clear) })
        };
        Ok(contents.into_iter().filter_map(wanted).collect())
    }

    /// Messages that are in no outbox here and were not answered here.
    async fn unknown(&self, letters: Vec<Letter>) -> Result<Vec<Letter>, Unavailable> {
        let mut unknown = Vec::new();
        for letter in letters {
            if !is_message(&letter.id).await? {
                unknown.push(letter);
            }
        }
        Ok(unknown)
    }

    async fn letters(&self) -> Result<Vec<Letter>, Unavailable> {
        let ids = self.unsent_ids().await?;
        let access = Access::reading(&[OUTBOX]).await?;
        let mut letters = Vec::with_capacity(ids.len());
        for id in ids {
            // What was sent since then is not needed.
            let Some(row) = access.get(OUTBOX, &id).await?.map(Row) else { continue };
            letters.push(Letter {
                id,
                key_id: row.text("keyId"),
                sealed: row.get("sealed").dyn_into::<Uint8Array>()?.to_vec(),
                finished: row.time("finished"),
                picture: row.number("order") > 0.0,
            });
        }
        Ok(letters)
    }
}

/// Whether a message with this id waits in the outbox here, or was answered here.
async fn is_message(id: &str) -> Result<bool, Unavailable> {
    let access = Access::reading(&[OUTBOX, SENT]).await?;
    let [outbox, sent] =
        [OUTBOX, SENT].map(|store| Ok::<_, Unavailable>(access.store(store)?.count(Some(database::key(id)))?));
    // Both are asked before either is awaited: a transaction without requests ends.
    let (outbox, sent) = (outbox?, sent?);
    Ok(outbox.await? + sent.await? > 0)
}
