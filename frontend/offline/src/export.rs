//! Carrying a locker to another phone in an encrypted file, when this one is full or failing.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use crate::brought::Brought;
use crate::database::{self, Access};
use crate::file::{self, Contents, ExportFile, Letter};
use crate::keys::Stretched;
use crate::locker::{Drawer, Locker, Write};
use crate::row::Row;
use crate::schema::{OUTBOX, SENT};
use crate::{ImportRefused, Unavailable, vault};

impl Locker {
    /// Everything of this worker's that opens, and what is unsent, as one encrypted file; `over` is what the phone
    /// could not keep, in place of what it kept.
    ///
    /// # Errors
    /// [`Unavailable::PasscodeChanged`] where another page changed it: the file would open with the earlier one only.
    pub async fn export(&self, over: Vec<Write>) -> Result<Vec<u8>, Unavailable> {
        let mut contents = Contents::new();
        for drawer in Drawer::ALL {
            for (id, clear) in self.read_all(drawer).await? {
                if let Some(clear) = clear {
                    contents.push((drawer.name().to_owned(), id, clear));
                }
            }
        }
        for Write { drawer, id, clear } in over {
            file::lay_over(&mut contents, drawer.name(), &id, clear);
        }
        let stretched = self.stretched().await?;
        let (key, wrap_nonce, wrapped) = stretched.fresh_key().await?;
        let failed = |error: file::Failed| Unavailable::Failed(error.to_string());
        let contents = file::write_contents(&contents).map_err(failed)?;
        let drawers = Array::from(&vault::encrypt(&key, &contents, file::PURPOSE).await?);
        let sheet = ExportFile {
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

    /// Opens the file of another phone, under the passcode with which it was written. What the server gave is pulled
    /// anew on this phone and settings are its own, so of the drawers only drafts, their pictures and forms count.
    ///
    /// # Errors
    /// [`ImportRefused`].
    pub async fn open_file(&self, bytes: &[u8], passcode: &str) -> Result<Brought, ImportRefused> {
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
        let (mut drafts, mut pictures, mut forms) = (Vec::new(), Vec::new(), Vec::new());
        for (drawer, id, clear) in contents {
            if drawer == Drawer::Drafts.name() && !is_message(&id).await? {
                drafts.push((id, clear));
            } else if drawer == Drawer::Pictures.name() {
                pictures.push((id, clear));
            } else if drawer == Drawer::Forms.name() {
                forms.push((id, clear));
            }
        }
        Ok(Brought { drafts, pictures, forms, letters: self.unknown(sheet.outbox).await?, from: None })
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

    pub(crate) async fn letters(&self) -> Result<Vec<Letter>, Unavailable> {
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
