//! What a phone sends is opened a little at a time: the few bytes in which a message may be packed say nothing of its
//! size, and a request holds thousands of them.

use std::collections::HashMap;
use std::sync::Arc;

use domain::fieldwork::Pushed;
use domain::fieldwork::message::LARGEST;

use super::unseal::{Opened, open};
use crate::Keyring;
use crate::error::Result;
use crate::store::heavy;

/// Bytes of opened messages after which those are written before others are opened.
pub(crate) const HELD: usize = 2 * 1024 * 1024;

/// Bytes of all messages of one request, opened: several times those of the fullest request of a phone. What is over
/// it comes again.
pub(crate) const ALL: usize = 48 * 1024 * 1024;

/// The messages of one request.
#[derive(Debug)]
pub(crate) struct Rounds {
    keys: Keyring,
    pushed: Arc<Vec<Pushed>>,
    /// For each message the first one that is the same to the letter.
    first: Vec<usize>,
    /// Those to open.
    next: Vec<usize>,
    /// Bytes that may still be opened.
    left: usize,
    /// Rounds that were opened.
    pub(crate) number: usize,
}

impl Rounds {
    pub(crate) fn new(keys: &Keyring, pushed: Vec<Pushed>) -> Self {
        let mut known: HashMap<(&str, &str, &str), usize> = HashMap::with_capacity(pushed.len());
        let places = pushed.iter().enumerate();
        let first: Vec<usize> =
            places.map(|(at, one)| *known.entry((&*one.id, &*one.key_id, &*one.sealed)).or_insert(at)).collect();
        let next = (0..pushed.len()).filter(|at| first[*at] == *at).collect();
        Self { keys: keys.clone(), pushed: Arc::new(pushed), first, next, left: ALL, number: 0 }
    }

    /// The next messages with their places; none when all were opened, or as many as one request may have.
    ///
    /// # Errors
    /// [`crate::Error::Busy`] when too many phones send at once.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<(usize, Opened)>>> {
        if self.next.is_empty() || self.left < LARGEST {
            return Ok(None);
        }
        let (keys, pushed, places, left) = (self.keys.clone(), Arc::clone(&self.pushed), self.next.clone(), self.left);
        let (opened, held) = heavy::work(move || {
            let (mut opened, mut sum) = (Vec::new(), 0);
            for at in places {
                if sum >= HELD || left - sum < LARGEST {
                    break;
                }
                let (one, held) = open(&keys, &pushed[at]);
                sum = left.min(sum + held);
                opened.push((at, one));
            }
            (opened, sum)
        })
        .await?;
        self.next.drain(..opened.len());
        self.left -= held;
        self.number += 1;
        Ok(Some(opened))
    }

    /// Opens these once more.
    pub(crate) fn again(&mut self, places: Vec<usize>) {
        self.next = places;
    }

    /// For each message the first one that is the same to the letter.
    pub(crate) fn first(&self) -> &[usize] {
        &self.first
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use domain::fieldwork::message::{Shows, VERSION};
    use domain::fieldwork::{Attachment, Body, Message};
    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;
    use crate::crypt::message_keys;
    use crate::store::ids::{Ids, RandomIds};

    /// A message of half a million bytes in less than two thousand.
    fn bomb(keys: &Keyring) -> Pushed {
        let id = RandomIds.next(jiff::Timestamp::UNIX_EPOCH).to_string();
        let (of, media_type, data) = (id.clone(), "image/png".to_owned(), "A".repeat(500_000));
        let body = Body::Attachment(Attachment { of, shows: Shows::DocumentPage, media_type, data });
        let message = Message { version: VERSION, id: id.clone(), written_on: String::new(), body };
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(&serde_json::to_vec(&message).unwrap()).unwrap();
        let public = keys.messages().public(keys.current()).unwrap();
        let sealed = message_keys::seal(public, &id, &deflate.finish().unwrap()).unwrap();
        assert!(sealed.len() < 2_000);
        Pushed { id, key_id: keys.current().to_owned(), sealed: STANDARD.encode(sealed) }
    }

    #[tokio::test]
    async fn however_small_messages_were_packed_few_bytes_of_them_are_held() {
        let keys = Keyring::ephemeral().unwrap();
        let many: Vec<Pushed> = (0..150).map(|_| bomb(&keys)).collect();
        let mut rounds = Rounds::new(&keys, many);
        let mut opened = 0;
        while let Some(round) = rounds.next().await.unwrap() {
            assert!(round.iter().all(|(_, one)| matches!(one, Opened::Message { .. })));
            assert!(round.len() * 500_000 < HELD + 2 * LARGEST, "{}", round.len());
            opened += round.len();
        }
        // What is over the whole stays closed, and with the phone.
        assert!((ALL / 500_000 - 2..=ALL / 500_000).contains(&opened), "{opened}");
    }

    #[tokio::test]
    async fn the_same_message_is_opened_once_however_often_it_comes() {
        let keys = Keyring::ephemeral().unwrap();
        let mut rounds = Rounds::new(&keys, vec![bomb(&keys); 2_000]);
        assert_eq!(rounds.next().await.unwrap().unwrap().len(), 1);
        assert!(rounds.next().await.unwrap().is_none());
        assert!(rounds.first().iter().all(|first| *first == 0));
    }
}
