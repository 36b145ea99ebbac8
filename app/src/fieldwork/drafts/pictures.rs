//! Pictures of a draft in the making: the signature of whoever consented, pages of documents. They lie in a drawer
//! of their own, are read only where they show, and go to the server in the same step as the draft, after it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::message::{ConsentHow, Shows};
use domain::fieldwork::{Body, Draft, Message, Picture, Recorded, picture};

use super::{message, outgoing};
use crate::fieldwork::worker::{Trouble, Worker, json};
use crate::platform;
use crate::platform::Shot;
use crate::platform::store::{Drawer, Outgoing, Write};

/// What the signature lies under, below its draft.
const SIGNATURE: &str = "0";

impl Worker {
    /// Records a family's consent with its signature, when it signed; an earlier signature goes, and in the same step the
    /// `form_draft` of the page.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it, or the draft has gone meanwhile.
    pub async fn consented(
        &self,
        draft: &str,
        recorded: Recorded,
        signature: Option<Shot>,
        form_draft: Write,
    ) -> Result<(), Trouble> {
        let place = format!("{draft}/{SIGNATURE}");
        let signature = match signature {
            Some(shot) => json(Drawer::Pictures, &place, &taken(shot, Shows::Signature)),
            None => Write { drawer: Drawer::Pictures, id: place, clear: None },
        };
        self.alter(draft, |now| now.consent = Some(recorded), vec![signature, form_draft]).await
    }

    /// The pages of documents of a draft, oldest first, and how many could not be read.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot read them.
    pub async fn document_pages(&self, draft: &str) -> Result<(Vec<Picture>, usize), Trouble> {
        let read = self.pictures(draft).await?;
        let all = read.len();
        let pictures: Vec<Picture> = read.into_iter().flatten().collect();
        let unreadable = all - pictures.len();
        Ok((pictures.into_iter().filter(|picture| picture.shows == Shows::DocumentPage).collect(), unreadable))
    }

    /// Keeps one more page of a document.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it, or the draft has gone meanwhile.
    pub async fn add_page(&self, draft: &str, shot: Shot) -> Result<Picture, Trouble> {
        let picture = taken(shot, Shows::DocumentPage);
        let write = json(Drawer::Pictures, &format!("{draft}/{}", picture.id), &picture);
        // One that came back and has pictures counts as begun.
        self.alter(draft, |_| (), vec![write]).await?;
        Ok(picture)
    }

    /// Takes a page of a document away.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot.
    pub async fn remove_page(&self, draft: &str, picture: &str) -> Result<(), Trouble> {
        let gone = Write { drawer: Drawer::Pictures, id: format!("{draft}/{picture}"), clear: None };
        self.write_turn().await.write(vec![gone]).await
    }

    /// The pictures of a draft as messages that follow its own.
    ///
    /// # Errors
    /// [`Trouble`] when they cannot be read at all, or the signature cannot: nothing goes that was not sent.
    pub(crate) async fn letters(&self, draft: &Draft) -> Result<Letters, Trouble> {
        let signed = draft.consent.as_ref().is_some_and(|consent| consent.how == ConsentHow::Signed);
        sorted(&draft.id, self.pictures_by_place(&draft.id).await?, signed).ok_or_else(|| Trouble(UNSIGNED.to_owned()))
    }

    async fn pictures(&self, draft: &str) -> Result<Vec<Option<Picture>>, Trouble> {
        Ok(self.pictures_by_place(draft).await?.into_iter().map(|(_, picture)| picture).collect())
    }

    async fn pictures_by_place(&self, draft: &str) -> Result<Vec<(String, Option<Picture>)>, Trouble> {
        let read = self.locker().read_below(Drawer::Pictures, &format!("{draft}/")).await;
        let open = |clear: Option<Vec<u8>>| serde_json::from_slice(&clear?).ok();
        Ok(self.heard(read)?.into_iter().map(|(place, clear)| (place, open(clear))).collect())
    }
}

const UNSIGNED: &str = "家长的签字在这部手机上打不开了，所以还不能上传。请回到“先告诉家长，再登记”，请家长重新签字，\
或者换一种同意的方式。填的都还在。";

/// What becomes of the pictures of a draft that is finished.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    /// They are sent.
    pub(crate) letters: Vec<Outgoing>,
    /// The drawer gives up what is sent, and a signature that no consent goes with.
    pub(crate) gone: Vec<Write>,
    /// How many could not be read. They stay.
    pub(crate) unreadable: usize,
}

/// Sorts them; nothing when the consent is `signed` and there is no signature that can be read.
fn sorted(draft: &str, pictures: Vec<(String, Option<Picture>)>, signed: bool) -> Option<Letters> {
    let signature = format!("{draft}/{SIGNATURE}");
    let mut sorted = Letters::default();
    let mut has_signature = false;
    for (place, picture) in pictures {
        let of_consent = place == signature;
        let gone = Write { drawer: Drawer::Pictures, id: place, clear: None };
        match picture {
            Some(picture) if signed || picture.shows != Shows::Signature => {
                has_signature |= picture.shows == Shows::Signature;
                sorted.letters.push(outgoing(&letter(picture, draft)));
                sorted.gone.push(gone);
            }
            Some(_) => sorted.gone.push(gone),
            None if of_consent && !signed => sorted.gone.push(gone),
            None => sorted.unreadable += 1,
        }
    }
    (has_signature || !signed).then_some(sorted)
}

/// All pictures of a draft go.
pub(crate) fn none_of(draft: &str) -> Write {
    Write { drawer: Drawer::Pictures, id: format!("{draft}/"), clear: None }
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
    fn nothing_is_deleted_that_was_not_sent() {
        let picture = |id: &str, shows| {
            let shot = Shot { media_type: "image/png".into(), bytes: vec![1] };
            Some(Picture { id: id.into(), ..taken(shot, shows) })
        };
        let place = |name: &str| format!("e/{name}");
        let pages = || vec![(place("a"), picture("a", Shows::DocumentPage)), (place("b"), None)];
        let names = |writes: &[Write]| writes.iter().map(|write| write.id.clone()).collect::<Vec<_>>();

        let spoken = sorted("e", pages(), false).unwrap();
        assert_eq!((spoken.letters.len(), names(&spoken.gone), spoken.unreadable), (1, vec![place("a")], 1));

        let with = |signature| std::iter::once((place(SIGNATURE), signature)).chain(pages()).collect::<Vec<_>>();
        let signed = sorted("e", with(picture("s", Shows::Signature)), true).unwrap();
        assert_eq!((signed.letters.len(), signed.gone.len(), signed.unreadable), (2, 2, 1));
        assert!(sorted("e", with(None), true).is_none(), "a consent does not go without its signature");
        assert!(sorted("e", pages(), true).is_none());
        // A signature that was given up for another way of consenting.
        let dropped = sorted("e", with(picture("s", Shows::Signature)), false).unwrap();
        assert_eq!((dropped.letters.len(), dropped.gone.len()), (1, 2));
        assert_eq!(sorted("e", with(None), false).unwrap().gone.len(), 2);
    }

    #[test]
    fn the_pictures_of_a_draft_go_together() {
        let Write { drawer, id, clear } = none_of("e");
        assert_eq!((drawer, id.as_str(), clear), (Drawer::Pictures, "e/", None));
    }
}
