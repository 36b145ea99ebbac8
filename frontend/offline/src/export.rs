//! Carrying a locker to another phone in an encrypted file, when this one is full or failing.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use crate::database::{self, Access};
use crate::file::{self, Contents, Letter, Sheet};
use crate::keys::Stretched;
use crate::locker::{Drawer, Locker, Write};
use crate::row::Row;
use crate::schema::{OUTBOX, SENT};
use crate::{ImportRefused, Unavailable, vault};

impl Locker {
    /// Everything of this worker's that opens, and what is unsent, as one encrypted file.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn export(&self) -> Result<Vec<u8>, Unavailable> {
        let mut contents = Contents::new();
        for drawer in Drawer::ALL {
            for (id, clear) in self.read_all(drawer).await? {
                if let Some(clear) = clear {
                    contents.push((drawer.name().to_owned(), id, clear));
                }
            }
        }
        let stretched = self.stretched();
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
    /// id stays as it is. Gives the number of things and of unsent messages that are new on this phone.
    ///
    /// # Errors
    /// [`ImportRefused`]: nothing was taken in.
    pub async fn import(&self, bytes: &[u8], passcode: &str) -> Result<(usize, usize), ImportRefused> {
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
        let counts = (writes.len(), letters.len());
        self.take_in(writes, letters).await?;
        Ok(counts)
    }

    /// Entries that are not here. What the server gave is pulled anew on this phone and settings are its own.
    async fn missing(&self, contents: Contents) -> Result<Vec<Write>, Unavailable> {
        let here = self.read_all(Drawer::Entries).await?;
        let wanted = |(drawer, id, clear): (String, String, Vec<u8>)| {
            let new = drawer == Drawer::Entries.name() && here.iter().all(|(known, _)| *known != id);
            new.then_some(Write { drawer: Drawer::Entries, id, clear: Some(clear) })
        };
        Ok(contents.into_iter().filter_map(wanted).collect())
    }

    /// Messages that are in no outbox here and were not answered here.
    async fn unknown(&self, letters: Vec<Letter>) -> Result<Vec<Letter>, Unavailable> {
        let access = Access::reading(&[OUTBOX, SENT]).await?;
        let mut unknown = Vec::new();
        for letter in letters {
            let here = [OUTBOX, SENT].map(|store| Ok(access.store(store)?.count(Some(database::key(&letter.id)))?));
            let [outbox, sent]: [Result<_, Unavailable>; 2] = here;
            if outbox?.await? + sent?.await? == 0 {
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
