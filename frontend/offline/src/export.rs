//! Carrying a locker to another phone in an encrypted file, when this one is full or failing.

use std::fmt::{Debug, Formatter};

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

/// The file of another phone, opened. Nothing of it is on this phone yet.
pub struct Brought {
    entries: Vec<(String, Vec<u8>)>,
    pictures: Vec<(String, Vec<u8>)>,
    letters: Vec<Letter>,
}

impl Debug for Brought {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Brought").field(&self.entries.len()).finish_non_exhaustive()
    }
}

impl Brought {
    /// The entries in the making that are not finished on this phone: id, bytes.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().map(|(id, clear)| (id.as_str(), clear.as_slice()))
    }

    /// How many pictures it has of an entry.
    #[must_use]
    pub fn pictures_of(&self, entry: &str) -> usize {
        self.pictures.iter().filter(|(place, _)| of(place) == entry).count()
    }
}

/// The entry to which a picture belongs.
fn of(place: &str) -> &str {
    place.split('/').next().unwrap_or_default()
}

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

    /// Opens the file of another phone, under the passcode with which it was written. What the server gave is pulled
    /// anew on this phone and settings are its own, so of the drawers only entries and their pictures count.
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
        let (mut entries, mut pictures) = (Vec::new(), Vec::new());
        for (drawer, id, clear) in contents {
            if drawer == Drawer::Entries.name() && !is_message(&id).await? {
                entries.push((id, clear));
            } else if drawer == Drawer::Pictures.name() {
                pictures.push((id, clear));
            }
        }
        Ok(Brought { entries, pictures, letters: self.unknown(sheet.outbox).await? })
    }

    /// Takes these entries of the file with their pictures, and all its messages that are not here, in one step in
    /// which those `instead` of which they come go with theirs. Gives what is new on this phone.
    ///
    /// # Errors
    /// [`Unavailable`]: nothing was taken in, and nothing went.
    pub async fn take_over(
        &self,
        brought: Brought,
        wanted: &[String],
        instead: &[String],
    ) -> Result<Imported, Unavailable> {
        let is_wanted = |id: &str| wanted.iter().any(|one| one == id);
        let write = |drawer: Drawer| move |(id, clear): (String, Vec<u8>)| Write { drawer, id, clear: Some(clear) };
        let mut writes: Vec<Write> = instead
            .iter()
            .flat_map(|id| {
                let gone = |drawer: Drawer, id: String| Write { drawer, id, clear: None };
                [gone(Drawer::Entries, id.clone()), gone(Drawer::Pictures, format!("{id}/"))]
            })
            .collect();
        let Brought { entries, pictures, letters } = brought;
        let entries: Vec<_> = entries.into_iter().filter(|(id, _)| is_wanted(id)).collect();
        let pictures: Vec<_> = pictures.into_iter().filter(|(place, _)| is_wanted(of(place))).collect();
        let imported = Imported { entries: entries.len(), pictures: pictures.len(), messages: letters.len() };
        writes.extend(entries.into_iter().map(write(Drawer::Entries)));
        writes.extend(pictures.into_iter().map(write(Drawer::Pictures)));
        self.take_in(writes, letters).await?;
        Ok(imported)
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
