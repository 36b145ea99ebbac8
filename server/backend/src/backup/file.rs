//! The bytes of a backup: lines of JSON, packed, encrypted.
//!
//! `age -d -i identity backup.age | gunzip` shows the lines without this program.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::stream::{StreamReader, StreamWriter};
use anyhow::{Context, bail, ensure};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::manifest::Manifest;
use crate::crypt::officers::{Identities, Recipient};
use crate::error::JsonFault;
use crate::files;

/// A line of a backup. The manifest comes first, then each table with its rows, then the end.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Manifest(Box<Manifest>),
    Table { name: String, columns: Vec<String> },
    Row(Vec<Json>),
    End,
}

/// Writes a backup under a name beside its own, which it gets when it is whole.
pub(super) struct Writer {
    lines: GzEncoder<StreamWriter<BufWriter<Hashing<File>>>>,
    beside: Unfinished,
}

/// A file that is removed unless it becomes whole.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Writer {
    pub(super) fn create(to: &Path, recipients: &[Recipient]) -> anyhow::Result<Self> {
        ensure!(!to.exists(), "{} exists already", to.display());
        let beside = to.with_extension("part");
        let file = files::create_private(&beside).with_context(|| format!("cannot create {}", beside.display()))?;
        let beside = Unfinished(beside);
        let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn age::Recipient));
        let encryptor = encryptor.context("the backup cannot be encrypted to these recipients")?;
        let sealed = encryptor.wrap_output(BufWriter::new(Hashing { file, hash: Sha256::new() }))?;
        Ok(Self { lines: GzEncoder::new(sealed, Compression::fast()), beside })
    }

    pub(super) fn line(&mut self, line: &Line) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.lines, line)?;
        Ok(self.lines.write_all(b"\n")?)
    }

    /// Ends the file, reads it again from the disk, and gives it its name; says its SHA-256, hexadecimal.
    pub(super) fn finish(mut self, to: &Path) -> anyhow::Result<String> {
        self.line(&Line::End)?;
        let Self { lines, beside } = self;
        let written = lines.finish()?.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        written.file.sync_all()?;
        let hash = hex::encode(written.hash.finalize());
        let mut again = Hashing { file: io::sink(), hash: Sha256::new() };
        io::copy(&mut File::open(&beside.0)?, &mut again)?;
        ensure!(
            hex::encode(again.hash.finalize()) == hash,
            "the file does not read as it was written: look at the disk"
        );
        std::fs::rename(&beside.0, to).with_context(|| format!("cannot name the backup {}", to.display()))?;
        files::sync_folder(to)?;
        Ok(hash)
    }
}

/// Passes bytes on and hashes them.
struct Hashing<W> {
    file: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Reads a backup, line by line.
pub(super) struct Reader {
    lines: BufReader<GzDecoder<StreamReader<BufReader<File>>>>,
    text: String,
}

impl Reader {
    pub(super) fn open(from: &Path, identities: &Identities) -> anyhow::Result<Self> {
        let shown = from.display();
        let file = File::open(from).with_context(|| format!("cannot read {shown}"))?;
        let sealed = age::Decryptor::new_buffered(BufReader::new(file));
        let sealed = sealed.map_err(|_| anyhow::anyhow!("{shown} is no file of age, or was cut short"))?;
        let opened = sealed.decrypt(identities.iter().map(|identity| &**identity as &dyn age::Identity));
        let opened = opened.map_err(|_| anyhow::anyhow!("no identity opens {shown}: it is encrypted to others"))?;
        Ok(Self { lines: BufReader::new(GzDecoder::new(opened)), text: String::new() })
    }

    /// The next line. A file that was cut short or changed is an error, as is one that ends without saying so.
    pub(super) fn line(&mut self) -> anyhow::Result<Line> {
        self.text.clear();
        let read = self.lines.read_line(&mut self.text).context("the backup was changed or cut short")?;
        ensure!(read > 0, "the backup ends too early");
        let line = serde_json::from_str(&self.text).map_err(|error| JsonFault::from(&error));
        line.context("a line of the backup is not of its shape")
    }

    /// What the backup says of itself.
    pub(super) fn manifest(&mut self) -> anyhow::Result<Manifest> {
        match self.line()? {
            Line::Manifest(manifest) => Ok(*manifest),
            _ => bail!("the backup does not begin with its manifest"),
        }
    }

    /// After [`Line::End`]: nothing may follow, and the last bytes must be those that were written.
    pub(super) fn end(mut self) -> anyhow::Result<()> {
        let mut rest = Vec::new();
        self.lines.read_to_end(&mut rest).context("the backup was changed or cut short")?;
        let mut sealed = self.lines.into_inner().into_inner();
        sealed.read_to_end(&mut rest).context("the backup was changed or cut short")?;
        ensure!(rest.is_empty(), "something follows the end of the backup");
        Ok(())
    }
}

/// All lines of a backup, as they were before they were packed: for tests that look into it.
///
/// # Errors
/// As [`super::restore`], of the file.
#[cfg(feature = "testing")]
pub fn lines(from: &Path, identities: &Identities) -> anyhow::Result<Vec<u8>> {
    let mut lines = Vec::new();
    Reader::open(from, identities)?.lines.read_to_end(&mut lines)?;
    Ok(lines)
}
