//! Sealed messages are opened, and told apart.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::message::{LARGEST, VERSION};
use domain::fieldwork::{Message, Pushed};
use flate2::read::DeflateDecoder;
use uuid::Uuid;

use crate::Keyring;
use crate::crypt::message_keys::Unopened;

/// Bytes by which a message is told from another under the same id.
pub(crate) type Hash = [u8; 16];

/// What came of opening a message.
#[derive(Clone, Debug)]
pub(crate) enum Opened {
    /// It says this.
    Message {
        /// Its id.
        id: Uuid,
        /// Keyed hash of what it says.
        hash: Hash,
        /// What it says.
        message: Box<Message>,
    },
    /// It was changed on its way, or is no message of ours: it will never open, and is kept as it came.
    Damaged {
        /// Its id.
        id: Uuid,
        /// Keyed hash of what came.
        hash: Hash,
        /// What came, in base64.
        raw: String,
    },
    /// This server cannot open it, another may: the key is missing, or the phone's page is newer.
    NotNow,
}

impl Opened {
    /// Bytes that are held while it waits to be written.
    fn held(&self, inflated: usize) -> usize {
        match self {
            Self::Message { .. } => inflated,
            Self::Damaged { raw, .. } => raw.len(),
            Self::NotNow => 0,
        }
    }
}

/// Opens a message; says also how many bytes of it are held then.
pub(crate) fn open(keys: &Keyring, pushed: &Pushed) -> (Opened, usize) {
    let mut inflated = 0;
    let opened = open_counting(keys, pushed, &mut inflated);
    let held = opened.held(inflated);
    (opened, held)
}

fn open_counting(keys: &Keyring, pushed: &Pushed, inflated: &mut usize) -> Opened {
    // An id that is none cannot be answered for; the phone makes them, so this is no message of ours.
    let Some(id) = version_seven(&pushed.id) else { return Opened::NotNow };
    let damaged = || Opened::Damaged {
        id,
        hash: keys.look_up_hash(&[b"body", pushed.sealed.as_bytes()]),
        raw: pushed.sealed.clone(),
    };
    let Ok(sealed) = STANDARD.decode(&pushed.sealed) else { return damaged() };
    let plain = match keys.messages().open(&pushed.key_id, &pushed.id, &sealed) {
        Ok(plain) => plain,
        Err(Unopened::UnknownKey) => return Opened::NotNow,
        Err(Unopened::Damaged) => return damaged(),
    };
    let Some(json) = inflate(&plain) else { return damaged() };
    *inflated = json.len();
    let hash = keys.look_up_hash(&[b"body", &json]);
    match serde_json::from_slice::<Message>(&json) {
        Ok(message) if message.version > VERSION => Opened::NotNow,
        Ok(message) if message.id == pushed.id => Opened::Message { id, hash, message: Box::new(message) },
        // A newer shape may not even read.
        Err(_) if newer(&json) => Opened::NotNow,
        _ => damaged(),
    }
}

/// A UUIDv7 in the one form in which ids are written.
fn version_seven(id: &str) -> Option<Uuid> {
    let parsed = Uuid::try_parse(id).ok()?;
    (parsed.get_version_num() == 7 && parsed.to_string() == id).then_some(parsed)
}

/// Inflates, up to the largest size that a message has.
fn inflate(deflated: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let most = u64::try_from(LARGEST).ok()? + 1;
    DeflateDecoder::new(deflated).take(most).read_to_end(&mut plain).ok()?;
    (plain.len() <= LARGEST).then_some(plain)
}

fn newer(json: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Shape {
        version: u16,
    }
    serde_json::from_slice::<Shape>(json).is_ok_and(|shape| shape.version > VERSION)
}
