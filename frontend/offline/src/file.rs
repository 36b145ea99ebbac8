//! The export file: what a worker carries from a phone that is full or failing to another phone, or to the server.
//!
//! A line that names the format, then [`ExportFile`] in postcard. The drawers are encrypted under a fresh key, and that key
//! is wrapped under the passcode alone: the phone's own key cannot travel. So the file is only as strong as the
//! passcode, which docs/adr/0014 says too. The outbox needs no passcode: each message is sealed to the server.

use serde::{Deserialize, Serialize};

use crate::ImportRefused;

const FORMAT: &[u8] = b"tongce export\n";
/// Version of the shape that is written now.
pub const VERSION: u8 = 1;
/// Bound into the encryption of the drawers.
pub const PURPOSE: &str = "tongce export 1";

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFile {
    /// Salt of the passcode's stretching.
    pub salt: Vec<u8>,
    /// Its rounds.
    pub rounds: u32,
    /// Nonce of the key's wrapping.
    pub wrap_nonce: Vec<u8>,
    /// The file's key, wrapped under the passcode (AES-256-GCM).
    pub wrapped: Vec<u8>,
    /// Nonce of the drawers.
    pub nonce: Vec<u8>,
    /// [`Contents`], encrypted under the file's key (AES-256-GCM).
    pub drawers: Vec<u8>,
    /// What was not sent yet.
    pub outbox: Vec<Letter>,
}

/// A sealed message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// Id of the server's key to which it is sealed.
    pub key_id: String,
    /// The bytes of [`sealing::seal`](crate::sealing::seal).
    pub sealed: Vec<u8>,
    /// When it was finished, in milliseconds of that phone's clock.
    pub finished: i64,
    /// Whether it is a picture.
    pub picture: bool,
}

/// What lay in the drawers: drawer, id, bytes.
pub type Contents = Vec<(String, String, Vec<u8>)>;

/// What was to be written or read does not fit the format.
pub type Failed = postcard::Error;

/// Puts something in place of what lay there; nothing takes it away.
pub fn lay_over(contents: &mut Contents, drawer: &str, id: &str, clear: Option<Vec<u8>>) {
    contents.retain(|(there, known, _)| there != drawer || known != id);
    contents.extend(clear.map(|clear| (drawer.to_owned(), id.to_owned(), clear)));
}

/// The bytes of [`Contents`], to be encrypted.
///
/// # Errors
/// [`Failed`], which only a lack of memory could cause.
pub fn write_contents(contents: &Contents) -> Result<Vec<u8>, Failed> {
    postcard::to_allocvec(contents)
}

/// Reads what [`write_contents`] wrote.
///
/// # Errors
/// [`Failed`].
pub fn read_contents(bytes: &[u8]) -> Result<Contents, Failed> {
    postcard::from_bytes(bytes)
}

/// The bytes of the file.
///
/// # Errors
/// [`Failed`], which only a lack of memory could cause.
pub fn write(sheet: &ExportFile) -> Result<Vec<u8>, Failed> {
    let mut bytes = FORMAT.to_vec();
    bytes.push(VERSION);
    bytes.extend(postcard::to_allocvec(sheet)?);
    Ok(bytes)
}

/// Reads the file.
///
/// # Errors
/// [`ImportRefused::NotAnExport`] and [`ImportRefused::Newer`].
pub fn read(bytes: &[u8]) -> Result<ExportFile, ImportRefused> {
    let rest = bytes.strip_prefix(FORMAT).ok_or(ImportRefused::NotAnExport)?;
    match rest.split_first() {
        Some((&VERSION, sheet)) => postcard::from_bytes(sheet).map_err(|_| ImportRefused::NotAnExport),
        Some((version, _)) if *version > VERSION => Err(ImportRefused::Newer),
        _ => Err(ImportRefused::NotAnExport),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> ExportFile {
        ExportFile {
            salt: vec![1; 16],
            rounds: 310_000,
            wrap_nonce: vec![2; 12],
            wrapped: vec![3; 48],
            nonce: vec![4; 12],
            drawers: vec![5; 100],
            outbox: vec![Letter {
                id: "a".into(),
                key_id: "k".into(),
                sealed: vec![6; 60],
                finished: 1_500_000_000_000,
                picture: true,
            }],
        }
    }

    #[test]
    fn what_is_written_is_read_and_anything_else_is_refused() {
        let bytes = write(&sheet()).unwrap();
        assert_eq!(read(&bytes), Ok(sheet()));
        assert_eq!(read(b"PK\x03\x04"), Err(ImportRefused::NotAnExport));
        assert_eq!(read(&bytes[..bytes.len() - 4]), Err(ImportRefused::NotAnExport));
        let mut newer = bytes;
        newer[FORMAT.len()] = VERSION + 1;
        assert_eq!(read(&newer), Err(ImportRefused::Newer));
    }

    #[test]
    fn what_the_phone_could_not_keep_stands_in_place_of_what_it_kept() {
        let one = |drawer: &str, id: &str, clear: &[u8]| (drawer.to_owned(), id.to_owned(), clear.to_vec());
        let mut contents = vec![one("entries", "a", b"kept"), one("pictures", "a", b"shot"), one("entries", "b", b"b")];
        lay_over(&mut contents, "entries", "a", Some(b"typed".to_vec()));
        lay_over(&mut contents, "entries", "c", Some(b"new".to_vec()));
        lay_over(&mut contents, "entries", "b", None);
        contents.sort();
        let expected = [one("entries", "a", b"typed"), one("entries", "c", b"new"), one("pictures", "a", b"shot")];
        assert_eq!(contents, expected);
    }

    #[test]
    fn a_file_of_the_first_version_opens() {
        let mut bytes = b"tongce export\n\x01".to_vec();
        // Salt, rounds (varint), nonce, wrapped key, nonce, drawers, outbox: all empty but the rounds.
        bytes.extend([0, 0xf0, 0xf5, 0x12, 0, 0, 0, 0, 0]);
        let read = read(&bytes).unwrap();
        assert_eq!((read.rounds, read.outbox.len()), (310_000, 0));
    }
}
