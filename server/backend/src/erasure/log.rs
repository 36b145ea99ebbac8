//! The erasure log: which records were erased, in a file outside of the database. A backup of before an erasure still has the
//! child and its key; whoever restores it erases again what the log names.
//!
//! One line of JSON a record: `{"county", "record", "at", "batch", "signature"}`, ids only. Each is signed with the key that
//! signs the heads of the trail, so that nobody has records erased by writing a line. That lines are missing is not found
//! here: the trail has the events.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypt::keyring::Keyring;

/// A line: a record that was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// County of the record, 6 digits.
    pub county: String,
    /// The record.
    pub record: Uuid,
    /// When, Unix milliseconds.
    pub at: i64,
    /// The batch of erasures to which it belonged; nil for a single one.
    pub batch: Uuid,
    /// Ed25519 over the others, base64.
    pub signature: String,
}

/// What a log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The lines that are signed, in order. A record may stand twice: an erasure that was tried again.
    pub lines: Vec<Line>,
    /// Numbers of the other lines, from 1: torn by a machine that stopped while it wrote, or not written by this register.
    pub damaged: Vec<usize>,
}

/// Appends a record that is being erased, and makes it durable. To be done before the erasure is committed: a line too much
/// erases what was to be erased anyway, a line too few brings a child back.
///
/// # Errors
/// If the keyring lacks its current key, or the file cannot be written; then nothing may be erased.
pub fn append(file: &Path, keys: &Keyring, county: &str, record: Uuid, at: i64, batch: Uuid) -> anyhow::Result<()> {
    let signature = keys.sign(&message(county, record, at, batch));
    let signature = signature.ok_or_else(|| anyhow::anyhow!("the keyring lacks its current key"))?;
    let line = Line { county: county.to_owned(), record, at, batch, signature: STANDARD.encode(signature) };
    let mut text = serde_json::to_vec(&line)?;
    text.push(b'\n');
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true).read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    if is_torn(&mut file)? {
        text.insert(0, b'\n');
    }
    file.write_all(&text)?;
    file.sync_all()?;
    Ok(())
}

/// Whether the last line has no end.
fn is_torn(file: &mut std::fs::File) -> std::io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Reads a log; a file that is not there is an empty one.
///
/// # Errors
/// If the file cannot be read.
pub fn read(file: &Path, keys: &Keyring) -> anyhow::Result<Log> {
    let text = match std::fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut log = Log::default();
    let lines = text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
    for (at, line) in lines {
        match serde_json::from_slice(line).ok().filter(|line| is_signed(keys, line)) {
            Some(line) => log.lines.push(line),
            None => log.damaged.push(at + 1),
        }
    }
    Ok(log)
}

fn is_signed(keys: &Keyring, line: &Line) -> bool {
    let signed = message(&line.county, line.record, line.at, line.batch);
    STANDARD.decode(&line.signature).is_ok_and(|signature| keys.is_signed(&signed, &signature))
}

fn message(county: &str, record: Uuid, at: i64, batch: Uuid) -> Vec<u8> {
    let mut out = b"tongce/erasure/1".to_vec();
    out.extend_from_slice(&u32::try_from(county.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(county.as_bytes());
    out.extend_from_slice(record.as_bytes());
    out.extend_from_slice(&at.to_be_bytes());
    out.extend_from_slice(batch.as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back_and_no_other_line_is_believed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("erased.jsonl");
        let keys = Keyring::ephemeral().unwrap();
        assert_eq!(read(&file, &keys).unwrap(), Log::default());
        for record in 1..=2 {
            append(&file, &keys, "120104", Uuid::from_u128(record), 7, Uuid::from_u128(9)).unwrap();
        }
        let log = read(&file, &keys).unwrap();
        assert_eq!((log.lines.len(), log.lines[1].record, log.damaged), (2, Uuid::from_u128(2), Vec::new()));
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("120104", "120101", 1)).unwrap();
        let log = read(&file, &keys).unwrap();
        assert_eq!((log.lines.len(), log.damaged), (1, vec![1]), "a county that was changed");
        assert_eq!(read(&file, &Keyring::ephemeral().unwrap()).unwrap().lines, [], "of another register");
    }

    #[test]
    fn a_line_that_was_torn_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("erased.jsonl");
        let keys = Keyring::ephemeral().unwrap();
        std::fs::write(&file, "{\"county\":\"1201").unwrap();
        append(&file, &keys, "120104", Uuid::from_u128(1), 7, Uuid::nil()).unwrap();
        let log = read(&file, &keys).unwrap();
        assert_eq!((log.lines.len(), log.damaged), (1, vec![1]));
    }
}
