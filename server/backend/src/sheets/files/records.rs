//! The records of an old workbook that calamine does not tell of (MS-XLS 2.1.4): whether it is encrypted, and which rows are
//! hidden. A record is two bytes of type, two of length, and its data.

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use crate::sheets::book::MAX_BYTES;
use crate::sheets::fault::FileFault;

/// BOF, EOF, FilePass, BoundSheet8, Row.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const ROW: u16 = 0x0208;

/// `fDyZero` among the flags of a row, at byte 12.
const HIDDEN: u8 = 0x20;

/// The stream of the workbook; `None` when the file holds something else.
pub(in super::super) fn workbook(file: &mut CompoundFile<Cursor<&[u8]>>) -> Result<Option<Vec<u8>>, FileFault> {
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else { return Ok(None) };
    let stream = file.open_stream(name).map_err(|_| FileFault::Broken)?;
    let mut bytes = Vec::new();
    // No stream is longer than its file.
    stream.take(MAX_BYTES as u64).read_to_end(&mut bytes).map_err(|_| FileFault::Broken)?;
    Ok(Some(bytes))
}

/// Whether its contents are encrypted.
pub(in super::super) fn is_encrypted(stream: &[u8]) -> bool {
    records(stream).take_while(|(kind, _)| *kind != END).any(|(kind, _)| kind == FILE_PASS)
}

/// Numbers of the hidden rows, from 1, of each sheet in order.
pub(super) fn hidden_rows(stream: &[u8]) -> Vec<HashSet<u32>> {
    let sheets = records(stream).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    let begins = sheets.filter_map(|(_, data)| data.first_chunk().map(|at| u32::from_le_bytes(*at) as usize));
    begins.map(|at| of_sheet(stream.get(at..).unwrap_or_default())).collect()
}

fn of_sheet(stream: &[u8]) -> HashSet<u32> {
    // Charts are sheets within a sheet.
    let (mut depth, mut hidden) = (0_usize, HashSet::new());
    for (kind, data) in records(stream) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            ROW if depth == 1 && data.get(12).is_some_and(|flags| flags & HIDDEN != 0) => {
                hidden.extend(data.first_chunk().map(|row| u32::from(u16::from_le_bytes(*row)) + 1));
            }
            _ => {}
        }
    }
    hidden
}

fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let [kind, more, length, long] = *rest.first_chunk::<4>()?;
        let end = 4 + usize::from(u16::from_le_bytes([length, long]));
        let data = rest.get(4..end)?;
        rest = rest.get(end..)?;
        Some((u16::from_le_bytes([kind, more]), data))
    })
}
