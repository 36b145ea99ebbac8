//! An open locker: one worker's drawers and outbox. The key is in memory only, and goes with the last clone.

use std::cell::RefCell;
use std::fmt::{Debug, Formatter};
use std::rc::Rc;

use idb::{KeyRange, Query};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::CryptoKey;

use crate::database::{self, Access};
use crate::keys::Stretched;
use crate::row::Row;
use crate::schema::{DRAWERS, WORKERS};
use crate::{Unavailable, vault};

/// A part of a locker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// Drafts, by their id.
    Drafts,
    /// What came from the server: children, households, links, the cursor, the enrolment.
    Register,
    /// Settings that say something about the worker.
    Settings,
    /// Pictures of drafts, as `draft/number`.
    Pictures,
    /// What stands in forms that were not used yet, by the page's name; those about a draft as `draft/name`.
    Forms,
}

impl Drawer {
    /// All.
    pub const ALL: [Self; 5] = [Self::Drafts, Self::Register, Self::Settings, Self::Pictures, Self::Forms];

    /// Its word in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drafts => "entries",
            Self::Register => "register",
            Self::Settings => "settings",
            Self::Pictures => "pictures",
            Self::Forms => "forms",
        }
    }
}

/// A change in a drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub drawer: Drawer,
    /// Under which id; ids lie on the phone in clear, so they say nothing.
    pub id: String,
    /// What; nothing to take it away, and all below it when the id ends in `/`.
    pub clear: Option<Vec<u8>>,
}

/// What is needed to send; lies on the phone in clear, so that sending needs no passcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Id of the phone, for the server.
    pub device: String,
    /// What it shows to send. It opens nothing.
    pub token: String,
    /// Id of the server's key.
    pub key_id: String,
    /// The server's public key (X25519, 32 bytes).
    pub public_key: Vec<u8>,
}

impl Sending {
    pub(crate) fn put(&self, row: &Row) -> Result<(), Unavailable> {
        row.set("device", &self.device)?;
        row.set("token", &self.token)?;
        row.set("keyId", &self.key_id)?;
        row.set("publicKey", Uint8Array::from(&self.public_key[..]))
    }

    pub(crate) fn of(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            device: row.text("device"),
            token: row.text("token"),
            key_id: row.text("keyId"),
            public_key: row.bytes("publicKey")?.to_vec(),
        })
    }
}

/// An open locker. Cheap to clone.
#[derive(Clone)]
pub struct Locker(Rc<Open>);

pub(crate) struct Open {
    pub(crate) id: String,
    pub(crate) username: String,
    /// Tells it from every other locker that was ever made under this id.
    pub(crate) made: Vec<u8>,
    pub(crate) data: CryptoKey,
    pub(crate) stretched: RefCell<Stretched>,
}

impl Debug for Locker {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Locker").field(&self.0.id).finish()
    }
}

impl Locker {
    pub(crate) fn new(open: Open) -> Self {
        Self(Rc::new(open))
    }

    /// Its id on this phone.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The user name with which it was opened. It is in memory only.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.0.username
    }

    /// What the passcode was stretched to, if it still is the locker's.
    pub(crate) async fn stretched(&self) -> Result<Stretched, Unavailable> {
        let row = self.still_there(&Access::reading(&[WORKERS]).await?).await?;
        let stretched = self.0.stretched.borrow().clone();
        if stretched.is_of(&row)? { Ok(stretched) } else { Err(Unavailable::PasscodeChanged) }
    }

    /// From now on the passcode is another one.
    pub(crate) fn set_stretched(&self, stretched: Stretched) {
        self.0.stretched.replace(stretched);
    }

    pub(crate) fn place(&self, drawer: Drawer, id: &str) -> String {
        format!("{}/{}/{id}", self.0.id, drawer.name())
    }

    /// Reads one thing.
    ///
    /// # Errors
    /// [`Unavailable::Gone`] when the locker is no longer on the phone, which is another thing than an empty drawer.
    pub async fn read(&self, drawer: Drawer, id: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        let place = self.place(drawer, id);
        let access = Access::reading(&[WORKERS, DRAWERS]).await?;
        self.still_there(&access).await?;
        match access.get(DRAWERS, &place).await? {
            Some(sealed) => Ok(Some(vault::decrypt(&self.0.data, &sealed, &place)?.await?)),
            None => Ok(None),
        }
    }

    /// Reads a whole drawer, by id: nothing in place of what does not open.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_all(&self, drawer: Drawer) -> Result<Vec<(String, Option<Vec<u8>>)>, Unavailable> {
        self.read_below(drawer, "").await
    }

    /// As [`Self::read_all`], of those whose id begins with `above`, which ends in `/`: by the whole id.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_below(&self, drawer: Drawer, above: &str) -> Result<Vec<(String, Option<Vec<u8>>)>, Unavailable> {
        let (start, from) = (self.place(drawer, ""), self.place(drawer, above));
        let access = Access::reading(&[WORKERS, DRAWERS]).await?;
        self.still_there(&access).await?;
        let store = access.store(DRAWERS)?;
        let places = store.get_all_keys(Some(below(&from)?), None)?.await?;
        let sealed = store.get_all(Some(below(&from)?), None)?.await?;
        drop(access);
        let mut opening = Vec::with_capacity(places.len());
        for (place, sealed) in places.iter().zip(&sealed) {
            let place = place.as_string().unwrap_or_default();
            opening.push((place.clone(), vault::decrypt(&self.0.data, sealed, &place)));
        }
        let mut read = Vec::with_capacity(opening.len());
        for (place, opened) in opening {
            let clear = match opened {
                Ok(opened) => opened.await.ok(),
                Err(_) => None,
            };
            read.push((place.get(start.len()..).unwrap_or_default().to_owned(), clear));
        }
        Ok(read)
    }

    /// Makes all these changes, or none of them, for good.
    ///
    /// # Errors
    /// [`Unavailable`]: nothing was changed.
    pub async fn write(&self, writes: Vec<Write>) -> Result<(), Unavailable> {
        let sealed = self.seal(writes).await?;
        let access = Access::writing(&[WORKERS, DRAWERS]).await?;
        self.still_there(&access).await?;
        Self::put_all(&access, &sealed)?;
        access.done().await
    }

    /// Takes another token and public key, after the phone was made known anew, and makes these changes with it; sending
    /// that was refused starts again.
    ///
    /// # Errors
    /// [`Unavailable`]: nothing was changed.
    pub async fn set_sending(&self, sending: &Sending, writes: Vec<Write>) -> Result<(), Unavailable> {
        let sealed = self.seal(writes).await?;
        let access = Access::writing(&[WORKERS, DRAWERS]).await?;
        let row = self.still_there(&access).await?;
        sending.put(&row)?;
        row.clear("stopped")?;
        row.clear("pause")?;
        access.put(WORKERS, &self.0.id, &row.0)?;
        Self::put_all(&access, &sealed)?;
        access.done().await
    }

    /// Encrypts changes; each is bound to its place.
    pub(crate) async fn seal(&self, writes: Vec<Write>) -> Result<Vec<(String, Option<JsValue>)>, Unavailable> {
        let mut sealed = Vec::with_capacity(writes.len());
        for Write { drawer, id, clear } in writes {
            let place = self.place(drawer, &id);
            let bytes = match clear {
                Some(clear) => Some(vault::encrypt(&self.0.data, &clear, &place).await?),
                None => None,
            };
            sealed.push((place, bytes));
        }
        Ok(sealed)
    }

    pub(crate) fn put_all(access: &Access, sealed: &[(String, Option<JsValue>)]) -> Result<(), Unavailable> {
        for (place, bytes) in sealed {
            match bytes {
                Some(bytes) => access.put(DRAWERS, place, bytes)?,
                None if place.ends_with('/') => access.delete(DRAWERS, below(place)?)?,
                None => access.delete(DRAWERS, database::key(place))?,
            }
        }
        Ok(())
    }

    /// The row of this locker, if it can still be opened: else what is written now would never be read.
    pub(crate) async fn still_there(&self, access: &Access) -> Result<Row, Unavailable> {
        let row = Row(access.get(WORKERS, &self.0.id).await?.ok_or(Unavailable::Gone)?);
        // Somebody else's locker under the same name: destroyed and made anew from another page.
        let same = made(&row).is_ok_and(|made| made == self.0.made);
        if same { Ok(row) } else { Err(Unavailable::Gone) }
    }
}

/// What tells a locker from every other one under its id: the salt with which it was made. It stays when the passcode
/// is changed. Rows of earlier versions have it as their salt only, which those never changed.
pub(crate) fn made(row: &Row) -> Result<Vec<u8>, Unavailable> {
    let name = if row.get("made").is_undefined() { "salt" } else { "made" };
    Ok(row.bytes(name)?.to_vec())
}

/// Everything below a place that ends in `/`.
pub(crate) fn below(place: &str) -> Result<Query, Unavailable> {
    // `0` follows `/`.
    let end = format!("{}0", place.trim_end_matches('/'));
    Ok(KeyRange::bound(&place.into(), &end.into(), None, Some(true))?.into())
}
