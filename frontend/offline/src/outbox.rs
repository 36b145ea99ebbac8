//! The outbox: finished messages, sealed to the server. The service worker sends them; this side only puts them in
//! and counts.

use domain::fieldwork::Unsent;
use idb::{KeyRange, Query};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use crate::database::{self, Access};
use crate::file::Letter;
use crate::locker::{Locker, Sending, Write};
use crate::row::{Row, phone_clock_ms, stored};
use crate::schema::{BY_LOCKER, DRAWERS, OUTBOX, QUEUE, SENT, STUCK, WORKERS};
use crate::{Unavailable, sealing};

/// The sender's words for why it cannot send a message as it is.
const WHY: [&str; 2] = ["too-large", "refused"];

/// A finished message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id (UUIDv7).
    pub id: String,
    /// The JSON of `domain::fieldwork::Message`.
    pub json: Vec<u8>,
    /// Whether it is a picture: those go last.
    pub picture: bool,
}

/// What the server answered to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id.
    pub id: String,
    /// Whether it is in the register; if not, the server keeps it and gives it back with the next pull.
    pub taken: bool,
    /// Number to quote, for a declaration.
    pub receipt_no: Option<String>,
    /// When the answer came, in milliseconds of the phone's clock.
    pub at: i64,
}

/// Why nothing of a worker is sent any more, or one message stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The server does not know this phone, or was told not to take from it: sign in online and make it known anew.
    pub stopped: bool,
    /// Messages that the server cannot take as they are, with the sender's word for why: `too-large`, `refused`.
    pub stuck: Vec<(String, String)>,
}

impl Locker {
    /// Seals the messages into the outbox and makes the changes, all or none, for good.
    ///
    /// # Errors
    /// [`Unavailable`]: nothing was put in and nothing was changed.
    pub async fn post(&self, messages: Vec<Outgoing>, writes: Vec<Write>) -> Result<(), Unavailable> {
        let to = Sending::of(&self.still_there(&Access::reading(&[WORKERS]).await?).await?)?;
        let mut letters = Vec::with_capacity(messages.len());
        for Outgoing { id, json, picture } in messages {
            let sealed = sealing::seal(&to.public_key, &id, &json)?;
            letters.push(Letter { id, key_id: to.key_id.clone(), sealed, finished: phone_clock_ms(), picture });
        }
        self.take_in(writes, letters).await
    }

    /// Puts sealed messages in and makes the changes, in one transaction.
    pub(crate) async fn take_in(&self, writes: Vec<Write>, letters: Vec<Letter>) -> Result<(), Unavailable> {
        let sealed = self.seal(writes).await?;
        let access = Access::writing(&[WORKERS, DRAWERS, OUTBOX]).await?;
        self.still_there(&access).await?;
        self.put_letters(&access, &letters)?;
        Self::put_all(&access, &sealed)?;
        access.done().await
    }

    /// Puts sealed messages into this worker's outbox; one that is in another locker's moves.
    pub(crate) fn put_letters(&self, access: &Access, letters: &[Letter]) -> Result<(), Unavailable> {
        for letter in letters {
            let row = Row::new();
            row.set("locker", self.id())?;
            row.set("keyId", &letter.key_id)?;
            row.set("sealed", Uint8Array::from(&letter.sealed[..]))?;
            row.set("finished", stored(letter.finished))?;
            row.set("order", u8::from(letter.picture))?;
            access.put(OUTBOX, &letter.id, &row.0)?;
        }
        Ok(())
    }

    /// How much of this worker's is not sent.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn unsent(&self) -> Result<Unsent, Unavailable> {
        let access = Access::reading(&[OUTBOX]).await?;
        let queue = access.store(OUTBOX)?.index(QUEUE)?;
        let messages = queue.count(Some(self.queue(None)?))?.await?;
        let mut since = f64::INFINITY;
        // Within either order, the first is the oldest.
        for order in [0, 1] {
            if let Some(first) = queue.open_key_cursor(Some(self.queue(Some(order))?), None)?.await? {
                since = since.min(Array::from(&first.key()?).get(2).as_f64().unwrap_or(since));
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock")]
        let since = if since.is_finite() { since as i64 } else { 0 };
        Ok(Unsent { messages, since })
    }

    /// The ids of this worker's that are not sent, answers before pictures, oldest first.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn unsent_ids(&self) -> Result<Vec<String>, Unavailable> {
        let access = Access::reading(&[OUTBOX]).await?;
        let keys = access.store(OUTBOX)?.index(QUEUE)?.get_all_keys(Some(self.queue(None)?), None)?.await?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// What stands in the way of sending, as the sender noted it.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn trouble(&self) -> Result<Trouble, Unavailable> {
        let access = Access::reading(&[WORKERS, OUTBOX]).await?;
        let row = self.still_there(&access).await?;
        let stopped = row.is("stopped") || row.text("token").is_empty();
        let index = access.store(OUTBOX)?.index(STUCK)?;
        let mut stuck = Vec::new();
        for why in WHY {
            let of = Array::of2(&self.id().into(), &why.into());
            let ids = index.get_all_keys(Some(Query::Key(of.into())), None)?.await?;
            stuck.extend(ids.iter().filter_map(|id| Some((id.as_string()?, why.to_owned()))));
        }
        Ok(Trouble { stopped, stuck })
    }

    /// What the server answered since it was last forgotten.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn sent(&self) -> Result<Vec<Sent>, Unavailable> {
        let access = Access::reading(&[SENT]).await?;
        let index = access.store(SENT)?.index(BY_LOCKER)?;
        let mine = || Some(database::key(self.id()));
        let ids = index.get_all_keys(mine(), None)?.await?;
        let rows = index.get_all(mine(), None)?.await?;
        let sent = |(id, row): (JsValue, JsValue)| {
            let row = Row(row);
            let at = row.time("at");
            let receipt_no = Some(row.text("receiptNo")).filter(|number| !number.is_empty());
            Some(Sent { id: id.as_string()?, taken: row.text("outcome") == "taken", receipt_no, at })
        };
        Ok(ids.into_iter().zip(rows).filter_map(sent).collect())
    }

    /// Forgets answers that the page has dealt with.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub async fn forget_sent(&self, ids: &[String]) -> Result<(), Unavailable> {
        let access = Access::writing(&[SENT]).await?;
        for id in ids {
            access.delete(SENT, database::key(id))?;
        }
        access.done().await
    }

    /// This worker's part of the queue, or of one order in it.
    fn queue(&self, order: Option<u8>) -> Result<Query, Unavailable> {
        let start = Array::of1(&self.id().into());
        let end = Array::of1(&self.id().into());
        if let Some(order) = order {
            start.push(&order.into());
            end.push(&order.into());
        }
        // An array follows every number and every text.
        end.push(&Array::new());
        Ok(KeyRange::bound(&start, &end, None, None)?.into())
    }
}
