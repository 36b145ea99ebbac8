//! Pictures that lie on a phone beside a draft, until they go with it.

use serde::{Deserialize, Serialize};

use super::message::{Attachment, Shows};

/// Version of the shape that phones write now. Every earlier one opens.
pub const VERSION: u16 = 1;

/// Largest picture, in bytes.
pub const LARGEST: usize = 300 * 1024;

/// Most pages of documents with one declaration.
pub const MAX_PICTURES: usize = 6;

/// A picture in a worker's locker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Version of its shape.
    pub version: u16,
    /// UUIDv7; becomes the message's id.
    pub id: String,
    /// What it shows.
    pub shows: Shows,
    /// `image/jpeg`, `image/webp` or `image/png`.
    pub media_type: String,
    /// The bytes in base64; at most [`LARGEST`] before that.
    pub data: String,
}

impl Picture {
    /// What the server gets of it, with the declaration to which it belongs.
    #[must_use]
    pub fn attachment(self, of: &str) -> Attachment {
        Attachment { of: of.to_owned(), shows: self.shows, media_type: self.media_type, data: self.data }
    }

    /// Its address for an `<img>`: the bytes themselves.
    #[must_use]
    pub fn address(&self) -> String {
        format!("data:{};base64,{}", self.media_type, self.data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fieldwork::{Body, Message, message};

    #[test]
    fn a_picture_of_the_first_version_opens() {
        let json = r#"{"version":1,"id":"p","shows":"document_page","media_type":"image/webp","data":"UklGRg=="}"#;
        let picture: Picture = serde_json::from_str(json).unwrap();
        assert_eq!(picture.address(), "data:image/webp;base64,UklGRg==");
        let attachment = picture.attachment("entry");
        assert_eq!((attachment.of.as_str(), attachment.shows), ("entry", Shows::DocumentPage));
    }

    #[test]
    fn the_largest_picture_fits_into_a_message() {
        let picture = Picture {
            version: VERSION,
            id: "01936f3e-7f5a-7c3e-9a65-3f0c5f0f7f11".into(),
            shows: Shows::DocumentPage,
            media_type: "image/jpeg".into(),
            // Four characters for three bytes.
            data: "A".repeat(LARGEST.div_ceil(3) * 4),
        };
        let body = Body::Attachment(picture.clone().attachment("01936f3e-7f5a-7c3e-9a65-3f0c5f0f7f12"));
        let message = Message { version: message::VERSION, id: picture.id, written_on: "2026-11-22".into(), body };
        assert!(serde_json::to_vec(&message).unwrap().len() < message::LARGEST);
    }
}
