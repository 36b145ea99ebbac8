//! What calamine does not tell of a workbook: which rows are hidden, and all merged cells in one pass.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::sheets::book::{MAX_COLUMNS, MAX_ROWS, Region};
use crate::sheets::fault::FileFault;

/// Most merged cells of a sheet that are looked at.
const MAX_MERGES: usize = MAX_ROWS;

/// What was found in a sheet.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Numbers of hidden rows, from 1.
    pub(super) hidden: HashSet<u32>,
    /// Merged cells.
    pub(super) merges: Vec<Region>,
}

/// The surveys by the name of the sheet.
///
/// # Errors
/// [`FileFault::Broken`], [`FileFault::TooBig`].
pub(super) fn of(bytes: &[u8]) -> Result<HashMap<String, Survey>, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    let names = archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned));
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| FileFault::Broken)?;
    let named = |end: &str| names.iter().find(|name| name.to_ascii_lowercase().ends_with(end)).cloned();
    let (Some(book), Some(relations)) = (named("workbook.xml"), named("workbook.xml.rels")) else {
        return Err(FileFault::Broken);
    };
    let folder = book.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let targets: HashMap<String, String> = elements(&mut archive, &relations, "Relationship")?
        .into_iter()
        .filter_map(|mut attributes| Some((attributes.remove("Id")?, attributes.remove("Target")?)))
        .collect();
    let mut surveys = HashMap::new();
    for mut sheet in elements(&mut archive, &book, "sheet")? {
        let (Some(name), Some(id)) = (sheet.remove("name"), sheet.remove("id")) else { continue };
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
        if let Some(part) = names.iter().find(|name| name.eq_ignore_ascii_case(&path)) {
            surveys.insert(name, survey(&mut archive, part)?);
        }
    }
    Ok(surveys)
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn reader<'a>(archive: &'a mut Archive<'_>, part: &str) -> Result<Reader<BufReader<impl Read + 'a>>, FileFault> {
    let part = archive.by_name(part).map_err(|_| FileFault::Broken)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    Ok(reader)
}

/// The attributes of all elements of a name, by their local names.
fn elements(archive: &mut Archive<'_>, part: &str, name: &str) -> Result<Vec<HashMap<String, String>>, FileFault> {
    let (mut reader, mut buffer, mut found) = (reader(archive, part)?, Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| FileFault::Broken)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == name => {
                let mut attributes = HashMap::new();
                for attribute in element.attributes().with_checks(false) {
                    let attribute = attribute.map_err(|_| FileFault::Broken)?;
                    let value = unescape(&attribute.value).map_err(|_| FileFault::Broken)?;
                    attributes.insert(attribute.key.local_name().as_ref().to_owned(), value.into_owned());
                }
                found.push(attributes);
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn survey(archive: &mut Archive<'_>, part: &str) -> Result<Survey, FileFault> {
    let (mut reader, mut buffer, mut survey) = (reader(archive, part)?, Vec::new(), Survey::default());
    let mut row = 0_u32;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| FileFault::Broken)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    row = attribute(&element, "r").and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                    if attribute(&element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
                        survey.hidden.insert(row);
                    }
                }
                "mergeCell" => survey.merges.extend(attribute(&element, "ref").and_then(|region| of_range(&region))),
                _ => {}
            },
            Event::Eof => return Ok(survey),
            _ => {}
        }
        if survey.merges.len() > MAX_MERGES {
            return Err(FileFault::TooBig);
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned())
}

/// `B3:C4`; nothing for one cell alone, or one beyond the columns that are read.
fn of_range(range: &str) -> Option<Region> {
    let (first, last) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (of_place(first)?, of_place(last)?);
    let right = right.min(MAX_COLUMNS - 1);
    (top <= bottom && left <= right).then_some(Region { rows: top..=bottom, columns: left..=right })
}

/// `B3`: row from 1, column from 0.
fn of_place(place: &str) -> Option<(u32, usize)> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = place.split_at(digits);
    let add = |column: usize, letter: u8| {
        letter.is_ascii_uppercase().then(|| column.saturating_mul(26).saturating_add(usize::from(letter - b'A') + 1))
    };
    let column = letters.bytes().try_fold(0, add)?;
    Some((row.parse().ok().filter(|row| *row > 0)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_names_rows_and_columns() {
        assert_eq!(of_range("B3:AA4"), Some(Region { rows: 3..=4, columns: 1..=26 }));
        for wrong in ["B3", "3:4", "B0:C1", "b3:c4", "C4:B3", "ZZZZZZ1:ZZZZZZ2", ""] {
            assert_eq!(of_range(wrong), None, "{wrong}");
        }
    }
}
