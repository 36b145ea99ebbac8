//! Pictures of an entry in the making: the signature of whoever consented, pages of documents. They lie in a drawer
//! of their own, are read only where they show, and go to the server in the same step as the entry, after it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::field::message::{ConsentHow, Shows};
use domain::field::{Body, Entry, Message, Picture, Recorded, picture};

use super::entries::{message, outgoing};
use super::worker::{Trouble, Worker, json};
use crate::platform;
use crate::platform::Shot;
use crate::platform::store::{Drawer, Outgoing, Write};

/// What the signature lies under, below its entry.
const SIGNATURE: &str = "0";

impl Worker {
    /// Records a family's consent with its signature, when it signed; an earlier signature goes.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it, or the entry has gone meanwhile.
    pub async fn consented(&self, entry: &str, recorded: Recorded, signature: Option<Shot>) -> Result<(), Trouble> {
        let place = format!("{entry}/{SIGNATURE}");
        let signature = match signature {
            Some(shot) => json(Drawer::Pictures, &place, &taken(shot, Shows::Signature)),
            None => Write { drawer: Drawer::Pictures, id: place, clear: None },
        };
        self.alter(entry, |now| now.consent = Some(recorded), vec![signature]).await
    }

    /// The pages of documents of an entry, oldest first, and how many could not be read.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot read them.
    pub async fn document_pages(&self, entry: &str) -> Result<(Vec<Picture>, usize), Trouble> {
        let read = self.pictures(entry).await?;
        let all = read.len();
        let pictures: Vec<Picture> = read.into_iter().flatten().collect();
        let unreadable = all - pictures.len();
        Ok((pictures.into_iter().filter(|picture| picture.shows == Shows::DocumentPage).collect(), unreadable))
    }

    /// Keeps one more page of a document.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it, or the entry has gone meanwhile.
    pub async fn add_page(&self, entry: &str, shot: Shot) -> Result<Picture, Trouble> {
        let picture = taken(shot, Shows::DocumentPage);
        let write = json(Drawer::Pictures, &format!("{entry}/{}", picture.id), &picture);
        // One that came back and has pictures counts as begun.
        self.alter(entry, |_| (), vec![write]).await?;
        Ok(picture)
    }

    /// Takes a page of a document away.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot.
    pub async fn remove_page(&self, entry: &str, picture: &str) -> Result<(), Trouble> {
        let gone = Write { drawer: Drawer::Pictures, id: format!("{entry}/{picture}"), clear: None };
        self.turn().await.write(vec![gone]).await
    }

    /// The pictures of an entry as messages that follow its own. A signature goes only with the consent that it
    /// gave; what cannot be read holds nothing up.
    pub(super) async fn letters(&self, entry: &Entry) -> Vec<Outgoing> {
        let signed = entry.consent.as_ref().is_some_and(|consent| consent.how == ConsentHow::Signed);
        let pictures = self.pictures(&entry.id).await.unwrap_or_default();
        let wanted = pictures.into_iter().flatten().filter(|picture| signed || picture.shows != Shows::Signature);
        wanted.map(|picture| outgoing(&letter(picture, &entry.id))).collect()
    }

    async fn pictures(&self, entry: &str) -> Result<Vec<Option<Picture>>, Trouble> {
        let read = self.locker().read_below(Drawer::Pictures, &format!("{entry}/")).await?;
        let open = |clear: Option<Vec<u8>>| serde_json::from_slice(&clear?).ok();
        Ok(read.into_iter().map(|(_, clear)| open(clear)).collect())
    }
}

/// All pictures of an entry go.
pub(super) fn none_of(entry: &str) -> Write {
    Write { drawer: Drawer::Pictures, id: format!("{entry}/"), clear: None }
}

fn taken(shot: Shot, shows: Shows) -> Picture {
    Picture {
        version: picture::VERSION,
        id: platform::new_id(),
        shows,
        media_type: shot.media_type,
        data: STANDARD.encode(&shot.bytes),
    }
}

fn letter(picture: Picture, of: &str) -> Message {
    message(picture.id.clone(), Body::Attachment(picture.attachment(of)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_goes_as_a_message_of_its_own_that_waits_for_the_answers() {
        let shot = Shot { media_type: "image/png".into(), bytes: vec![0x89, b'P', b'N', b'G'] };
        let picture = Picture { id: "p".into(), ..taken(shot, Shows::Signature) };
        let message = letter(picture, "entry");
        let Body::Attachment(attachment) = &message.body else { panic!("{message:?}") };
        assert_eq!((attachment.of.as_str(), attachment.data.as_str()), ("entry", "iVBORw=="));
        let sent = outgoing(&message);
        assert!(sent.picture && sent.id == "p");
    }

    #[test]
    fn the_pictures_of_an_entry_go_together() {
        let Write { drawer, id, clear } = none_of("e");
        assert_eq!((drawer, id.as_str(), clear), (Drawer::Pictures, "e/", None));
    }
}
