//! What kind of file it is. Its name says nothing: systems call web pages `.xls`, and people rename.

use std::io::{Cursor, Read as _};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::book::{MAX_BYTES, MAX_PARTS, MAX_UNPACKED, MAX_UNPACKED_TIMES};
use super::fault::FileFault;
use super::files::records;

/// Kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A workbook (ISO/IEC 29500).
    Xlsx,
    /// A workbook of before 2007 (BIFF8 in a compound file).
    Xls,
    /// Text with a separator: `.csv`, `.txt`.
    Text,
}

/// How a zip archive begins, and a compound file (MS-CFB 2.2).
const ZIP: &[u8] = b"PK";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How files begin that are no table: PDF, pictures, archives, rich text.
const OTHERS: [&[u8]; 8] =
    [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf"];

impl Kind {
    /// The kind of a file. Parts are listed and counted, nothing is unpacked to be kept.
    ///
    /// # Errors
    /// Why it is of none, too large, encrypted, or with macros.
    pub fn of(bytes: &[u8]) -> Result<Self, FileFault> {
        if bytes.len() > MAX_BYTES {
            return Err(FileFault::TooBig);
        }
        if bytes.starts_with(ZIP) {
            return archive(bytes).map(|()| Self::Xlsx);
        }
        if bytes.starts_with(COMPOUND) {
            return compound(bytes).map(|()| Self::Xls);
        }
        if OTHERS.iter().any(|begin| bytes.starts_with(begin)) {
            return Err(FileFault::NoSheet);
        }
        if is_markup(bytes) {
            return Err(FileFault::Html);
        }
        let utf16 = bytes.starts_with(b"\xff\xfe");
        if !utf16 && bytes.contains(&0) { Err(FileFault::NoSheet) } else { Ok(Self::Text) }
    }
}

/// A page, XML of 2003, or a page with its pictures in one file.
fn is_markup(bytes: &[u8]) -> bool {
    let begin: Vec<u8> = bytes.iter().take(4096).filter(|&&byte| byte != 0).copied().collect();
    let text = String::from_utf8_lossy(&begin);
    let text = text.trim_start_matches(['\u{FEFF}', '\u{FFFD}']).trim_start().to_ascii_lowercase();
    ["<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<style", "<!--", "<workbook", "mime-version:"]
        .iter()
        .any(|begin| text.starts_with(begin))
}

/// Lists the parts of an archive and inflates them into nothing: sizes that an archive declares may be false.
fn archive(bytes: &[u8]) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(FileFault::TooBig);
    }
    let most = MAX_UNPACKED.min(MAX_UNPACKED_TIMES.saturating_mul(bytes.len() as u64));
    let (mut declared, mut names) = (0_u64, Vec::new());
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| FileFault::Broken)?;
        declared = declared.saturating_add(part.size());
        names.push(part.name().map_err(|_| FileFault::Broken)?.to_ascii_lowercase());
    }
    if declared > most {
        return Err(FileFault::TooBig);
    }
    if names.iter().any(|name| name.ends_with("vbaproject.bin") || name.ends_with("/macrosheets/sheet1.xml")) {
        return Err(FileFault::Macro);
    }
    if !names.iter().any(|name| name.ends_with("workbook.xml")) {
        let other = names
            .iter()
            .any(|name| name.ends_with("workbook.bin") || name == "content.xml" || name.ends_with("document.xml"));
        return Err(if other { FileFault::OtherProgram } else { FileFault::NoSheet });
    }
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| FileFault::Broken)?;
        let inflated = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| FileFault::Broken)?;
        left = left.checked_sub(inflated).ok_or(FileFault::TooBig)?;
    }
    Ok(())
}

/// A compound file holds a workbook, another document, or a workbook of today that a password closes (MS-OFFCRYPTO 1.3.3).
fn compound(bytes: &[u8]) -> Result<(), FileFault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    if file.exists("/EncryptedPackage") {
        return Err(FileFault::Encrypted);
    }
    if file.exists("/_VBA_PROJECT_CUR") {
        return Err(FileFault::Macro);
    }
    let Some(stream) = records::workbook(&mut file)? else { return Err(FileFault::OtherProgram) };
    if records::is_encrypted(&stream) { Err(FileFault::Encrypted) } else { Ok(()) }
}
