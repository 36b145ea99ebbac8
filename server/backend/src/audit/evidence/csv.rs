//! The same lines as a table for spreadsheet programs: events in words first, and in the last column of each row the very
//! line that proves it. Heads and batches stand below the events, with nothing but their line.

use std::io::Read;

use domain::values::cell::{from_cell, to_cell};

use super::line::{Event, Line};
use crate::error::Result;

/// The headings. What proves is the last column; those before it are for people.
const HEADINGS: [&str; 9] = ["时间", "事项", "结果", "人员", "角色", "对象类型", "对象编号", "批次", "校验数据"];

/// Columns in words.
const WORDS: usize = HEADINGS.len() - 1;

/// An event in words, in the order of the headings.
pub type Words = [String; WORDS];

/// The mark by which spreadsheet programs know UTF-8.
const MARK: &str = "\u{feff}";

/// The table.
///
/// # Errors
/// If a line cannot be written.
pub fn write(lines: &[Line], words: impl Fn(&Event) -> Words) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(MARK.as_bytes().to_vec());
    writer.write_record(HEADINGS).map_err(anyhow::Error::new)?;
    let (events, others): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| matches!(line, Line::Event(_)));
    for line in events.into_iter().chain(others) {
        let words = if let Line::Event(event) = line { words(event) } else { Words::default() };
        let proof = serde_json::to_string(line)?;
        let cells = words.iter().chain([&proof]).map(|cell| to_cell(cell).into_owned());
        writer.write_record(cells).map_err(anyhow::Error::new)?;
    }
    Ok(writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?)
}

/// The lines of a table, as a file of JSON has them.
///
/// # Errors
/// If it is no such table.
pub fn lines(mut table: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut text = String::new();
    table.read_to_string(&mut text)?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches(MARK).as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.get(WORDS).ok_or_else(|| anyhow::anyhow!("a row has no line that proves it"))?;
        lines.extend_from_slice(from_cell(line).as_bytes());
        lines.push(b'\n');
    }
    Ok(lines)
}
