//! What comes into a locker from another one: from another phone's file, or from a locker of the same worker that an
//! earlier version made on this phone under another spelling of the user name.

use std::collections::HashSet;
use std::fmt::{Debug, Formatter};

use wasm_bindgen::JsValue;

use crate::Unavailable;
use crate::attempts::everything_in;
use crate::database::{self, Access};
use crate::file::Letter;
use crate::locker::{Drawer, Locker, Write};
use crate::row::Row;
use crate::schema::{BY_LOCKER, DRAWERS, OUTBOX, SENT, WORKERS};

/// What an import brought to this phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Drafts.
    pub drafts: usize,
    /// Their pictures.
    pub pictures: usize,
    /// Finished messages that are sent from this phone now.
    pub messages: usize,
}

/// What another phone's file or another locker holds, opened. Nothing of it is in this locker yet.
pub struct Brought {
    pub(crate) drafts: Vec<(String, Vec<u8>)>,
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
    pub(crate) forms: Vec<(String, Vec<u8>)>,
    pub(crate) letters: Vec<Letter>,
    pub(crate) from: Option<From>,
}

/// The locker on this phone that goes when its content is here.
pub(crate) struct From {
    locker: Locker,
    /// Whether everything in it could be read. If not, it stays with what could not.
    whole: bool,
}

impl Debug for Brought {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Brought").field(&self.drafts.len()).finish_non_exhaustive()
    }
}

impl Brought {
    /// The drafts that are not finished on this phone: id, bytes.
    pub fn drafts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.drafts.iter().map(|(id, clear)| (id.as_str(), clear.as_slice()))
    }

    /// Something in it is not taken: the locker from which it comes stays, with that.
    pub fn keep_rest(&mut self) {
        if let Some(from) = &mut self.from {
            from.whole = false;
        }
    }

    /// How many pictures it has of a draft.
    #[must_use]
    pub fn pictures_of(&self, draft: &str) -> usize {
        self.pictures.iter().filter(|(place, _)| of(place) == draft).count()
    }
}

/// The draft to which a picture or a form belongs.
fn of(place: &str) -> &str {
    place.split('/').next().unwrap_or_default()
}

impl Locker {
    /// Everything in this locker, for another one of the same worker on this phone that takes it over.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn bring(&self) -> Result<Brought, Unavailable> {
        let mut whole = true;
        let mut drawers = Vec::new();
        for drawer in [Drawer::Drafts, Drawer::Pictures, Drawer::Forms] {
            let all = self.read_all(drawer).await?;
            let count = all.len();
            let clear: Vec<_> = all.into_iter().filter_map(|(id, clear)| Some((id, clear?))).collect();
            whole &= clear.len() == count;
            drawers.push(clear);
        }
        let mut drawer = || if drawers.is_empty() { Vec::new() } else { drawers.remove(0) };
        let (drafts, pictures, forms) = (drawer(), drawer(), drawer());
        let from = Some(From { locker: self.clone(), whole });
        Ok(Brought { drafts, pictures, forms, letters: self.letters().await?, from })
    }

    /// Takes these drafts with their pictures, the forms that are not here, and all messages, in one step in which
    /// those `instead` of which they come go with theirs, and the locker from which it comes goes too. Gives what is
    /// new here.
    ///
    /// # Errors
    /// [`Unavailable`]: nothing was taken in, and nothing went.
    pub async fn take_over(
        &self,
        brought: Brought,
        wanted: &[String],
        instead: &[String],
    ) -> Result<Imported, Unavailable> {
        let Brought { drafts, pictures, forms, letters, from } = brought;
        let gone = |drawer: Drawer, id: String| Write { drawer, id, clear: None };
        let mut writes: Vec<Write> = Vec::new();
        for id in instead {
            let below = format!("{id}/");
            writes.extend([
                gone(Drawer::Drafts, id.clone()),
                gone(Drawer::Pictures, below.clone()),
                gone(Drawer::Forms, below),
            ]);
        }
        let is_wanted = |id: &str| wanted.iter().any(|one| one == id);
        let here: HashSet<String> = self.read_all(Drawer::Forms).await?.into_iter().map(|(id, _)| id).collect();
        let mut comes = Vec::new();
        for (id, clear) in forms {
            // A form about a draft goes with it.
            let about = id.contains('/') && !is_wanted(of(&id));
            if !here.contains(&id) && !about {
                comes.push((id, clear));
            }
        }
        let drafts: Vec<_> = drafts.into_iter().filter(|(id, _)| is_wanted(id)).collect();
        let pictures: Vec<_> = pictures.into_iter().filter(|(place, _)| is_wanted(of(place))).collect();
        let imported = Imported { drafts: drafts.len(), pictures: pictures.len(), messages: letters.len() };
        let write = |drawer: Drawer| move |(id, clear): (String, Vec<u8>)| Write { drawer, id, clear: Some(clear) };
        writes.extend(drafts.into_iter().map(write(Drawer::Drafts)));
        writes.extend(pictures.into_iter().map(write(Drawer::Pictures)));
        writes.extend(comes.into_iter().map(write(Drawer::Forms)));
        match from {
            None => self.take_in(writes, letters).await?,
            Some(from) => self.join(writes, &letters, &from).await?,
        }
        Ok(imported)
    }

    /// Puts what came from the other locker of this worker here, and takes it away there.
    async fn join(&self, writes: Vec<Write>, letters: &[Letter], from: &From) -> Result<(), Unavailable> {
        let other = from.locker.id().to_owned();
        let moved: Vec<String> = writes.iter().map(|write| from.locker.place(write.drawer, &write.id)).collect();
        let sealed = self.seal(writes).await?;
        let access = Access::writing(&[WORKERS, DRAWERS, OUTBOX, SENT]).await?;
        self.still_there(&access).await?;
        from.locker.still_there(&access).await?;
        self.put_letters(&access, letters)?;
        for id in access.store(SENT)?.index(BY_LOCKER)?.get_all_keys(Some(database::key(&other)), None)?.await? {
            let Some(id) = JsValue::as_string(&id) else { continue };
            if let Some(row) = access.get(SENT, &id).await?.map(Row) {
                row.set("locker", self.id())?;
                access.put(SENT, &id, &row.0)?;
            }
        }
        Self::put_all(&access, &sealed)?;
        if from.whole {
            access.delete(DRAWERS, everything_in(&other)?)?;
            access.delete(WORKERS, database::key(&other))?;
        } else {
            for place in moved {
                access.delete(DRAWERS, database::key(&place))?;
            }
        }
        access.done().await
    }
}
